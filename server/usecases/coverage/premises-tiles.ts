import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { PremisesTileFilter } from '../../../core/contract/coverage/premises-tile.ts';
import { speedClasses, type SpeedClass } from '../../../core/contract/coverage/speed-class.ts';
import { chancePercent } from '../../../core/coverage/chance-percent.ts';
import {
  classKeys,
  premisesOfTile,
  premisesTileZooms,
  technologyLetters,
} from '../../../core/coverage/premises-tile.ts';
import { reachedBy } from '../../../core/coverage/technology-chances.ts';
import { tileFilterQuery } from '../../../core/coverage/tile-filter.ts';
import { thinPremises } from '../../../core/coverage/thin-premises.ts';
import { AppError } from '../../../core/errors.ts';
import {
  hexagonCentre,
  hexagonCorners,
  hexagonNumber,
  hexagonRadius,
  hexagonRows,
} from '../../../core/geography/hexagon-grid.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import {
  tileAddress,
  unitSquareFromPosition,
  type TileAddress,
  type UnitSquarePoint,
} from '../../../core/geography/tile-address.ts';
import { tileKeyRange } from '../../../core/geography/tile-key.ts';
import type {
  PremisesTileReads,
  SnapshotOfMap,
  TileHexagon,
  TilePremises,
} from '../../store/coverage/premises-tile-reads.ts';
import { encodeTile, type TileLayer, type TileValue } from '../tiles/encode-tile.ts';
import { filteredHexagons } from './filtered-hexagons.ts';

/** Raised when tiles of the same snapshot come out differently, so that their address changes too. */
const tileFormat = 2;

const extent = 4096;

/** Names the content of a snapshot's tiles: sixteen hexadecimal digits of what it was made from. */
export function tileSetOf({ inputHash }: Pick<SnapshotOfMap, 'inputHash'>): string {
  return createHash('sha256').update(`${tileFormat} ${inputHash}`).digest('hex').slice(0, 16);
}

interface WantedTile {
  readonly tileSet: string;
  readonly z: number;
  readonly x: number;
  readonly y: number;
  /** Which premises; all unless said. */
  readonly filter?: PremisesTileFilter;
}

/** Runs what takes the database longer when its turn comes. */
type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>;

export interface PremisesTiles {
  /** A gzipped vector tile; empty where there are no premises. */
  read(wanted: WantedTile): Promise<Uint8Array>;
}

/**
 * Makes the tiles of premises: hexagons further out, single premises at street zoom. A filter narrows both; its hexagons have
 * the figures of its speed alone, and are counted in turn.
 *
 * @throws AppError not-found where no snapshot has these tiles, or the zoom has none; invalid-request where there is no
 * such tile in the world.
 */
export function createPremisesTiles(
  reads: Pick<PremisesTileReads, 'premises' | 'hexagons' | 'countsByKey'>,
  {
    snapshots,
    inTurn,
  }: { readonly snapshots: () => Promise<readonly SnapshotOfMap[]>; readonly inTurn: InTurn },
): PremisesTiles {
  return {
    async read({ tileSet, z, x, y, filter: asked }) {
      const address = tileAddress(z, x, y);
      const { firstHexagons, last } = premisesTileZooms;
      if (z < firstHexagons || z > last) {
        throw new AppError('not-found', `Tiles of premises are made for zooms ${firstHexagons} to ${last}.`, {
          details: { field: 'z', value: z, reason: `must be from ${firstHexagons} to ${last}` },
        });
      }
      const snapshot = (await snapshots()).find((each) => tileSetOf(each) === tileSet);
      if (snapshot === undefined) {
        throw new AppError(
          'not-found',
          `There are no tiles ${tileSet}: premises have been loaded anew since.`,
          {
            details: { field: 'tileSet', value: tileSet, reason: 'no snapshot of premises has these tiles' },
          },
        );
      }
      const { snapshotId } = snapshot;
      const filter = asked === undefined || tileFilterQuery(asked) === '' ? null : asked;
      const layers = await layersOf(snapshotId, address, filter);
      return layers.length === 0 ? new Uint8Array() : gzipSync(encodeTile(...layers), { level: 6 });
    },
  };

  async function layersOf(
    snapshotId: number,
    address: TileAddress,
    filter: PremisesTileFilter | null,
  ): Promise<TileLayer[]> {
    if (address.zoom >= premisesTileZooms.firstPoints) {
      return premisesLayers(await reads.premises(snapshotId, tileKeyRange(address), filter), address);
    }
    if (filter === null) {
      return hexagonLayers(await readHexagons(reads, snapshotId, address), {
        address,
        classes: speedClasses,
      });
    }
    const hexagons = await inTurn(() => filteredHexagons(reads, snapshotId, address, filter));
    return hexagonLayers(hexagons, { address, classes: [filter.class] });
  }
}

/** From the unit square to the steps of a tile. */
function stepsIn({ zoom, x, y }: TileAddress): (point: UnitSquarePoint) => UnitSquarePoint {
  const scale = 2 ** zoom;
  return (point) => ({
    x: Math.floor((point.x * scale - x) * extent),
    y: Math.floor((point.y * scale - y) * extent),
  });
}

function premisesLayers(premises: readonly TilePremises[], address: TileAddress): TileLayer[] {
  if (premises.length === 0) return [];
  const steps = stepsIn(address);
  const shown = thinPremises(premises, premisesOfTile);
  const features = shown.map(
    ({ uprn, chances, technologyChances, plan, isRecognised, disagrees, ...grid }) => ({
      id: uprn,
      ...steps(unitSquareFromPosition(wgs84FromGrid(grid))),
      properties: [
        ...chances.map(chancePercentOf),
        plan === 'unknown' ? null : plan,
        isRecognised === false ? 0 : null,
        disagrees ? 1 : null,
        lettersOf(technologyChances),
      ],
    }),
  );
  const counts = {
    x: extent / 2,
    y: extent / 2,
    properties: [shown.length, premises.length, `${address.zoom}/${address.x}/${address.y}`],
  };
  return [
    {
      name: 'premises',
      extent,
      keys: [...speedClasses.map((each) => classKeys[each]), 'plan', 'recognised', 'disagrees', 'by'],
      features,
    },
    { name: 'counts', extent, keys: ['shown', 'total', 'tile'], features: [counts] },
  ];
}

/** Null where nothing is known of how it is reached. */
function lettersOf(chances: readonly (number | null)[]): TileValue {
  const letters = reachedBy(chances).map((choice) => technologyLetters[choice]);
  return letters.length === 0 ? null : letters.join('');
}

const chancePercentOf = (chance: number | null): TileValue => chancePercent(chance);

function readHexagons(
  reads: Pick<PremisesTileReads, 'hexagons'>,
  snapshotId: number,
  { zoom, x, y }: TileAddress,
): Promise<TileHexagon[]> {
  const side = 2 ** -zoom;
  const box = { minX: x * side, minY: y * side, maxX: (x + 1) * side, maxY: (y + 1) * side };
  return reads.hexagons(snapshotId, zoom, hexagonRows(box, hexagonRadius(zoom)));
}

/** A hexagon is whole in every tile that it touches; its middle is in one. */
function hexagonLayers(
  hexagons: readonly TileHexagon[],
  { address, classes }: { readonly address: TileAddress; readonly classes: readonly SpeedClass[] },
): TileLayer[] {
  const steps = stepsIn(address);
  const radius = hexagonRadius(address.zoom);
  const cells = hexagons.map((hexagon) => ({
    id: hexagonNumber(hexagon),
    ring: hexagonCorners(hexagon, radius).map(steps),
    centre: steps(hexagonCentre(hexagon, radius)),
    properties: [
      hexagon.premises,
      ...hexagon.unserved.map(toTenth),
      ...hexagon.unknown,
      hexagon.notRecognised === 0 ? null : hexagon.notRecognised,
    ],
  }));
  const touching = cells.filter(({ ring }) => touches(ring));
  if (touching.length === 0) return [];
  const keys = [
    'premises',
    ...classes.map((each) => `${classKeys[each]}-u`),
    ...classes.map((each) => `${classKeys[each]}-n`),
    'excluded',
  ];
  const isWithin = (value: number): boolean => value >= 0 && value < extent;
  const middles = touching.filter(({ centre }) => isWithin(centre.x) && isWithin(centre.y));
  return [
    {
      name: 'hexagons',
      extent,
      keys,
      features: touching.map(({ id, ring, properties }) => ({
        id,
        properties,
        polygons: [[Int32Array.from(ring.flatMap(({ x, y }) => [x, y]))]],
      })),
    },
    {
      name: 'centres',
      extent,
      keys,
      features: middles.map(({ id, centre, properties }) => ({ id, ...centre, properties })),
    },
  ];
}

/** Expected numbers are sums of shares: a tenth of a premises is as much as anyone reads. */
const toTenth = (value: number): number => Math.round(value * 10) / 10;

function touches(ring: readonly UnitSquarePoint[]): boolean {
  const along = (axis: 'x' | 'y'): boolean => {
    const values = ring.map((corner) => corner[axis]);
    return Math.max(...values) >= 0 && Math.min(...values) < extent;
  };
  return along('x') && along('y');
}
