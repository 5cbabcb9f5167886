import type { AreaSet } from '../../core/contract/area.ts';
import type { CodeChangeCount, VintageConversionCount } from '../../core/contract/data-catalogue.ts';
import type { IndicatorSummary, MissingReason } from '../../core/contract/indicator.ts';
import { qualityReportSchema, type QualityReport, type Severity } from '../../core/contract/quality.ts';
import type { Queryable } from '../database/database.ts';

/** What the quality gate stored with a release; `severities` has one entry for each finding. */
export interface ReleaseCheck {
  readonly releaseId: number;
  /** False where no report was stored. */
  readonly isChecked: boolean;
  readonly severities: readonly Severity[];
}

export interface CataloguedIndicator extends Pick<
  IndicatorSummary,
  'id' | 'title' | 'description' | 'unit' | 'direction' | 'datasetId'
> {
  /** Whether data/indicators.yaml describes it; others are columns of somebody's own file. */
  readonly isCatalogued: boolean;
}

export interface CataloguedSeries extends AreaSet {
  readonly seriesId: number;
  readonly indicatorId: string;
  readonly period: string;
  readonly releaseId: number;
  /** The dataset of the release, which is not always that of the indicator. */
  readonly datasetId: string;
  readonly isCurrent: boolean;
  readonly valueCount: number;
  readonly missingCount: number;
  readonly convertedFrom: number | null;
}

/** How many rows a series has for codes that begin with a letter. */
export interface LetterCount {
  readonly seriesId: number;
  readonly letter: string;
  readonly rows: number;
}

export interface ReasonCount {
  readonly seriesId: number;
  readonly reason: MissingReason;
  readonly areas: number;
}

export interface AreaLetterCount extends AreaSet {
  readonly letter: string;
  readonly areas: number;
}

interface CodeChangeRow {
  readonly type: CodeChangeCount['type'];
  readonly vintage: number;
  readonly fromVintage: number;
  readonly kind: CodeChangeCount['changes'][number]['kind'];
  readonly from: number;
  readonly to: number;
}

/** What only the catalogue of data asks: reports, gaps and conversions, counted. */
export function createCatalogueReads(database: Queryable) {
  return {
    async checks(): Promise<ReleaseCheck[]> {
      return database.query<ReleaseCheck>(
        `select release_id as "releaseId", report ? 'verdict' as "isChecked",
           jsonb_path_query_array(report, '$.findings[*].severity') as severities
         from dataset_release order by release_id`,
      );
    },

    /** The report of each release of a dataset; null where none was stored. Ids of what took their place as well. */
    async reports(
      datasetId: string,
    ): Promise<Map<number, { readonly supersededBy: number | null; readonly report: QualityReport | null }>> {
      const rows = await database.query<{
        release_id: number;
        superseded_by: number | null;
        report: object;
      }>(`select release_id, superseded_by, report from dataset_release where dataset_id = $1`, [datasetId]);
      return new Map(
        rows.map((row) => {
          const { success, data } = qualityReportSchema.safeParse(row.report);
          return [row.release_id, { supersededBy: row.superseded_by, report: success ? data : null }];
        }),
      );
    },

    async indicators(): Promise<CataloguedIndicator[]> {
      return database.query<CataloguedIndicator>(
        `select indicator_id as id, title, description, unit, direction, dataset_id as "datasetId",
           is_catalogued as "isCatalogued"
         from indicator order by is_catalogued desc, theme, title, indicator_id`,
      );
    },

    async series(): Promise<CataloguedSeries[]> {
      return database.query<CataloguedSeries>(
        `select s.series_id as "seriesId", s.indicator_id as "indicatorId", s.area_type as "type", s.vintage, s.period,
           s.release_id as "releaseId", r.dataset_id as "datasetId", s.is_current as "isCurrent",
           s.value_count as "valueCount", s.missing_count as "missingCount", origin.vintage as "convertedFrom"
         from indicator_series s join dataset_release r using (release_id)
         left join indicator_series origin on origin.series_id = s.converted_from
         order by s.indicator_id, s.is_current desc, s.area_type, s.vintage desc, s.period desc, s.series_id desc`,
      );
    },

    /** Why values are missing, by series; only of series that say that some are. */
    async missingReasons(): Promise<ReasonCount[]> {
      return database.query<ReasonCount>(
        `select series_id as "seriesId", v.missing_reason as reason, count(*)::integer as areas
         from indicator_value v join indicator_series s using (series_id)
         where s.missing_count > 0 and v.missing_reason is not null
         group by 1, 2 order by 1, 3 desc, 2`,
      );
    },

    /**
     * Rows by the first letter of the code, of series in force that leave out areas of their set. Only the rarer letters
     * are looked up; the commonest has what is left: 0.4 s for England and Wales where counting all took 2.5 s.
     */
    async rowsOfIncomplete(): Promise<LetterCount[]> {
      return database.query<LetterCount>(
        `with letters as (
           select area_type, vintage, left(code, 1) as letter, count(*)::integer as areas from area group by 1, 2, 3),
         sets as (
           select area_type, vintage, sum(areas) as areas, (array_agg(letter order by areas desc, letter))[1] as commonest
           from letters group by 1, 2),
         incomplete as (
           select s.series_id, s.area_type, s.vintage, s.value_count + s.missing_count as held, sets.commonest
           from indicator_series s join sets using (area_type, vintage)
           where s.is_current and s.value_count + s.missing_count < sets.areas),
         asked as materialized (
           select i.series_id, a.area_id, left(a.code, 1) as letter from incomplete i
           join area a on a.area_type = i.area_type and a.vintage = i.vintage and left(a.code, 1) <> i.commonest),
         -- Offset keeps the look-ups one by one through the primary key: joined, all values would be read.
         rarer as (
           select series_id, letter, count(*)::integer as held
           from asked cross join lateral (
             select 1 from indicator_value v where v.series_id = asked.series_id and v.area_id = asked.area_id offset 0) v
           group by 1, 2)
         select series_id as "seriesId", letter, held as rows from rarer
         union all
         select i.series_id, i.commonest,
           (i.held - coalesce((select sum(r.held) from rarer r where r.series_id = i.series_id), 0))::integer
         from incomplete i order by 1, 2`,
      );
    },

    /** Areas of every set by the first letter of their codes. */
    async areasByLetter(): Promise<AreaLetterCount[]> {
      return database.query<AreaLetterCount>(
        `select area_type as "type", vintage, left(code, 1) as letter, count(*)::integer as areas
         from area group by 1, 2, 3 order by 1, 2, 3`,
      );
    },

    /** Series in force that were brought over from an older vintage. */
    async conversions(): Promise<VintageConversionCount[]> {
      return database.query<VintageConversionCount>(
        `select s.area_type as "type", s.vintage, origin.vintage as "fromVintage", count(*)::integer as series,
           sum(s.value_count)::integer as values, sum(s.missing_count)::integer as missing
         from indicator_series s join indicator_series origin on origin.series_id = s.converted_from
         where s.is_current group by 1, 2, 3 order by 1, 3, 2`,
      );
    },

    /** How many codes of one vintage became how many of another, by the kind of change. */
    async codeChanges(): Promise<CodeChangeCount[]> {
      const rows = await database.query<CodeChangeRow>(
        `select area_type as "type", to_vintage as vintage, from_vintage as "fromVintage", change as kind,
           count(distinct from_code)::integer as from, count(distinct to_code)::integer as to
         from code_change group by 1, 2, 3, 4
         order by 1, 3, 2, array_position(array['U', 'S', 'M', 'X', 'R'], change)`,
      );
      const groups = new Map<string, CodeChangeCount>();
      for (const { type, vintage, fromVintage, ...change } of rows) {
        const key = `${type} ${fromVintage} ${vintage}`;
        const group = groups.get(key) ?? { type, vintage, fromVintage, changes: [] };
        group.changes.push(change);
        groups.set(key, group);
      }
      return [...groups.values()];
    },

    /** Which boundaries in force came from which dataset. */
    async boundaries(): Promise<(AreaSet & { readonly datasetId: string; readonly areas: number })[]> {
      return database.query(
        `select b.area_type as "type", b.vintage, b.area_count as areas, r.dataset_id as "datasetId"
         from boundary_set b join dataset_release r using (release_id)
         where b.is_current order by 1, 2 desc`,
      );
    },
  };
}
