import type { AreaSet, AreaType } from '../../core/contract/area.ts';
import { createPointInPolygonIndex } from '../../core/geography/point-in-polygon.ts';
import { ringsOf } from '../../core/geography/well-known-binary.ts';
import type { Queryable } from '../database/database.ts';
import { createAreaDirectory } from '../store/area-directory.ts';
import { readBoundaries } from '../store/boundary-geometry.ts';

export interface PlacedArea {
  readonly areaId: number;
  readonly code: string;
}

/** Says in which area of one set a point of the National Grid lies. */
export interface PointAssigner {
  readonly set: AreaSet;
  /** How many areas have a boundary. With none every point is outside. */
  readonly areaCount: number;
  /** Null outside of every boundary. On a shared border: the area whose code comes first. */
  areaAt(easting: number, northing: number): PlacedArea | null;
}

/**
 * Loads the boundaries of a set into a point-in-polygon index: a second for all LSOAs of England and Wales, a
 * microsecond or less for a point. Keep it for the length of an import, not longer: it does not see later changes.
 */
export async function createPointAssigner(database: Queryable, set: AreaSet): Promise<PointAssigner> {
  const areas: PlacedArea[] = [];
  const shapes = [];
  // In the order of codes, which is what settles points on a border.
  for await (const { areaId, code, polygons } of readBoundaries(database, set)) {
    areas.push({ areaId, code });
    shapes.push(ringsOf(polygons));
  }
  const index = createPointInPolygonIndex(shapes);
  return {
    set,
    areaCount: areas.length,
    areaAt: (easting, northing) => areas[index.find(easting, northing)] ?? null,
  };
}

/** The areas of the newest vintage of a kind that has boundaries, ready to be asked; null where none has. */
export async function newestBoundaries(type: AreaType, database: Queryable): Promise<PointAssigner | null> {
  const sets = await createAreaDirectory(database).areaSets();
  const newestFirst = sets.filter((set) => set.type === type).sort((a, b) => b.vintage - a.vintage);
  for (const set of newestFirst) {
    const assigner = await createPointAssigner(database, set);
    if (assigner.areaCount > 0) return assigner;
  }
  return null;
}
