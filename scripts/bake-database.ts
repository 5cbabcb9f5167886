import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { defaultBakedPath, prepareCluster } from '../server/database/embedded-cluster.ts';

/*
 * npm run bake: writes the prepared empty database (PostGIS created, no tables of ours) from which a first start
 * takes seconds instead of half a minute. Run it again when the pinned PGlite version changes, and commit the result.
 */

const blockBytes = 512;

/** Files that PostgreSQL makes anew, or that say when and where the database was made. */
const leftOut = new Set(['postmaster.pid', 'postmaster.opts', 'pg_internal.init']);

function octal(value: number, digits: number): string {
  return `${value.toString(8).padStart(digits, '0')}\0`;
}

function tarHeader(name: string, size: number, kind: '0' | '5'): Buffer {
  const header = Buffer.alloc(blockBytes);
  header.write(name, 0, 100, 'latin1');
  header.write(octal(kind === '5' ? 0o700 : 0o600, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(size, 11), 124);
  header.write(octal(0, 11), 136);
  header.write('        ', 148);
  header.write(kind, 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)} `, 148);
  return header;
}

/**
 * Files of one name next to each other: the three databases of a cluster hold nearly the same catalogues, which a
 * compressor sees only where they are close.
 */
function listEntries(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => !leftOut.has(basename(path)))
    .sort((a, b) => orderOf(a).localeCompare(orderOf(b), 'en'));
}

function orderOf(path: string): string {
  // Folders first, parents before children.
  return statSync(path).isDirectory() ? `0 ${path}` : `1 ${basename(path)} ${path}`;
}

function tarOf(folder: string): Buffer {
  const parts: Buffer[] = [];
  for (const path of listEntries(folder)) {
    const name = relative(folder, path);
    if (statSync(path).isDirectory()) {
      parts.push(tarHeader(`${name}/`, 0, '5'));
      continue;
    }
    const content = readFileSync(path);
    parts.push(tarHeader(name, content.length, '0'), content);
    parts.push(Buffer.alloc((blockBytes - (content.length % blockBytes)) % blockBytes));
  }
  parts.push(Buffer.alloc(2 * blockBytes));
  return Buffer.concat(parts);
}

const folder = mkdtempSync(join(tmpdir(), 'atlas-bake-'));
try {
  const cluster = await prepareCluster({
    folder,
    bakedPath: join(folder, 'absent'),
    openTimeoutMilliseconds: 300_000,
    onProgress: console.log,
  });
  const tar = tarOf(cluster);
  const compressed = brotliCompressSync(tar, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: tar.length,
    },
  });
  writeFileSync(defaultBakedPath(), compressed);
  console.log(`${defaultBakedPath()}: ${compressed.length} bytes from ${tar.length}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
