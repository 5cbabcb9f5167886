import type { Queryable } from '../database/database.ts';

export interface AreaSetStatus {
  readonly type: string;
  readonly vintage: number;
  readonly areas: number;
  readonly withoutBoundary: number;
  readonly tileHash: string | null;
}

export interface MembershipStatus {
  readonly child: string;
  readonly parent: string;
  readonly method: string;
  readonly members: number;
  /** Areas of the child set that have no parent of this type: these are in no total of the parents. */
  readonly without: number;
}

export interface SeriesStatus {
  readonly indicatorId: string;
  readonly areas: string;
  readonly period: string;
  readonly values: number;
  readonly missing: number;
  /** Areas of the set that the series says nothing about. */
  readonly absent: number;
  readonly isConverted: boolean;
  /** For counts: the total, and the total before conversion from another vintage. */
  readonly total: number | null;
  readonly totalBefore: number | null;
}

export interface RowCounts {
  readonly datasets: number;
  readonly releases: number;
  readonly rowsRejected: number;
  readonly indicators: number;
  readonly values: number;
  readonly postcodes: number;
  readonly premises: number;
  readonly premisesWithoutArea: number;
  readonly coverage: number;
  readonly supportPlaces: number;
}

/** What is loaded and whether the totals agree: nothing is lost without being counted here. */
export function createStatusStore(database: Queryable) {
  return {
    async areaSets(): Promise<AreaSetStatus[]> {
      return database.query<AreaSetStatus>(
        `select a.area_type as "type", a.vintage, count(*)::integer as areas,
           count(*) filter (where a.geometry is null)::integer as "withoutBoundary",
           max(b.tile_hash) as "tileHash"
         from area a
         left join boundary_set b on b.area_type = a.area_type and b.vintage = a.vintage and b.is_current
         group by 1, 2 order by 1, 2`,
      );
    },

    async memberships(): Promise<MembershipStatus[]> {
      return database.query<MembershipStatus>(
        `with pairs as (
           select child_type, child_vintage, parent_type, parent_vintage, method, count(*)::integer as members,
             count(distinct child_code)::integer as children
           from area_membership group by 1, 2, 3, 4, 5)
         select child_type || ' ' || child_vintage as child, parent_type || ' ' || parent_vintage as parent,
           method, members,
           greatest(0, (select count(*)::integer from area
             where area_type = child_type and vintage = child_vintage) - children) as without
         from pairs order by 1, 2, 3`,
      );
    },

    async series(): Promise<SeriesStatus[]> {
      return database.query<SeriesStatus>(
        `with totals as (
           select v.series_id, sum(v.value) as total
           from indicator_value v join indicator_series s using (series_id)
           join indicator i using (indicator_id) where i.additive group by 1)
         select s.indicator_id as "indicatorId", s.area_type || ' ' || s.vintage as areas, s.period,
           s.value_count as values, s.missing_count as missing,
           (select count(*)::integer from area a where a.area_type = s.area_type and a.vintage = s.vintage)
             - s.value_count - s.missing_count as absent,
           s.converted_from is not null as "isConverted", t.total, before.total as "totalBefore"
         from indicator_series s
         left join totals t using (series_id)
         left join totals before on before.series_id = s.converted_from
         where s.is_current order by 1, 2, 3`,
      );
    },

    async counts(): Promise<RowCounts> {
      const rows = await database.query<RowCounts>(
        `select (select count(*) from dataset)::integer as datasets,
           (select count(*) from dataset_release)::integer as releases,
           (select coalesce(sum(rows_rejected), 0) from dataset_release)::integer as "rowsRejected",
           (select count(*) from indicator)::integer as indicators,
           (select count(*) from indicator_value)::bigint as values,
           (select count(*) from postcode)::bigint as postcodes,
           (select count(*) from premises)::bigint as premises,
           (select count(*) from premises where lsoa_id is null)::bigint as "premisesWithoutArea",
           (select count(*) from coverage)::bigint as coverage,
           (select count(*) from support_place)::integer as "supportPlaces"`,
      );
      const first = rows[0];
      if (first === undefined) throw new Error('select without from gave no row');
      return first;
    },
  };
}

export type StatusStore = ReturnType<typeof createStatusStore>;
