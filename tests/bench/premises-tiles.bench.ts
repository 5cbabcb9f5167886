/**
 * Tiles of premises by zoom: how large they are and how long one takes, out of a database that is loaded already, against
 * PostGIS's own `ST_AsMVT` of the same premises with the same properties, without thinning, in the same run. Usage:
 *
 *   ATLAS_DATA_DIR=DIR npx tsx tests/bench/premises-tiles.bench.ts
 *   DATABASE_URL=postgres://... npx tsx tests/bench/premises-tiles.bench.ts
 *
 * Of each zoom the fullest tiles and others drawn evenly are made (all where there are few). Prints their number of all, the
 * largest and the median size as sent (gzipped), the median and the longest time; from the zoom of single premises on, the
 * ratio of the times to the baseline, on the server only: the embedded PostGIS cannot write tiles. Up to then, how long the same
 * tiles take with a filter, whose hexagons are counted and not stored, and how many times as long as without one that is. Exits with 1 where a tile is larger than 200 kB.
 */
import { gzipSync } from 'node:zlib';
import type { PremisesTileFilter } from '../../core/contract/coverage/premises-tile.ts';
import { planStatuses, speedClasses } from '../../core/contract/coverage/speed-class.ts';
import { premisesTileZooms } from '../../core/coverage/premises-tile.ts';
import { tileOfKey, tileKeyRange, tileKeyZoom } from '../../core/geography/tile-key.ts';
import { readConfig } from '../../server/config.ts';
import type { Database } from '../../server/database/database.ts';
import { openDatabase } from '../../server/database/open-database.ts';
import {
  createPremisesTileReads,
  type SnapshotOfMap,
} from '../../server/store/coverage/premises-tile-reads.ts';
import { classColumn } from '../../server/store/coverage/snapshot-store.ts';
import { createPremisesTiles, tileSetOf } from '../../server/usecases/coverage/premises-tiles.ts';

const mostBytes = 200_000;
const zooms: Readonly<Record<'firstHexagons' | 'firstPoints' | 'last', number>> = premisesTileZooms;
/** One that a few pass and one that all pass. */
const filters: Readonly<Record<string, PremisesTileFilter>> = {
  'without superfast': { class: 'superfast', status: ['unserved', 'likely-unserved'] },
  'every plan': { class: 'superfast', plan: [...planStatuses] },
};
const fullest = 40;
const others = 60;

interface Tile {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** The tiles of a zoom that hold premises, the fullest first. */
async function tilesOf(database: Database, { snapshotId }: SnapshotOfMap, z: number): Promise<Tile[]> {
  const rows = await database.query<{ key: number }>(
    `select floor(tile_key / $2::double precision)::bigint as key from premises_estimate
     where snapshot_id = $1::integer group by 1 order by count(*) desc, 1`,
    [snapshotId, 4 ** (tileKeyZoom - z)],
  );
  return rows.map(({ key }) => {
    const { x, y } = tileOfKey(key);
    return { z, x, y };
  });
}

/** The fullest and, of the rest, every so many. */
function sampleOf(tiles: readonly Tile[]): Tile[] {
  const rest = tiles.slice(fullest);
  const step = Math.max(1, rest.length / others);
  return [
    ...tiles.slice(0, fullest),
    ...Array.from({ length: Math.min(others, rest.length) }, (_, at) => rest[Math.floor(at * step)]).filter(
      (tile) => tile !== undefined,
    ),
  ];
}

const chances = speedClasses
  .map((each) => `round(100 * ${classColumn(each)})::integer as ${classColumn(each)}`)
  .join(', ');

/** What PostGIS makes of the same premises, every one of them. */
async function plainTile(database: Database, snapshotId: number, { z, x, y }: Tile): Promise<Uint8Array> {
  const { first, last } = tileKeyRange({ zoom: z, x, y });
  const [row] = await database.query<{ tile: string }>(
    `select encode(ST_AsMVT(p, 'premises', 4096, 'shape', 'uprn'), 'hex') as tile from (
       select uprn, ${chances}, plan_status, is_recognised, disagrees,
         ST_AsMVTGeom(ST_Transform(ST_SetSRID(ST_MakePoint(easting, northing), 27700), 3857),
           ST_TileEnvelope($2::integer, $3::integer, $4::integer)) as shape
       from premises_estimate where snapshot_id = $1::integer and tile_key between $5::bigint and $6::bigint) p`,
    [snapshotId, z, x, y, first, last],
  );
  return gzipSync(Buffer.from(row?.tile ?? '', 'hex'), { level: 6 });
}

interface Made {
  readonly bytes: number;
  readonly milliseconds: number;
}

async function timed(make: () => Promise<Uint8Array>): Promise<Made> {
  const started = performance.now();
  const { length } = await make();
  return { bytes: length, milliseconds: performance.now() - started };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);

async function run(database: Database): Promise<void> {
  const reads = createPremisesTileReads(database);
  const snapshots = await reads.snapshots();
  const snapshot = snapshots.find(({ isCurrent }) => isCurrent);
  if (snapshot === undefined) throw new Error('No snapshot of premises is loaded: atlas coverage build.');
  const hasBaseline = database.kind === 'postgres';
  const tiles = createPremisesTiles(reads, {
    snapshots: () => Promise.resolve(snapshots),
    inTurn: (work) => work(),
  });
  const tileSet = tileSetOf(snapshot);
  console.log('zoom  tiles  made  largest kB  median kB  median ms  longest ms');
  for (let z = zooms.firstHexagons; z <= zooms.last; z += 1) {
    const all = await tilesOf(database, snapshot, z);
    const chosen = sampleOf(all);
    const ours: Made[] = [];
    const plain: Made[] = [];
    for (const tile of chosen) {
      ours.push(await timed(() => tiles.read({ tileSet, ...tile })));
      if (!hasBaseline || z < zooms.firstPoints) continue;
      plain.push(await timed(() => plainTile(database, snapshot.snapshotId, tile)));
    }
    const largest = Math.max(...ours.map(({ bytes }) => bytes));
    if (largest > mostBytes) process.exitCode = 1;
    const times = ours.map(({ milliseconds }) => milliseconds);
    const size = median(ours.map(({ bytes }) => bytes));
    console.log(
      [
        ...[z, all.length, chosen.length, kilobytes(largest), kilobytes(size), median(times).toFixed(0)],
        Math.max(...times).toFixed(0),
      ].join('  '),
    );
    for (const [name, filter] of z < zooms.firstPoints ? Object.entries(filters) : []) {
      const filtered: Made[] = [];
      for (const tile of chosen) filtered.push(await timed(() => tiles.read({ tileSet, ...tile, filter })));
      const taken = filtered.map(({ milliseconds }) => milliseconds);
      const ratio = median(taken.map((each, at) => each / (times[at] ?? NaN)));
      const largestFiltered = Math.max(...filtered.map(({ bytes }) => bytes));
      if (largestFiltered > mostBytes) process.exitCode = 1;
      console.log(
        `  ${name}: largest ${kilobytes(largestFiltered)} kB; median ${median(taken).toFixed(0)} ms, longest ${Math.max(...taken).toFixed(0)} ms; ${ratio.toFixed(1)} times as long as stored ones (median)`,
      );
    }
    if (plain.length === 0) continue;
    const timeRatio = median(plain.map(({ milliseconds }, at) => milliseconds / (times[at] ?? NaN)));
    console.log(
      `  ST_AsMVT: largest ${kilobytes(Math.max(...plain.map(({ bytes }) => bytes)))} kB; it takes ${timeRatio.toFixed(2)} times as long (median)`,
    );
  }
}

const database = await openDatabase({ ...readConfig(), databaseStatementTimeoutMilliseconds: 0 });
try {
  await run(database);
} finally {
  await database.close();
}
