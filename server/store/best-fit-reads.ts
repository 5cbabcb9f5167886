import type { AreaSet, AreaType, Bounds } from '../../core/contract/area.ts';
import { joinBoxes, type Box } from '../../core/geography/bounds.ts';
import { boundsOfGridBox } from '../../core/geography/grid-box-bounds.ts';
import type { Queryable, SqlValue } from '../database/database.ts';
import {
  inTileRanges,
  searchablePremises,
  tileRangesAround,
  type SearchablePremises,
} from './premises-search.ts';

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
     * lie. They are looked for around the borders where they can be found by place, else among all.
     */
    async addresses({ parent, members }: BestFitQuestion): Promise<HomeCounts | null> {
      const column = columnOf(premisesColumns, parent.type);
      if (column === null || members.areas.type !== 'lsoa') return null;
      const { parentIds, memberIds, border, around } = await areasOf(database, { parent, members });
      // Without a border nothing can have been placed in the larger area.
      if (border === null || around === null) return null;
      const searchable = await searchablePremises(database);
      const values: SqlValue[] = [parentIds, memberIds, border.minX, border.minY, border.maxX, border.maxY];
      let from = 'premises p join dataset_release r using (release_id) where r.superseded_by is null';
      if (searchable !== null) {
        from = 'premises p where p.release_id = $7::integer and p.uprn = any($8::bigint[])';
        values.push(searchable.releaseId, await uprnsAround(database, searchable, around));
      }
      const inParent = `p.${column} = any($1::integer[])
        and p.easting between $3::double precision and $5::double precision
        and p.northing between $4::double precision and $6::double precision`;
      const inMembers = 'p.lsoa_id = any($2::integer[])';
      const [row] = await database.query<CountRow>(
        `select count(distinct p.uprn) filter (where ${inParent})::integer as in_parent,
           count(distinct p.uprn) filter (where ${inMembers})::integer as in_members,
           count(distinct p.uprn) filter (where ${inParent} and ${inMembers})::integer as in_both
         from ${from} and ((${inParent}) or ${inMembers})`,
        values,
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

interface QuestionAreas {
  readonly parentIds: readonly number[];
  readonly memberIds: readonly number[];
  /** The box of the larger area on the National Grid; null where its border is not loaded. */
  readonly border: Box | null;
  /** The box of all areas that have a border, in degrees. */
  readonly around: Bounds | null;
}

interface AreaRow {
  readonly id: number;
  readonly isParent: boolean;
  readonly minX: number | null;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

async function areasOf(database: Queryable, { parent, members }: BestFitQuestion): Promise<QuestionAreas> {
  const rows = await database.query<AreaRow>(
    `select area_id as id, area_type = $1 and code = $2 as "isParent", ST_XMin(geometry) as "minX",
       ST_YMin(geometry) as "minY", ST_XMax(geometry) as "maxX", ST_YMax(geometry) as "maxY"
     from area where (area_type = $1 and code = $2)
       or (area_type = $3 and vintage = $4::integer and code = any($5::text[]))`,
    [parent.type, parent.code, members.areas.type, members.areas.vintage, [...members.codes]],
  );
  const boxOf = (some: readonly AreaRow[]): Box | null =>
    some.flatMap(({ minX, ...rest }) => (minX === null ? [] : { minX, ...rest })).reduce(joinBoxes, null);
  const parents = rows.filter(({ isParent }) => isParent);
  const box = boxOf(rows);
  return {
    parentIds: parents.map(({ id }) => id),
    memberIds: rows.filter(({ isParent }) => !isParent).map(({ id }) => id),
    border: boxOf(parents),
    around: box === null ? null : boundsOfGridBox(box),
  };
}

/** Properties whose tile lies around a box: all that lie in it and a few more. */
async function uprnsAround(
  database: Queryable,
  { snapshotId }: SearchablePremises,
  box: Bounds,
): Promise<readonly number[]> {
  const { firsts, lasts } = tileRangesAround(box);
  const [row] = await database.query<{ uprns: number[] | null }>(
    `select array_agg(e.uprn) as uprns from ${inTileRanges('$1', '$2', '$3')}`,
    [snapshotId, firsts, lasts],
  );
  return row?.uprns ?? [];
}

/** Nothing in either is nothing to count, not a fit of nothing. */
function countsOf(row: CountRow | undefined): HomeCounts | null {
  if (row === undefined || row.in_parent === 0 || row.in_members === 0) return null;
  return { inParent: row.in_parent, inMembers: row.in_members, inBoth: row.in_both };
}
