import type { AreaSet } from '../../core/contract/area.ts';
import { decodePolygons, type PolygonRings } from '../../core/geography/well-known-binary.ts';
import type { Queryable } from '../database/database.ts';
import { withBoundaries } from './boundary-geometry.ts';

/** An area that has no parent of a set yet, and what can place it. */
export interface Orphan {
  readonly code: string;
  /** Where its people live, where that is known. */
  readonly populationPoint: { readonly easting: number; readonly northing: number } | null;
  readonly polygons: readonly PolygonRings[];
}

interface OrphanRow {
  areaId: number;
  code: string;
  easting: number | null;
  northing: number | null;
}

/** Reads and writes that fill what lookups leave open. */
export function createMembershipDerivation(database: Queryable) {
  return {
    /** The sets that have boundaries now, and the release each came with. */
    async boundarySets(): Promise<(AreaSet & { releaseId: number })[]> {
      return database.query<AreaSet & { releaseId: number }>(
        `select area_type as "type", vintage, release_id as "releaseId" from boundary_set where is_current
         order by area_type, vintage`,
      );
    },

    /**
     * Areas of the child set with a boundary but without a parent in the other set, in the order of their codes. Their
     * boundaries come a page at a time: those of the nation's LSOAs in one answer take a gigabyte.
     */
    async *orphans(child: AreaSet, parent: AreaSet): AsyncGenerator<Orphan> {
      const listed = await database.query<OrphanRow>(
        `select a.area_id as "areaId", a.code, ST_X(a.population_point) as easting,
           ST_Y(a.population_point) as northing
         from area a
         where a.area_type = $1 and a.vintage = $2::integer and a.geometry is not null and not exists (
           select from area_membership m
           where m.child_type = a.area_type and m.child_vintage = a.vintage and m.child_code = a.code
             and m.parent_type = $3 and m.parent_vintage = $4::integer)
         order by a.code collate "C"`,
        [child.type, child.vintage, parent.type, parent.vintage],
      );
      for await (const { area, binary } of withBoundaries(database, listed)) {
        const { code, easting, northing } = area;
        yield {
          code,
          populationPoint: easting === null || northing === null ? null : { easting, northing },
          polygons: decodePolygons(binary),
        };
      }
    },

    /**
     * Memberships that name a parent by a code which its set no longer has go to the successor that the code history
     * names (LSOAs that still say Barnsley E08000016 in the authorities of 2025). Gives how many were changed.
     */
    async followRecodedParents(parent: AreaSet): Promise<number> {
      return database.execute(
        `update area_membership m set parent_code = c.to_code
         from code_change c
         where m.parent_type = $1 and m.parent_vintage = $2::integer
           and c.area_type = $1 and c.from_code = m.parent_code and c.change = 'R'
           and not exists (select from area a
             where a.area_type = $1 and a.vintage = $2::integer and a.code = m.parent_code
               and a.geometry is not null)
           and exists (select from area a
             where a.area_type = $1 and a.vintage = $2::integer and a.code = c.to_code and a.geometry is not null)
           and not exists (select from area_membership other
             where other.child_type = m.child_type and other.child_vintage = m.child_vintage
               and other.child_code = m.child_code and other.parent_type = $1
               and other.parent_vintage = $2::integer and other.parent_code = c.to_code)`,
        [parent.type, parent.vintage],
      );
    },

    /**
     * What lies in an authority lies in its region and nation: fills these two for every area that has an authority
     * and no region or nation of that vintage. Gives how many were added.
     */
    async addRegionsAndNations(): Promise<number> {
      return database.execute(
        `insert into area_membership (child_type, child_vintage, child_code, parent_type, parent_vintage, parent_code,
           method, release_id)
         select distinct on (m.child_type, m.child_vintage, m.child_code, up.parent_type, up.parent_vintage)
           m.child_type, m.child_vintage, m.child_code, up.parent_type, up.parent_vintage, up.parent_code,
           m.method, up.release_id
         from area_membership m
         join area_membership up on up.child_type = 'lad' and up.child_vintage = m.parent_vintage
           and up.child_code = m.parent_code and up.parent_type in ('region', 'nation')
         where m.parent_type = 'lad' and m.child_type <> 'oa' and not exists (
           select from area_membership old
           where old.child_type = m.child_type and old.child_vintage = m.child_vintage
             and old.child_code = m.child_code and old.parent_type = up.parent_type
             and old.parent_vintage = up.parent_vintage)
         order by m.child_type, m.child_vintage, m.child_code, up.parent_type, up.parent_vintage,
           m.method, up.parent_code
         on conflict do nothing`,
      );
    },
  };
}
