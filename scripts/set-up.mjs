// What `npm start` and `npm test` do for themselves on a new machine. Plain JavaScript: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** One step of the work, said before it begins and with its time when it ends. */
export async function step(title, work) {
  const began = performance.now();
  process.stdout.write(`• ${title} ...\n`);
  const result = await work();
  process.stdout.write(`  done in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  return result;
}

/** Runs a program in the repository; resolves with its exit code and, where asked, what it printed. */
export function run(command, args, options = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: options.capture === true ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...options.env },
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', fail);
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}

/** The program of an installed package. */
export function bin(name) {
  return join(root, 'node_modules', '.bin', name);
}

function hashOf(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const full = join(root, path);
    if (statSync(full).isDirectory()) for (const name of readdirSync(full).sort()) visit(join(path, name));
    else hash.update(path).update(readFileSync(full));
  };
  for (const path of paths) if (existsSync(join(root, path))) visit(path);
  return hash.digest('hex');
}

/** Does the work only when the inputs differ from those of last time; the stamp lies beside what the work makes. */
async function whenStale(title, { inputs, stamp, product }, work) {
  const hash = hashOf(inputs);
  const stampPath = join(root, stamp);
  const isFresh =
    existsSync(join(root, product)) && existsSync(stampPath) && readFileSync(stampPath, 'utf8') === hash;
  if (isFresh) return;
  await step(title, work);
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, hash);
}

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(`The Atlas needs Node 20.19 or later; this is ${process.versions.node}.\n`);
  process.exit(2);
}

/** Installs exactly what package-lock.json names, when it is not installed yet. */
export async function ensureDependencies() {
  await whenStale(
    'Installing the locked dependencies (about a minute)',
    {
      inputs: ['package-lock.json'],
      stamp: 'node_modules/.atlas-lock',
      product: 'node_modules/.package-lock.json',
    },
    async () => {
      const { code } = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
      if (code !== 0) throw new Error(`npm ci ended with code ${code}`);
    },
  );
}

/** Builds the web pages, when their sources have changed. */
export async function ensureWebPages() {
  await whenStale(
    'Building the web pages',
    {
      inputs: ['web', 'core', 'vite.config.ts', 'tsconfig.web.json', 'package-lock.json'],
      stamp: 'dist/web/.atlas-build',
      product: 'dist/web',
    },
    async () => {
      const { code, output } = await run(bin('vite'), ['build', '--logLevel', 'warn'], { capture: true });
      if (code !== 0) throw new Error(`The web pages could not be built:\n${output}`);
    },
  );
}
