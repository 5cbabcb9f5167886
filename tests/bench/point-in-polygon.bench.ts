/**
 * Which of 2,000 polygons holds each of 1,000,000 points: our index against the PostGIS join of the same points and
 * polygons in the same run, compared point by point. Usage:
 *
 *   npx tsx tests/bench/point-in-polygon.bench.ts [POINTS] [POLYGONS]
 *
 * Starts a PostgreSQL of its own in a temporary folder and removes it.
 */
import { createPointInPolygonIndex, type Rings } from '../../core/geography/point-in-polygon.ts';
import { encodeMultiPolygon } from '../../core/geography/well-known-binary.ts';
import { openPostgres } from '../../server/database/postgres.ts';
import type { Database } from '../../server/database/database.ts';
import { createPostgresCluster, findPostgresBinaries } from '../support/postgres-cluster.ts';

const [pointText = '1000000', polygonText = '2000'] = process.argv.slice(2);
const pointCount = Number(pointText);
const side = Math.round(Math.sqrt(Number(polygonText)));
const cell = 60_000 / side;

/** The same numbers in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A jagged border between two grid corners, the same from either end; 37 stretches a side, 149 points a polygon. */
function border(ax: number, ay: number, bx: number, by: number): number[] {
  const random = randomFrom(
    Math.imul(ax + 7, 73_856_093) ^ Math.imul(ay + 3, 19_349_663) ^ (bx > ax ? 1 : 2),
  );
  const points: number[] = [];
  for (let at = 1; at < 37; at++) {
    const shift = (random() - 0.5) * 0.02 * cell;
    const x = ax + ((bx - ax) * at) / 37 + (by > ay ? shift : 0);
    const y = ay + ((by - ay) * at) / 37 + (bx > ax ? shift : 0);
    points.push(x, y);
  }
  return points;
}

function reversed(points: readonly number[]): number[] {
  const result: number[] = [];
  for (let at = points.length - 2; at >= 0; at -= 2) result.push(points[at] ?? 0, points[at + 1] ?? 0);
  return result;
}

function polygonAt(column: number, row: number): Float64Array {
  const [west, south] = [380_000 + column * cell, 380_000 + row * cell];
  const [east, north] = [380_000 + (column + 1) * cell, 380_000 + (row + 1) * cell];
  return Float64Array.from([
    ...[west, south, ...border(west, south, east, south), east, south, ...border(east, south, east, north)],
    ...[east, north, ...reversed(border(west, north, east, north)), west, north],
    ...[...reversed(border(west, south, west, north)), west, south],
  ]);
}

const polygons: Rings[] = [];
for (let row = 0; row < side; row++) {
  for (let column = 0; column < side; column++) polygons.push([polygonAt(column, row)]);
}
const random = randomFrom(42);
const eastings = new Float64Array(pointCount);
const northings = new Float64Array(pointCount);
for (let at = 0; at < pointCount; at++) {
  eastings[at] = Math.round((379_500 + random() * 61_000) * 100) / 100;
  northings[at] = Math.round((379_500 + random() * 61_000) * 100) / 100;
}
// Every hundredth point is a corner of a polygon: the rule of the border is put to the test.
for (let at = 0; at < pointCount; at += 100) {
  const ring = polygons[(at / 100) % polygons.length]?.[0];
  eastings[at] = ring?.[(at / 50) % 100] ?? 0;
  northings[at] = ring?.[((at / 50) % 100) + 1] ?? 0;
}

const started = performance.now();
const index = createPointInPolygonIndex(polygons);
const built = performance.now();
const ours = new Int32Array(pointCount);
for (let at = 0; at < pointCount; at++) ours[at] = index.find(eastings[at] ?? 0, northings[at] ?? 0);
const found = performance.now();

async function askPostgis(database: Database): Promise<{ milliseconds: number; answers: Int32Array }> {
  await database.executeScript(`
    create table bench_polygon (position integer primary key, geometry geometry(MultiPolygon, 27700));
    create table bench_point (position integer primary key, x float8, y float8, geometry geometry(Point, 27700))`);
  async function* polygonRows() {
    await Promise.resolve();
    for (const [position, rings] of polygons.entries()) {
      yield `${position},${Buffer.from(encodeMultiPolygon([rings], 27700)).toString('hex')}\n`;
    }
  }
  async function* pointRows() {
    await Promise.resolve();
    for (let at = 0; at < pointCount; at++) yield `${at},${eastings[at]},${northings[at]}\n`;
  }
  await database.copyFrom({ table: 'bench_polygon', columns: ['position', 'geometry'] }, polygonRows());
  await database.copyFrom({ table: 'bench_point', columns: ['position', 'x', 'y'] }, pointRows());
  await database.executeScript(`update bench_point set geometry = ST_SetSRID(ST_MakePoint(x, y), 27700);
    create index on bench_polygon using gist (geometry); create index on bench_point using gist (geometry);
    analyze bench_polygon; analyze bench_point`);
  const before = performance.now();
  await database.executeScript(`create table bench_answer as
    select p.position, min(a.position) as area from bench_point p
    join bench_polygon a on ST_Intersects(a.geometry, p.geometry) group by p.position`);
  const milliseconds = performance.now() - before;
  const answers = new Int32Array(pointCount).fill(-1);
  const rows = await database.query<{ position: number; area: number }>(
    'select position, area from bench_answer',
  );
  for (const { position, area } of rows) answers[position] = area;
  return { milliseconds, answers };
}

const binaries = findPostgresBinaries();
if (binaries === null) throw new Error('PostgreSQL with PostGIS is needed: apt install postgresql postgis');
const cluster = await createPostgresCluster(binaries);
await cluster.start();
const database = openPostgres({ connectionString: cluster.connectionString('postgres'), poolSize: 1 });
try {
  await database.executeScript('create extension if not exists postgis');
  const { milliseconds, answers } = await askPostgis(database);
  const different = answers.reduce((count, answer, at) => count + (answer === ours[at] ? 0 : 1), 0);
  const ourTime = found - started;
  console.log(`${pointCount} points, ${polygons.length} polygons of 149 corners`);
  console.log(`ours ${ourTime.toFixed(0)} ms (index ${(built - started).toFixed(0)} ms)`);
  console.log(`PostGIS join ${milliseconds.toFixed(0)} ms`);
  console.log(`ratio ${(milliseconds / ourTime).toFixed(1)} (aim 10); different answers ${different}`);
  if (different > 0) process.exitCode = 1;
} finally {
  await database.close();
  await cluster.stop('immediate');
  await cluster.remove();
}
