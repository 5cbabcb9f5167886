import type { AreaSet } from '../../core/contract/area.ts';
import { missingReasonSchema, type Direction, type MissingReason } from '../../core/contract/indicator.ts';
import type { Queryable } from '../database/database.ts';
import { numbersOf, textsOf } from './packed-column.ts';

/** A current series of an indicator on an area set, with what must be said wherever it is shown. */
export interface CurrentSeries {
  readonly seriesId: number;
  readonly indicatorId: string;
  readonly title: string;
  readonly phrase: string;
  readonly unit: string;
  readonly decimals: number;
  readonly direction: Direction;
  readonly period: string;
  /** Brought over from another vintage of the areas. */
  readonly isConverted: boolean;
  readonly description: string;
  /** Whether the catalogue describes it; what else a file holds is loaded under its column's name. */
  readonly isCatalogued: boolean;
  readonly theme: string;
  /** Whose total a rate is divided by, in words; null where it is no rate. */
  readonly denominatorTitle: string | null;
  readonly datasetId: string;
  readonly datasetTitle: string;
  readonly publisher: string;
  readonly licence: string;
  readonly attribution: string;
  readonly madeUp: boolean;
  /** Names the file it came from, wherever it was imported. */
  readonly fileSha256: string;
}

interface SeriesRow {
  series_id: number;
  indicator_id: string;
  title: string;
  phrase: string;
  unit: string;
  decimals: number;
  direction: Direction;
  period: string;
  is_converted: boolean;
  description: string;
  is_catalogued: boolean;
  theme: string;
  denominator_title: string | null;
  dataset_id: string;
  dataset_title: string;
  publisher: string;
  licence: string;
  attribution: string;
  made_up: boolean;
  file_sha256: string;
}

/** One column over the areas of a set in the order of their codes; NaN where there is no value, and why not. */
export interface SeriesColumn {
  readonly values: Float64Array;
  readonly reasons: ReadonlyMap<number, MissingReason>;
}

/**
 * Reads the values of indicators as columns, for the engine.
 *
 * A column travels as one text per series: 35,672 values as rows cost seconds on the embedded database, as one
 * joined text a tenth of one. The text of a double is the shortest that reads back as the same double.
 */
export function createSeriesStore(database: Queryable) {
  /** What the rates of one series were made of; NaN where a value is not a rate or not there. */
  const counts = async (
    seriesId: number,
    areas: AreaSet,
  ): Promise<{ readonly numerators: Float64Array; readonly denominators: Float64Array }> => {
    const rows = await database.query<{ numerators: string | null; denominators: string | null }>(
      `select string_agg(coalesce(v.numerator::text, ''), ',' order by a.code collate "C") as numerators,
         string_agg(coalesce(v.denominator::text, ''), ',' order by a.code collate "C") as denominators
       from area a left join indicator_value v
         on v.area_id = a.area_id and v.series_id = $1::integer and v.numerator is not null
       where a.area_type = $2 and a.vintage = $3::integer`,
      [seriesId, areas.type, areas.vintage],
    );
    return {
      numerators: numbersOf(rows[0]?.numerators ?? null),
      denominators: numbersOf(rows[0]?.denominators ?? null),
    };
  };

  return {
    /**
     * The newest current series (of a year or earlier, where one is given) of each indicator on this area set;
     * indicators without one are left out.
     */
    async current(
      indicatorIds: readonly string[],
      areas: AreaSet,
      latestYear: number | null = null,
    ): Promise<CurrentSeries[]> {
      const rows = await database.query<SeriesRow>(
        `select distinct on (s.indicator_id) s.series_id, s.indicator_id, i.title, i.phrase, i.unit, i.decimals,
           i.direction, s.period, s.converted_from is not null as is_converted, i.description, i.is_catalogued, i.theme,
           i.denominator_title, d.dataset_id, d.title as dataset_title, d.publisher, d.licence, d.attribution, d.made_up,
           r.file_sha256
         from indicator_series s
         join indicator i using (indicator_id)
         join dataset_release r on r.release_id = s.release_id
         join dataset d on d.dataset_id = r.dataset_id
         where s.is_current and s.indicator_id = any($1::text[]) and s.area_type = $2 and s.vintage = $3::integer
           and ($4::text is null or left(s.period, 4) collate "C" <= $4)
         order by s.indicator_id, s.period desc, s.series_id desc`,
        [[...indicatorIds], areas.type, areas.vintage, latestYear === null ? null : String(latestYear)],
      );
      return rows.map((row) => ({
        seriesId: row.series_id,
        indicatorId: row.indicator_id,
        title: row.title,
        phrase: row.phrase,
        unit: row.unit,
        decimals: row.decimals,
        direction: row.direction,
        period: row.period,
        isConverted: row.is_converted,
        description: row.description,
        isCatalogued: row.is_catalogued,
        theme: row.theme,
        denominatorTitle: row.denominator_title,
        datasetId: row.dataset_id,
        datasetTitle: row.dataset_title,
        publisher: row.publisher,
        licence: row.licence,
        attribution: row.attribution,
        madeUp: row.made_up,
        fileSha256: row.file_sha256,
      }));
    },

    /** The values of one series. An area without a row has no value and the reason not-in-source. */
    async column(seriesId: number, areas: AreaSet): Promise<SeriesColumn> {
      const rows = await database.query<{ numbers: string | null; reasons: string | null }>(
        `select string_agg(coalesce(v.value::text, ''), ',' order by a.code collate "C") as numbers,
           string_agg(case when v.value is null then coalesce(v.missing_reason, 'not-in-source') else '' end, ','
             order by a.code collate "C") as reasons
         from area a left join indicator_value v on v.area_id = a.area_id and v.series_id = $1::integer
         where a.area_type = $2 and a.vintage = $3::integer`,
        [seriesId, areas.type, areas.vintage],
      );
      return { values: numbersOf(rows[0]?.numbers ?? null), reasons: reasonsOf(rows[0]?.reasons ?? null) };
    },

    /** The values of one series, and what rates were divided by, in one reading. */
    async columnWithDenominators(
      seriesId: number,
      areas: AreaSet,
    ): Promise<SeriesColumn & { readonly denominators: Float64Array }> {
      const rows = await database.query<{
        numbers: string | null;
        reasons: string | null;
        denominators: string | null;
      }>(
        `select string_agg(coalesce(v.value::text, ''), ',' order by a.code collate "C") as numbers,
           string_agg(case when v.value is null then coalesce(v.missing_reason, 'not-in-source') else '' end, ','
             order by a.code collate "C") as reasons,
           string_agg(case when v.numerator is null then '' else coalesce(v.denominator::text, '') end, ','
             order by a.code collate "C") as denominators
         from area a left join indicator_value v on v.area_id = a.area_id and v.series_id = $1::integer
         where a.area_type = $2 and a.vintage = $3::integer`,
        [seriesId, areas.type, areas.vintage],
      );
      return {
        values: numbersOf(rows[0]?.numbers ?? null),
        reasons: reasonsOf(rows[0]?.reasons ?? null),
        denominators: numbersOf(rows[0]?.denominators ?? null),
      };
    },

    /** The codes of a set in the order of its columns. */
    async codes(areas: AreaSet): Promise<string[]> {
      const rows = await database.query<{ codes: string | null }>(
        `select string_agg(code, chr(31) order by code collate "C") as codes
         from area where area_type = $1 and vintage = $2::integer`,
        [areas.type, areas.vintage],
      );
      return textsOf(rows[0]?.codes ?? null);
    },

    counts,

    /** What the rates of one series were divided by; NaN where a value is not a rate or not there. */
    async denominators(seriesId: number, areas: AreaSet): Promise<Float64Array> {
      return (await counts(seriesId, areas)).denominators;
    },
  };
}

export type SeriesStore = ReturnType<typeof createSeriesStore>;

function reasonsOf(text: string | null): ReadonlyMap<number, MissingReason> {
  const reasons = new Map<number, MissingReason>();
  text?.split(',').forEach((reason, row) => {
    if (reason !== '') reasons.set(row, missingReasonSchema.parse(reason));
  });
  return reasons;
}
