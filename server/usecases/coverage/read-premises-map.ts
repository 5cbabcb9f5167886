import type { AreaSummary } from '../../../core/contract/area.ts';
import type { PremisesMap } from '../../../core/contract/coverage/map-page.ts';
import type { TileTemplate } from '../../../core/contract/tiles.ts';
import { premisesTileZooms } from '../../../core/coverage/premises-tile.ts';
import { AppError } from '../../../core/errors.ts';
import type { BoundarySet } from '../../store/atlas-reads.ts';
import type {
  PremisesTileReads,
  PremisesTotals,
  SnapshotOfMap,
} from '../../store/coverage/premises-tile-reads.ts';
import { tileSetOf } from './premises-tiles.ts';

/** England and Wales: where no premises lies in an area, nothing says where to look. */
const everywhere = [-6.5, 49.8, 2, 55.9] as const;

export interface PremisesMapReads {
  readonly tileReads: Pick<PremisesTileReads, 'totals'>;
  readonly premisesSnapshots: () => Promise<readonly SnapshotOfMap[]>;
  readonly areas: { findByCode(code: string): Promise<readonly AreaSummary[]> };
  readonly boundarySets: () => Promise<readonly BoundarySet[]>;
  /** Where the tiles of a boundary set are. */
  readonly tilesOf: (set: BoundarySet) => TileTemplate | null;
}

interface MapQuestion {
  readonly period: string | undefined;
  readonly within: string | undefined;
  /** What addresses begin with; empty for paths of this service. */
  readonly linkBase: string;
}

/**
 * What the map of premises shows, and all of it counted; null where there is no snapshot.
 *
 * @throws AppError not-found where there is no snapshot of the period, or no area of the code.
 */
export async function readPremisesMap(
  { tileReads, premisesSnapshots, areas, boundarySets, tilesOf }: PremisesMapReads,
  { period, within, linkBase }: MapQuestion,
): Promise<{ readonly map: Omit<PremisesMap, 'basemapStyle'>; readonly totals: PremisesTotals } | null> {
  const snapshots = await premisesSnapshots();
  if (snapshots.length === 0) return null;
  const snapshot = snapshots.find((each) => (period === undefined ? each.isCurrent : each.period === period));
  if (snapshot === undefined) {
    throw new AppError('not-found', `There is no snapshot of premises of ${period ?? 'now'}.`, {
      details: { field: 'period', value: period, reason: 'no snapshot of this period' },
    });
  }
  const { firstHexagons, last } = premisesTileZooms;
  const [west, south, east, north] = snapshot.bounds ?? everywhere;
  return {
    map: {
      period: snapshot.period,
      periods: snapshots.map((each) => each.period),
      tiles: {
        address: `${linkBase}/api/v1/coverage/tiles/${tileSetOf(snapshot)}/{z}/{x}/{y}.mvt`,
        minZoom: firstHexagons,
        maxZoom: last,
        bounds: [west, south, east, north],
      },
      within: within === undefined ? null : await readWithin(within),
    },
    totals: await tileReads.totals(snapshot.snapshotId, firstHexagons),
  };

  async function readWithin(code: string): Promise<PremisesMap['within']> {
    const [area] = await areas.findByCode(code);
    if (area === undefined) {
      throw new AppError('not-found', `No area ${code} is loaded.`, {
        details: { field: 'within', value: code, reason: 'no such area' },
      });
    }
    const { name, type, bounds } = area;
    const sets = await boundarySets();
    const set = sets.find((each) => each.type === type && each.vintage === area.vintage);
    return {
      ...{ code, name, type },
      bounds: bounds === null ? null : [bounds.west, bounds.south, bounds.east, bounds.north],
      outline: set === undefined ? null : tilesOf(set),
    };
  }
}
