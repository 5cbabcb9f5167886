import type { AreaType, MembershipMethod } from '../../core/contract/area.ts';
import type { Queryable } from '../database/database.ts';

export interface AreaSetStatus {
  readonly type: AreaType;
  readonly vintage: number;
  readonly areas: number;
  readonly withoutBoundary: number;
  readonly tileHash: string | null;
}

export interface MembershipStatus {
  readonly childType: AreaType;
  readonly childVintage: number;
  readonly parentType: AreaType;
  readonly parentVintage: number;
  readonly method: MembershipMethod;
  /** Loaded areas that were placed by this method. */
  readonly members: number;
  /** Areas of the child set that are loaded. */
  readonly areas: number;
  /** Areas of the child set that have no parent of this type by any method: these are in no total of the parents. */
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

/** What became of the rows of one file. */
export interface ReleaseStatus {
  readonly releaseId: number;
  readonly dataset: string;
  readonly file: string;
  readonly isCurrent: boolean;
  readonly rowsRead: number;
  readonly rowsKept: number;
  readonly rowsRejected: number;
  /** Sound rows that were not stored: about areas that are not loaded, or a lookup's that say nothing new. */
  readonly rowsLeftOut: number;
}

/** How much is loaded; postcodes, premises, coverage and support places of current releases only. */
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

    async releases(): Promise<ReleaseStatus[]> {
      return database.query<ReleaseStatus>(
        `select release_id as "releaseId", dataset_id as dataset, file_name as file,
           superseded_by is null as "isCurrent", rows_read::bigint as "rowsRead", rows_kept::bigint as "rowsKept",
           rows_rejected::bigint as "rowsRejected", (rows_read - rows_kept - rows_rejected)::bigint as "rowsLeftOut"
         from dataset_release order by release_id`,
      );
    },

    async memberships(): Promise<MembershipStatus[]> {
      return database.query<MembershipStatus>(
        `with sets as (
           select area_type, vintage, count(*)::integer as areas from area group by 1, 2),
         -- Lookups cover more of the country than is loaded: only loaded areas count.
         loaded as (
           select m.child_type, m.child_vintage, m.child_code, m.parent_type, m.parent_vintage, m.method
           from area_membership m join area a
             on a.area_type = m.child_type and a.vintage = m.child_vintage and a.code = m.child_code),
         placed as (
           select child_type, child_vintage, parent_type, parent_vintage,
             count(distinct child_code)::integer as children
           from loaded group by 1, 2, 3, 4)
         select child_type as "childType", child_vintage as "childVintage", parent_type as "parentType",
           parent_vintage as "parentVintage", method, count(*)::integer as members,
           min(sets.areas) as areas, min(sets.areas - placed.children) as without
         from loaded
         join placed using (child_type, child_vintage, parent_type, parent_vintage)
         join sets on sets.area_type = child_type and sets.vintage = child_vintage
         group by child_type, child_vintage, parent_type, parent_vintage, method order by 1, 2, 3, 4, 5`,
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
        `with current as (select release_id from dataset_release where superseded_by is null)
         select (select count(*) from dataset)::integer as datasets,
           (select count(*) from dataset_release)::integer as releases,
           (select coalesce(sum(rows_rejected), 0) from dataset_release)::integer as "rowsRejected",
           (select count(*) from indicator)::integer as indicators,
           (select count(*) from indicator_value)::bigint as values,
           (select count(*) from postcode join current using (release_id))::bigint as postcodes,
           points.premises, points.outside as "premisesWithoutArea",
           (select count(*) from coverage join current using (release_id))::bigint as coverage,
           (select count(*) from support_place join current using (release_id))::integer as "supportPlaces"
         from (select count(*) as premises, count(*) filter (where lsoa_id is null) as outside
           from premises join current using (release_id)) as points`,
      );
      const first = rows[0];
      if (first === undefined) throw new Error('a count gave no row');
      return first;
    },
  };
}
