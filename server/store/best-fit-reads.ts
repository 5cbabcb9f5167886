import type { AreaSet, AreaType } from '../../core/contract/area.ts';
import type { Queryable } from '../database/database.ts';

/** A larger area and the small ones it is made of. */
export interface BestFitQuestion {
  readonly parent: { readonly type: AreaType; readonly code: string };
  readonly members: { readonly areas: AreaSet; readonly codes: readonly string[] };
}

/** How many homes lie where. */
export interface HomeCounts {
  /** In the larger area. */
  readonly inParent: number;
  /** In its small areas. */
  readonly inMembers: number;
  readonly inBoth: number;
}

interface CountRow {
  readonly in_parent: number;
  readonly in_members: number;
  readonly in_both: number;
}

/** Which column of a property holds the larger area it lies in; the small one is always an LSOA. */
const premisesColumns: Partial<Record<AreaType, string>> = { ward: 'ward_id' };

const postcodeColumns: Partial<Record<AreaType, string>> = {
  oa: 'oa_code',
  lsoa: 'lsoa_code',
  msoa: 'msoa_code',
  ward: 'ward_code',
  lad: 'lad_code',
};

/**
 * Where all the areas are drawn, postcodes are looked for around them only, as they are indexed by place. One may lie
 * this far outside of a border that is simplified, in metres.
 */
const slack = 1000;

/** What is loaded that says how well whole small areas fill a larger one. */
export function createBestFitReads(database: Queryable) {
  const columnOf = (columns: typeof premisesColumns, type: AreaType): string | null => columns[type] ?? null;
  return {
    /** Whether an official exact lookup puts every one of the small areas in the larger one. */
    async isExact({ parent, members }: BestFitQuestion): Promise<boolean> {
      const [row] = await database.query<{ exact: number }>(
        `select count(distinct child_code)::integer as exact from area_membership
         where parent_type = $1 and parent_code = $2 and child_type = $3 and child_vintage = $4::integer
           and method = 'exact' and child_code = any($5::text[])`,
        [parent.type, parent.code, members.areas.type, members.areas.vintage, [...members.codes]],
      );
      return row !== undefined && row.exact === members.codes.length;
    },

    /**
     * Addresses, by the polygons that hold them. Null where the properties do not say in which area of these kinds they
     * lie. The border of the larger area narrows the search, as properties are indexed by place and by LSOA only.
     */
    async addresses({ parent, members }: BestFitQuestion): Promise<HomeCounts | null> {
      const column = columnOf(premisesColumns, parent.type);
      if (column === null || members.areas.type !== 'lsoa') return null;
      const current = `from premises p join dataset_release r using (release_id) where r.superseded_by is null`;
      const [row] = await database.query<CountRow>(
        `with parents as materialized (
           select area_id, geometry from area where area_type = $1 and code = $2),
         members as materialized (
           select area_id from area where area_type = 'lsoa' and vintage = $3::integer and code = any($4::text[]))
         select
           (select count(distinct p.uprn) ${current} and p.${column} in (select area_id from parents)
              and p.point && (select ST_SetSRID(ST_Extent(geometry)::geometry, 27700) from parents))::integer
             as in_parent,
           (select count(distinct p.uprn) ${current} and p.lsoa_id in (select area_id from members))::integer
             as in_members,
           (select count(distinct p.uprn) ${current} and p.lsoa_id in (select area_id from members)
              and p.${column} in (select area_id from parents))::integer as in_both`,
        [parent.type, parent.code, members.areas.vintage, [...members.codes]],
      );
      return countsOf(row);
    },

    /** Live postcodes, by the areas that their directory puts them in. Null where no directory names both kinds. */
    async postcodes({ parent, members }: BestFitQuestion): Promise<HomeCounts | null> {
      const larger = columnOf(postcodeColumns, parent.type);
      const small = columnOf(postcodeColumns, members.areas.type);
      // Directories have the codes of the census of 2021; areas of another vintage are not those of the same code.
      if (larger === null || small === null || members.areas.vintage !== 2021) return null;
      const [row] = await database.query<CountRow>(
        `with extent as materialized (
           select case when count(geometry) = count(*) and count(*) > 0
             then ST_Expand(ST_SetSRID(ST_Extent(geometry)::geometry, 27700), ${slack})
             else ST_MakeEnvelope(-1e7, -1e7, 1e7, 1e7, 27700) end as box from area
           where (area_type = $1 and code = $2)
             or (area_type = $3 and vintage = $4::integer and code = any($5::text[]))),
         found as (
           select distinct p.postcode, p.${larger} = $2 as is_in_parent, p.${small} = any($5::text[]) as is_in_members
           from postcode p join dataset_release r using (release_id)
           where r.superseded_by is null and p.terminated is null
             and p.${larger} is not null and p.${small} is not null
             and (p.${larger} = $2 or p.${small} = any($5::text[]))
             and p.point && (select box from extent))
         select count(*) filter (where is_in_parent)::integer as in_parent,
           count(*) filter (where is_in_members)::integer as in_members,
           count(*) filter (where is_in_parent and is_in_members)::integer as in_both
         from found`,
        [parent.type, parent.code, members.areas.type, members.areas.vintage, [...members.codes]],
      );
      return countsOf(row);
    },
  };
}

/** Nothing in either is nothing to count, not a fit of nothing. */
function countsOf(row: CountRow | undefined): HomeCounts | null {
  if (row === undefined || row.in_parent === 0 || row.in_members === 0) return null;
  return { inParent: row.in_parent, inMembers: row.in_members, inBoth: row.in_both };
}
