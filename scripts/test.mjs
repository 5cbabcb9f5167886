// `npm test`: installs what testing needs, then runs every check and every suite. Last line: N passed, N failed, N skipped.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, checkNode, ensureDependencies, ensureWebPages, root, run, step } from './set-up.mjs';

const postgresBin = '/usr/lib/postgresql/15/bin/postgres';
const postgis = '/usr/share/postgresql/15/extension/postgis.control';
const chromium = '/usr/bin/chromium';

/** Debian packages that a suite needs, and how to see that they are there. */
const systemNeeds = [
  { packages: ['chromium'], present: () => existsSync(chromium), suites: 'the browser suites' },
  {
    packages: ['postgresql-15', 'postgresql-15-postgis-3'],
    present: () => existsSync(postgresBin) && existsSync(postgis),
    suites: 'the suites on PostgreSQL + PostGIS (the embedded database is tested all the same)',
  },
];

async function canUseApt() {
  if (!existsSync('/usr/bin/apt-get')) return null;
  if (process.getuid?.() === 0) return [];
  const sudo = await run('sudo', ['-n', 'true'], { capture: true }).catch(() => ({ code: 1 }));
  return sudo.code === 0 ? ['sudo', '-n'] : null;
}

async function ensureSystemPackages() {
  const missing = systemNeeds.filter((need) => !need.present());
  if (missing.length === 0) return;
  const packages = missing.flatMap((need) => need.packages);
  const prefix = await canUseApt();
  if (prefix !== null) {
    await step(`Installing ${packages.join(', ')} from apt`, async () => {
      const apt = async (...args) => {
        const [command, ...rest] = [
          ...prefix,
          'env',
          'DEBIAN_FRONTEND=noninteractive',
          'apt-get',
          '-qq',
          ...args,
        ];
        return run(command, rest, { capture: true });
      };
      await apt('update');
      const { code, output } = await apt('install', '-y', '--no-install-recommends', ...packages);
      if (code !== 0) process.stdout.write(output);
    });
  }
  for (const need of systemNeeds.filter((each) => !each.present())) {
    process.stdout.write(
      `  Skipping ${need.suites}. To run them: apt-get install ${need.packages.join(' ')}\n`,
    );
  }
}

/** Each static check counts as one test. */
const checks = [
  { title: 'format (prettier)', command: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
  { title: 'lint (eslint)', command: 'eslint', args: ['.', '--max-warnings', '0'] },
  { title: 'types of server, core, scripts, tests (tsc)', command: 'tsc', args: ['-p', 'tsconfig.json'] },
  { title: 'types of the web pages (tsc)', command: 'tsc', args: ['-p', 'tsconfig.web.json'] },
  {
    title: 'direction of dependencies (dependency-cruiser)',
    command: 'depcruise',
    args: ['core', 'server', 'web', 'scripts', '--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
  },
  { title: 'unused code (knip)', command: 'knip', args: [] },
];

/** Runs the checks in two lanes: the linter takes as long as all the others together. */
async function runChecks() {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  const runLane = async (lane) => {
    for (const check of lane) {
      const { code, output } = await run(bin(check.command), check.args, { capture: true });
      process.stdout.write(`${code === 0 ? '✓' : '✗'} ${check.title}\n`);
      if (code === 0) totals.passed += 1;
      else {
        totals.failed += 1;
        process.stdout.write(`${output.trim()}\n`);
      }
    }
  };
  const isLinter = ({ command }) => command === 'eslint';
  await Promise.all([runLane(checks.filter(isLinter)), runLane(checks.filter((check) => !isLinter(check)))]);
  return totals;
}

/** Runs vitest once; `name` tells its report from that of another run beside it. */
async function runSuites(name, vitestArgs, options = {}) {
  const report = join(root, 'var', `test-report-${name}.json`);
  mkdirSync(join(root, 'var'), { recursive: true });
  rmSync(report, { force: true });
  const { code, output } = await run(
    bin('vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...vitestArgs],
    { env: { NODE_OPTIONS: '--max-old-space-size=4096' }, ...options },
  );
  if (options.capture === true) process.stdout.write(output);
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const brokenFiles = result.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  const failed = result.numFailedTests + brokenFiles;
  return {
    passed: result.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

/**
 * The unit suites take both cores; those on databases and in the browser take about one each, so they run side by side, and
 * what the browser's print comes after.
 */
async function runAllSuites() {
  const unit = await runSuites('unit', ['--project', 'unit']);
  const others = await Promise.all([
    runSuites('database', ['--project', 'database']),
    runSuites('browser', ['--project', 'browser'], { capture: true }),
  ]);
  return [unit, ...others];
}

checkNode();
await ensureDependencies();
await ensureSystemPackages();
await ensureWebPages();
const only = process.argv.slice(2);
const parts = [];
if (!only.includes('--no-checks')) parts.push(await runChecks());
const vitestArgs = only.filter((arg) => arg !== '--no-checks');
if (vitestArgs.length === 0) parts.push(...(await runAllSuites()));
else if (!only.includes('--checks')) parts.push(await runSuites('chosen', vitestArgs));
const sum = (key) => parts.reduce((total, part) => total + part[key], 0);
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
