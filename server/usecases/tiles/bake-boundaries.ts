import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AreaSet, Bounds } from '../../../core/contract/area.ts';
import { boundsOfPositions, boxOfRings, joinBoxes, type Box } from '../../../core/geography/bounds.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import { AppError } from '../../../core/errors.ts';
import { creditLine } from '../../../core/join-attributions.ts';
import type { Queryable } from '../../database/database.ts';
import { createAreaStore } from '../../store/area-store.ts';
import { readBoundaries } from '../../store/boundary-geometry.ts';
import { archivePath } from '../../store/tile-archives.ts';
import { createTileArchiveWriter, type ArchiveSummary } from '../../store/tile-archive-writer.ts';
import { createTileAreas, type TileAreas } from './cut-tiles.ts';
import { zoomsOf } from './tile-zooms.ts';

/** Raised when tiles of the same boundaries come out differently, so that their hash changes too. */
const tileFormat = 4;

export interface BakeRequest {
  readonly set: AreaSet;
  /** The data folder of the service; archives go into `tiles` in it. */
  readonly dataFolder: string;
  /** The credit lines that travel in the archive's metadata. */
  readonly attribution: readonly string[];
  readonly madeUp: boolean;
  readonly onProgress?: (tiles: number) => void;
}

export interface BakeOutcome {
  /** Twelve hexadecimal digits of the hash of everything that went in. */
  readonly tileHash: string;
  readonly path: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Null where the archive was there already. */
  readonly written: ArchiveSummary | null;
}

/**
 * Bakes the boundaries of an area set into an archive of vector tiles, and names it in the current boundary set. The
 * name holds a hash of codes, names, geometry and credit: boundaries that are baked already are not baked again.
 *
 * @throws AppError not-found where no area of the set has a boundary.
 */
export async function bakeBoundaries(database: Queryable, request: BakeRequest): Promise<BakeOutcome> {
  const { set } = request;
  const { areas, tileHash, bounds } = await readAreas(database, request);
  const zooms = zoomsOf[set.type];
  const path = archivePath(join(request.dataFolder, 'tiles'), { ...set, hash: tileHash });
  const written = existsSync(path) ? null : await writeArchive(areas, { ...request, path, bounds });
  await createAreaStore(database).nameTiles(set, { tileHash, ...zooms });
  return { tileHash, path, ...zooms, written };
}

async function readAreas(
  database: Queryable,
  { set, attribution, madeUp }: BakeRequest,
): Promise<{ areas: TileAreas; tileHash: string; bounds: Bounds }> {
  const areas = createTileAreas();
  let box: Box | null = null;
  const hash = createHash('sha256');
  hash.update(JSON.stringify([tileFormat, set.type, set.vintage, attribution, madeUp]));
  for await (const { code, name, binary, polygons } of readBoundaries(database, set)) {
    hash.update(JSON.stringify([code, name, binary.length])).update(binary);
    areas.add({ code, name, polygons });
    box = joinBoxes(box, boxOfRings(polygons.flat()));
  }
  if (box === null) {
    throw new AppError('not-found', `No boundaries of ${set.type} ${set.vintage} are loaded.`, {
      details: { type: set.type, vintage: set.vintage },
    });
  }
  const { minX, maxX, minY, maxY }: Box = box;
  const corners = [minX, maxX].flatMap((easting) =>
    [minY, maxY].map((northing) => wgs84FromGrid({ easting, northing })),
  );
  const bounds = boundsOfPositions(corners) ?? { west: -9, south: 49, east: 2, north: 61 };
  return { areas, tileHash: hash.digest('hex').slice(0, 12), bounds };
}

interface WriteRequest extends BakeRequest {
  readonly path: string;
  readonly bounds: Bounds;
}

async function writeArchive(areas: TileAreas, request: WriteRequest): Promise<ArchiveSummary> {
  const { set, bounds, attribution, madeUp, onProgress } = request;
  const zooms = zoomsOf[set.type];
  const writer = await createTileArchiveWriter(request.path);
  try {
    let tiles = 0;
    for (const { zoom, x, y, bytes } of areas.cut({ layer: set.type, ...zooms })) {
      await writer.add(zoom, x, y, bytes);
      tiles += 1;
      if (tiles % 100 === 0) onProgress?.(tiles);
    }
    return await writer.finish({
      ...zooms,
      bounds,
      metadata: {
        name: `${set.type}-${set.vintage}`,
        type: 'overlay',
        attribution: creditLine({ lines: [...attribution], madeUp }),
        madeUp,
        vector_layers: [
          {
            id: set.type,
            fields: { code: 'String', name: 'String' },
            minzoom: zooms.minZoom,
            maxzoom: zooms.maxZoom,
          },
        ],
      },
    });
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}
