import type { AreaSet, AreaType } from '../../core/contract/area.ts';
import { pointOnSurface } from '../../core/geography/ring-measures.ts';
import type { Queryable } from '../database/database.ts';
import { createMembershipDerivation, type Orphan } from '../store/membership-derivation.ts';
import { createMembershipStore, type NewMembership } from '../store/membership-store.ts';
import { createPointAssigner, type PointAssigner } from './assign-points.ts';

/** Which kinds are placed in which by a point. Census areas nest within one census only. */
const pairs: readonly {
  readonly child: AreaType;
  readonly parent: AreaType;
  readonly sameVintage: boolean;
}[] = [
  { child: 'oa', parent: 'lsoa', sameVintage: true },
  { child: 'lsoa', parent: 'msoa', sameVintage: true },
  { child: 'lsoa', parent: 'ward', sameVintage: false },
  { child: 'lsoa', parent: 'lad', sameVintage: false },
  { child: 'msoa', parent: 'lad', sameVintage: false },
  { child: 'ward', parent: 'lad', sameVintage: false },
];

export interface DerivedMemberships {
  readonly child: AreaSet;
  readonly parent: AreaSet;
  readonly placed: number;
  /** Areas whose point lies in no boundary of the parent set. */
  readonly outside: number;
}

/**
 * Fills what lookups leave open, for every pair of loaded boundary sets: an area without a parent goes to the area
 * that holds its population point, else a point inside of it, marked 'point-in-polygon' (there is a lookup from LSOAs
 * to the wards of 2022, but the ward boundaries are of 2023 and 2025). Official memberships are never displaced;
 * parents that have a new code since are followed. Regions and nations come by way of the authority.
 *
 * Can be run again at any time: it adds only what is missing.
 */
export async function deriveMemberships(database: Queryable): Promise<readonly DerivedMemberships[]> {
  const derivation = createMembershipDerivation(database);
  const sets = await derivation.boundarySets();
  for (const set of sets) await derivation.followRecodedParents(set);
  const derived: DerivedMemberships[] = [];
  for (const parent of sets) {
    let assigner: PointAssigner | null = null;
    for (const child of sets.filter((set) => isPlacedIn(set, parent))) {
      const rows: NewMembership[] = [];
      let orphanCount = 0;
      for await (const orphan of derivation.orphans(child, parent)) {
        assigner ??= await createPointAssigner(database, parent);
        orphanCount += 1;
        const row = placeOrphan(orphan, child, assigner);
        if (row !== null) rows.push(row);
      }
      if (orphanCount === 0) continue;
      await createMembershipStore(database).saveMemberships(parent.releaseId, inOneBatch(rows));
      derived.push({
        child: { type: child.type, vintage: child.vintage },
        parent: { type: parent.type, vintage: parent.vintage },
        placed: rows.length,
        outside: orphanCount - rows.length,
      });
    }
  }
  await derivation.addRegionsAndNations();
  return derived;
}

function isPlacedIn(child: AreaSet, parent: AreaSet): boolean {
  const pair = pairs.find((each) => each.child === child.type && each.parent === parent.type);
  return pair !== undefined && (!pair.sameVintage || child.vintage === parent.vintage);
}

function placeOrphan(orphan: Orphan, child: AreaSet, assigner: PointAssigner): NewMembership | null {
  const inside = pointOnSurface(orphan.polygons);
  const point =
    orphan.populationPoint ?? (inside === null ? null : { easting: inside.x, northing: inside.y });
  const found = point === null ? null : assigner.areaAt(point.easting, point.northing);
  if (found === null) return null;
  return {
    child: { type: child.type, vintage: child.vintage },
    childCode: orphan.code,
    parent: assigner.set,
    parentCode: found.code,
    method: 'point-in-polygon',
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- an array as the stream that the store takes
async function* inOneBatch(rows: readonly NewMembership[]): AsyncGenerator<readonly NewMembership[]> {
  yield rows;
}
