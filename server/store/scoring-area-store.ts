import type { AreaMatching } from '../../core/contract/area-matching.ts';
import type { AreaSet, ParentType } from '../../core/contract/area.ts';
import type { MembershipList } from '../../core/geography/choose-parents.ts';
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

interface AreaColumnsRow {
  ids: string | null;
  codes: string | null;
  names: string | null;
  place_names: string | null;
  longitudes: string | null;
  latitudes: string | null;
  is_made_up: boolean | null;
}

interface MembershipListRow {
  vintage: number;
  has_boundaries: boolean;
  children: string | null;
  parents: string | null;
  shares: string | null;
}

export interface NamedArea {
  readonly code: string;
  readonly name: string;
  readonly areaId: number;
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
     * Which areas of a set belong to which areas of a kind, a list for each vintage of the parents. No joins: on the
     * embedded database tables have no statistics, and a join over common table expressions took four minutes.
     */
    async memberships(set: AreaSet, type: ParentType): Promise<MembershipList[]> {
      const rows = await database.query<MembershipListRow>(
        `select parent_vintage as vintage,
           exists (select from boundary_set b
             where b.area_type = $3 and b.vintage = parent_vintage and b.is_current) as has_boundaries,
           string_agg(child_code, chr(31) order by child_code collate "C", parent_code collate "C") as children,
           string_agg(parent_code, chr(31) order by child_code collate "C", parent_code collate "C") as parents,
           string_agg(share::text, ',' order by child_code collate "C", parent_code collate "C") as shares
         from area_membership where child_type = $1 and child_vintage = $2::integer and parent_type = $3
         group by parent_vintage`,
        [set.type, set.vintage, type],
      );
      return rows.map(({ vintage, has_boundaries, children, parents, shares }) => ({
        vintage,
        hasBoundaries: has_boundaries,
        children: textsOf(children),
        parents: textsOf(parents),
        shares: numbersOf(shares),
      }));
    },

    /** How the loaded areas of a set were put in the areas of another: how many in each way. */
    async matching(set: AreaSet, parent: AreaSet): Promise<AreaMatching> {
      const [row] = await database.query<AreaMatching>(
        `select count(*) filter (where m.method = 'exact')::integer as exact,
           count(*) filter (where m.method = 'best-fit')::integer as "bestFit",
           count(*) filter (where m.method = 'point-in-polygon')::integer as "byPoint"
         from area a join area_membership m
           on m.child_type = a.area_type and m.child_vintage = a.vintage and m.child_code = a.code
         where a.area_type = $1 and a.vintage = $2::integer
           and m.parent_type = $3 and m.parent_vintage = $4::integer`,
        [set.type, set.vintage, parent.type, parent.vintage],
      );
      return row ?? { exact: 0, bestFit: 0, byPoint: 0 };
    },

    /** The credit lines of the boundaries that sets of areas are drawn with, each once. */
    async boundaryCredits(sets: readonly AreaSet[]): Promise<string[]> {
      const rows = await database.query<{ attribution: string }>(
        `select distinct d.attribution from boundary_set b
         join dataset_release r using (release_id) join dataset d on d.dataset_id = r.dataset_id
         where b.is_current
           and b.area_type || ' ' || b.vintage::text = any($1::text[]) order by d.attribution`,
        [sets.map(({ type, vintage }) => `${type} ${vintage}`)],
      );
      return rows.map(({ attribution }) => attribution);
    },

    /** Names and ids of all areas of a set. */
    async named(set: AreaSet): Promise<NamedArea[]> {
      return database.query<NamedArea>(
        `select code, name, area_id as "areaId" from area where area_type = $1 and vintage = $2::integer`,
        [set.type, set.vintage],
      );
    },
  };
}

export type ScoringAreaStore = ReturnType<typeof createScoringAreaStore>;
