/**
 * Cached tiles from our service (rate limits, headers, request log and all) against the same bytes served as files by
 * a bare Fastify with @fastify/static and nothing else, in the same process and run. Usage:
 *
 *   npx tsx tests/bench/tiles.bench.ts [SECONDS [CONNECTIONS]]
 *
 * Prints requests a second of both, round by round, and their ratio (aim 0.7); and the processor time of a request,
 * which does not hang on how fast the client is. The client runs in a process of its own.
 */
import { fork } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import Fastify from 'fastify';
import { pino } from 'pino';
import { z } from 'zod';
import { buildApp } from '../../server/app.ts';
import { openPostgres } from '../../server/database/postgres.ts';
import { archivePath } from '../../server/store/tile-archives.ts';
import { createTileArchiveWriter } from '../../server/store/tile-archive-writer.ts';
import { createTileAreas } from '../../server/usecases/tiles/cut-tiles.ts';

const set = { type: 'lsoa', vintage: 2021, hash: '0123456789ab' };
const rounds = 6;

interface Served {
  readonly ports: { readonly ours: number; readonly files: number };
  readonly paths: { readonly ours: readonly string[]; readonly files: readonly string[] };
}

/** 1,600 square areas of 500 metres with wavy borders: tiles of a town, of 1 to 30 kB. */
function townTiles() {
  const areas = createTileAreas();
  const side = 500;
  const edge = (from: readonly [number, number], dx: number, dy: number): number[] =>
    Array.from({ length: 12 }, (_, at) => {
      const bend = 25 * Math.sin(from[0] * 0.37 + from[1] * 0.11 + at * 1.9) * (at === 0 ? 0 : 1);
      const along = (at * side) / 12;
      return [from[0] + dx * along + dy * bend, from[1] + dy * along + dx * bend];
    }).flat();
  const backwards = (points: number[]): number[] => {
    const pairs = Array.from({ length: points.length / 2 }, (_, at) => points.slice(2 * at, 2 * at + 2));
    return pairs.reverse().flat();
  };
  for (let at = 0; at < 1600; at++) {
    const x = 370_000 + (at % 40) * side;
    const y = 390_000 + Math.floor(at / 40) * side;
    const ring = [
      ...edge([x, y], 1, 0),
      ...edge([x + side, y], 0, 1),
      ...[x + side, y + side],
      ...backwards(edge([x, y + side], 1, 0)),
      ...backwards(edge([x, y], 0, 1)),
    ];
    const code = `E01${String(at).padStart(6, '0')}`;
    areas.add({ code, name: `Area ${at}`, polygons: [[Float64Array.from(ring)]] });
  }
  return areas.cut({ layer: set.type, minZoom: 9, maxZoom: 13 });
}

async function serve(folder: string): Promise<Served> {
  const paths: { ours: string[]; files: string[] } = { ours: [], files: [] };
  const writer = await createTileArchiveWriter(archivePath(join(folder, 'tiles'), set));
  for (const { zoom, x, y, bytes } of townTiles()) {
    await writer.add(zoom, x, y, bytes);
    const name = `${zoom}/${x}/${y}.mvt`;
    mkdirSync(dirname(join(folder, 'files', name)), { recursive: true });
    writeFileSync(join(folder, 'files', name), bytes);
    paths.ours.push(`/api/v1/tiles/${set.type}-${set.vintage}/${set.hash}/${name}`);
    paths.files.push(`/${name}`);
  }
  const bounds = { west: -3, south: 53, east: -2, north: 54 };
  await writer.finish({ minZoom: 9, maxZoom: 13, bounds, metadata: {} });

  const ours = await buildApp({
    // Never asked: tiles come from the archive.
    database: openPostgres({ connectionString: 'postgres://nobody@127.0.0.1:1/none' }),
    settings: {
      publicUrl: null,
      basemapStyleUrl: null,
      trustProxy: false,
      adminToken: null,
      operator: { name: null, email: null },
      coverageProblems: { emailDays: 90, dailyLimit: 500 },
      rateLimitPerMinute: 10_000_000,
    },
    dataFolder: folder,
    schemaVersion: 1,
    profiles: [],
    logger: pino({ level: 'info' }, createWriteStream('/dev/null')),
  });
  const files = Fastify({ logger: false, requestTimeout: 30_000, keepAliveTimeout: 10_000 });
  await files.register(fastifyStatic, {
    root: join(folder, 'files'),
    immutable: true,
    maxAge: 31_536_000_000,
    setHeaders: (reply) => {
      reply.header('content-encoding', 'gzip');
    },
  });
  await ours.listen({ port: 0, host: '127.0.0.1' });
  await files.listen({ port: 0, host: '127.0.0.1' });
  const portOf = (address: ReturnType<typeof files.server.address>): number =>
    typeof address === 'object' && address !== null ? address.port : 0;
  return { ports: { ours: portOf(ours.server.address()), files: portOf(files.server.address()) }, paths };
}

/** Asks for one path after another on one kept connection until the time is up; gives how many were answered. */
function askUntil(port: number, paths: readonly string[], until: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let answered = 0;
    let next = Math.floor(Math.random() * paths.length);
    let received: Buffer = Buffer.alloc(0);
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const ask = (): void => {
      next = (next + 1) % paths.length;
      socket.write(`GET ${paths[next] ?? '/'} HTTP/1.1\r\nhost: bench\r\naccept-encoding: gzip\r\n\r\n`);
    };
    socket.on('connect', ask);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const headEnd = received.indexOf('\r\n\r\n');
      if (headEnd === -1) return;
      const head = received.toString('latin1', 0, headEnd);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? NaN);
      if (!head.startsWith('HTTP/1.1 200') || Number.isNaN(length)) {
        reject(new Error(`not a tile: ${head.slice(0, 200)}`));
        socket.destroy();
        return;
      }
      if (received.length < headEnd + 4 + length) return;
      received = Buffer.alloc(0);
      answered += 1;
      if (performance.now() < until && !/connection: close/i.test(head)) ask();
      else if (performance.now() < until) {
        // The service ends a connection after 10,000 requests.
        socket.destroy();
        askUntil(port, paths, until).then((more) => {
          resolve(answered + more);
        }, reject);
      } else {
        socket.destroy();
        resolve(answered);
      }
    });
  });
}

const askSchema = z.object({
  port: z.number(),
  paths: z.array(z.string()),
  milliseconds: z.number(),
  connections: z.number(),
});

/** The client: does what its parent says and answers how many requests were answered. */
function runClient(): void {
  process.on('message', (message) => {
    const { port, paths, milliseconds, connections } = askSchema.parse(message);
    const until = performance.now() + milliseconds;
    void Promise.all(Array.from({ length: connections }, () => askUntil(port, paths, until))).then((counts) =>
      process.send?.(counts.reduce((sum, count) => sum + count, 0)),
    );
  });
}

interface Measured {
  readonly rate: number;
  /** Processor time of the servers' process for one request. */
  readonly microseconds: number;
}

async function runServer(seconds: number, connections: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-tiles-bench-'));
  const { ports, paths } = await serve(folder);
  const client = fork(fileURLToPath(import.meta.url), ['client'], { execArgv: process.execArgv });
  const measure = async (which: 'ours' | 'files', milliseconds: number): Promise<Measured> => {
    const before = process.cpuUsage();
    const answered = new Promise<number>((resolve, reject) => {
      client.once('message', (count) => {
        resolve(Number(count));
      });
      client.once('exit', () => {
        reject(new Error('the client ended'));
      });
    });
    client.send({ port: ports[which], paths: paths[which], milliseconds, connections });
    const count = await answered;
    client.removeAllListeners('exit');
    const { user, system } = process.cpuUsage(before);
    return { rate: count / (milliseconds / 1000), microseconds: (user + system) / count };
  };
  const ratios: number[] = [];
  const processorRatios: number[] = [];
  console.log(`${paths.ours.length} tiles, ${connections} connections kept alive, ${seconds} s each time`);
  await measure('ours', 1500);
  await measure('files', 1500);
  for (let round = 0; round < rounds; round++) {
    // Who goes first changes, so that a machine that slows down favours neither.
    const first = round % 2 === 0 ? ('ours' as const) : ('files' as const);
    const one = await measure(first, seconds * 1000);
    const other = await measure(first === 'ours' ? 'files' : 'ours', seconds * 1000);
    const [ours, files] = first === 'ours' ? [one, other] : [other, one];
    ratios.push(ours.rate / files.rate);
    processorRatios.push(files.microseconds / ours.microseconds);
    console.log(
      `ours ${ours.rate.toFixed(0)}/s (${ours.microseconds.toFixed(0)} us), files ${files.rate.toFixed(0)}/s (${files.microseconds.toFixed(0)} us): ratio ${(ours.rate / files.rate).toFixed(2)}`,
    );
  }
  console.log(`ratio of rates ${median(ratios).toFixed(2)} (aim 0.7)`);
  console.log(`ratio by processor time ${median(processorRatios).toFixed(2)}`);
  client.kill();
  rmSync(folder, { recursive: true });
  process.exit(0);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
}

if (process.argv[2] === 'client') runClient();
else await runServer(Number(process.argv[2] ?? '3'), Number(process.argv[3] ?? '16'));
