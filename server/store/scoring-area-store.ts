import type { AreaSet } from '../../core/contract/area.ts';
import type { Queryable } from '../database/database.ts';
import { numbersOf, textsOf } from './packed-column.ts';

/** The areas of a set, in the order of their codes (by bytes): every column that the engine sees is in this order. */
export interface ScoringAreas {
  readonly ids: Int32Array;
  readonly codes: readonly string[];
  readonly names: readonly string[];
  /** What people call the place; empty where nothing is known. */
  readonly placeNames: readonly string[];
  /** Of the centroid, WGS84; NaN where there is none. */
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  readonly isMadeUp: boolean;
}

export const parentTypes = ['msoa', 'ward', 'lad', 'region', 'nation'] as const;
export type ParentType = (typeof parentTypes)[number];

/** The areas of one kind that the areas of a set belong to. */
export interface ParentAreas {
  readonly type: ParentType;
  readonly vintage: number;
  readonly codes: readonly string[];
  /** The code itself where the parent has no area of its own. */
  readonly names: readonly string[];
  /** Null where the parent has no area of its own: it can be shown but not stored. */
  readonly ids: readonly (number | null)[];
  /** For each area of the set the position of its parent in `codes`, -1 where it has none. */
  readonly parentOf: Int32Array;
}

interface AreaColumnsRow {
  ids: string | null;
  codes: string | null;
  names: string | null;
  place_names: string | null;
  longitudes: string | null;
  latitudes: string | null;
  is_made_up: boolean | null;
}

interface ParentRow {
  code: string;
  name: string | null;
  area_id: number | null;
}

/** Areas and where they belong, as columns for the engine. */
export function createScoringAreaStore(database: Queryable) {
  return {
    async areas(set: AreaSet): Promise<ScoringAreas> {
      const rows = await database.query<AreaColumnsRow>(
        `select string_agg(area_id::text, ',' order by code collate "C") as ids,
           string_agg(code, chr(31) order by code collate "C") as codes,
           string_agg(name, chr(31) order by code collate "C") as names,
           string_agg(coalesce(place_name, ''), chr(31) order by code collate "C") as place_names,
           string_agg(coalesce(ST_X(ST_Transform(centroid, 4326))::text, ''), ',' order by code collate "C")
             as longitudes,
           string_agg(coalesce(ST_Y(ST_Transform(centroid, 4326))::text, ''), ',' order by code collate "C")
             as latitudes,
           bool_or(made_up) as is_made_up
         from area where area_type = $1 and vintage = $2::integer`,
        [set.type, set.vintage],
      );
      const row = rows[0];
      return {
        ids: Int32Array.from(numbersOf(row?.ids ?? null)),
        codes: textsOf(row?.codes ?? null),
        names: textsOf(row?.names ?? null),
        placeNames: textsOf(row?.place_names ?? null),
        longitude: numbersOf(row?.longitudes ?? null),
        latitude: numbersOf(row?.latitudes ?? null),
        isMadeUp: row?.is_made_up ?? false,
      };
    },

    /**
     * The parents of one kind. Of several vintages the one whose boundaries are loaded is taken, as only it can be
     * drawn, then the one that holds most of the loaded areas, the newest of equals; of several parents the one with
     * the largest share. Regions and nations are also found through the authority.
     */
    async parents(set: AreaSet, type: ParentType): Promise<ParentAreas | null> {
      const membership = `with direct as (
          select child_code, parent_type, parent_vintage, parent_code, share from area_membership
          where child_type = $1 and child_vintage = $2::integer
        ), member as (
          select child_code, parent_vintage, parent_code, share, 0 as distance from direct where parent_type = $3
          union all
          select d.child_code, m.parent_vintage, m.parent_code, d.share * m.share, 1
          from direct d join area_membership m
            on m.child_type = d.parent_type and m.child_vintage = d.parent_vintage and m.child_code = d.parent_code
          where d.parent_type = 'lad' and m.parent_type = $3 and $3 in ('region', 'nation')
        ), chosen as (
          select m.parent_vintage from member m
          join area a on a.area_type = $1 and a.vintage = $2::integer and a.code = m.child_code
          left join boundary_set b on b.area_type = $3 and b.vintage = m.parent_vintage and b.is_current
          group by m.parent_vintage
          order by count(b.boundary_set_id) > 0 desc, count(distinct m.child_code) desc, m.parent_vintage desc
          limit 1
        ), best as (
          select distinct on (child_code) child_code, parent_code, parent_vintage
          from member join chosen using (parent_vintage)
          order by child_code, distance, share desc, parent_code
        )`;
      const values = [set.type, set.vintage, type];
      const children = await database.query<{ parents: string | null; vintage: number | null }>(
        `${membership} select string_agg(coalesce(b.parent_code, ''), chr(31) order by a.code collate "C") as parents,
           max(b.parent_vintage) as vintage
         from area a left join best b on b.child_code = a.code
         where a.area_type = $1 and a.vintage = $2::integer`,
        values,
      );
      const vintage = children[0]?.vintage ?? null;
      if (vintage === null) return null;
      const parentCodes = textsOf(children[0]?.parents ?? null);
      const named = await database.query<ParentRow>(
        `select code, name, area_id from area where area_type = $1 and vintage = $2::integer
           and code = any($3::text[])`,
        [type, vintage, [...new Set(parentCodes)]],
      );
      return parentAreas({ type, vintage }, parentCodes, named);
    },
  };
}

export type ScoringAreaStore = ReturnType<typeof createScoringAreaStore>;

function parentAreas(
  set: { readonly type: ParentType; readonly vintage: number },
  parentCodes: readonly string[],
  named: readonly ParentRow[],
): ParentAreas {
  const codes = [...new Set(parentCodes)].filter((code) => code !== '').sort();
  const position = new Map(codes.map((code, at) => [code, at]));
  const known = new Map(named.map((row) => [row.code, row]));
  return {
    ...set,
    codes,
    names: codes.map((code) => known.get(code)?.name ?? code),
    ids: codes.map((code) => known.get(code)?.area_id ?? null),
    parentOf: Int32Array.from(parentCodes, (code) => position.get(code) ?? -1),
  };
}
