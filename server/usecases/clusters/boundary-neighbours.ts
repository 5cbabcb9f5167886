import type { AreaSet } from '../../../core/contract/area.ts';
import type { PolygonRings } from '../../../core/geography/well-known-binary.ts';
import { contiguity } from '../../../core/spatial/contiguity.ts';
import type { Neighbours } from '../../../core/spatial/neighbours.ts';
import type { Queryable } from '../../database/database.ts';
import { readBoundaries } from '../../store/boundary-geometry.ts';

/**
 * Which of these areas touch (queen contiguity), from the boundaries that are stored. Corners must be equal to the last
 * bit, and they are: neighbours' corners come from the same numbers of one file.
 *
 * Missing: an area without a boundary has no neighbours.
 */
export async function boundaryNeighbours(
  database: Queryable,
  set: AreaSet,
  codes: readonly string[],
): Promise<Neighbours> {
  const rowOfCode = new Map(codes.map((code, row) => [code, row]));
  const polygons: (readonly PolygonRings[])[] = codes.map(() => []);
  for await (const boundary of readBoundaries(database, set)) {
    const row = rowOfCode.get(boundary.code);
    if (row !== undefined) polygons[row] = boundary.polygons;
  }
  return contiguity(polygons, { rule: 'queen' });
}
