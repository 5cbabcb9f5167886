import type { AreaSet } from '../../core/contract/area.ts';
import type { Direction, MissingReason, Unit, ValueFlag } from '../../core/contract/indicator.ts';
import type { Queryable } from '../database/database.ts';
import { copyRecord, copyRecords } from './copy-csv.ts';

/** An indicator as it is stored, from the catalogue or made from a file's own header. */
export interface StoredIndicator {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly phrase: string;
  readonly theme: string;
  readonly unit: Unit;
  readonly direction: Direction;
  readonly decimals: number;
  readonly datasetId: string;
  readonly denominatorTitle: string | null;
  readonly additive: boolean;
  readonly isCatalogued: boolean;
}

export interface NewSeries {
  readonly indicatorId: string;
  readonly releaseId: number;
  readonly areas: AreaSet;
  readonly period: string;
  /** The series whose values were brought over from another vintage; null for values as published. */
  readonly convertedFrom: number | null;
}

/** One value of one series on its way in. A missing value has a reason, a present one has none. */
export interface NewValue {
  readonly seriesId: number;
  readonly areaId: number;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly missingReason: MissingReason | null;
  readonly flag: ValueFlag;
}

const valueTarget = {
  table: 'indicator_value',
  columns: ['series_id', 'area_id', 'value', 'numerator', 'denominator', 'missing_reason', 'flag'],
};

function valueRecord(value: NewValue): string {
  return copyRecord([
    value.seriesId,
    value.areaId,
    value.value,
    value.numerator,
    value.denominator,
    value.missingReason,
    value.flag,
  ]);
}

/** Indicators, their series and values: the write side. */
export function createIndicatorStore(database: Queryable) {
  return {
    async saveIndicator(indicator: StoredIndicator): Promise<void> {
      await database.execute(
        `insert into indicator (indicator_id, title, description, phrase, theme, unit, direction, decimals,
           dataset_id, denominator_title, additive, is_catalogued)
         values ($1, $2, $3, $4, $5, $6, $7, $8::integer, $9, $10, $11, $12)
         on conflict (indicator_id) do update set title = excluded.title, description = excluded.description,
           phrase = excluded.phrase, theme = excluded.theme, unit = excluded.unit,
           direction = excluded.direction, decimals = excluded.decimals, dataset_id = excluded.dataset_id,
           denominator_title = excluded.denominator_title, additive = excluded.additive,
           is_catalogued = excluded.is_catalogued`,
        [
          indicator.id,
          indicator.title,
          indicator.description,
          indicator.phrase,
          indicator.theme,
          indicator.unit,
          indicator.direction,
          indicator.decimals,
          indicator.datasetId,
          indicator.denominatorTitle,
          indicator.additive,
          indicator.isCatalogued,
        ],
      );
    },

    /** Whether the publisher's own values for these areas and period are loaded, so that none need be converted. */
    async hasPublished(series: Pick<NewSeries, 'indicatorId' | 'areas' | 'period'>): Promise<boolean> {
      const rows = await database.query<{ found: boolean }>(
        `select exists (select 1 from indicator_series
           where indicator_id = $1 and area_type = $2 and vintage = $3::integer and period = $4
             and is_current and converted_from is null) as found`,
        [series.indicatorId, series.areas.type, series.areas.vintage, series.period],
      );
      return rows[0]?.found ?? false;
    },

    /**
     * Published series on areas whose later vintage is loaded now, and that have not been brought there: the lookup or
     * the later areas came after them.
     */
    async unconverted(): Promise<UnconvertedSeries[]> {
      const rows = await database.query<UnconvertedRow>(
        `select s.series_id, s.indicator_id, s.release_id, s.area_type, s.vintage, s.period, i.unit, i.direction,
           i.additive
         from indicator_series s join indicator i using (indicator_id)
         where s.is_current and s.converted_from is null and s.value_count > 0
           and exists (select 1 from (select distinct area_type, from_vintage, to_vintage from code_change) c
             where c.area_type = s.area_type and c.from_vintage = s.vintage and c.to_vintage > c.from_vintage
               and exists (select 1 from area a where a.area_type = c.area_type and a.vintage = c.to_vintage)
               and not exists (select 1 from indicator_series later
                 where later.indicator_id = s.indicator_id and later.area_type = c.area_type
                   and later.vintage = c.to_vintage and later.period = s.period and later.is_current))
         order by s.series_id`,
      );
      return rows.map((row) => ({
        seriesId: row.series_id,
        indicatorId: row.indicator_id,
        releaseId: row.release_id,
        areas: { type: row.area_type, vintage: row.vintage },
        period: row.period,
        unit: row.unit,
        direction: row.direction,
        additive: row.additive,
      }));
    },

    /** Opens a series; the series it takes the place of (same indicator, areas, period) stays, no longer current. */
    async createSeries(series: NewSeries): Promise<number> {
      await database.execute(
        `update indicator_series set is_current = false
         where indicator_id = $1 and area_type = $2 and vintage = $3::integer and period = $4 and is_current`,
        [series.indicatorId, series.areas.type, series.areas.vintage, series.period],
      );
      const rows = await database.query<{ series_id: number }>(
        `insert into indicator_series (indicator_id, release_id, area_type, vintage, period, converted_from)
         values ($1, $2::integer, $3, $4::integer, $5, $6::integer) returning series_id`,
        [
          series.indicatorId,
          series.releaseId,
          series.areas.type,
          series.areas.vintage,
          series.period,
          series.convertedFrom,
        ],
      );
      const first = rows[0];
      if (first === undefined) throw new Error('insert into indicator_series returned no row');
      return first.series_id;
    },

    async copyValues(batches: AsyncIterable<readonly NewValue[]>): Promise<number> {
      const copied = await database.copyFrom(valueTarget, copyRecords(batches, valueRecord));
      await database.execute(`analyze indicator_value (series_id, area_id)`);
      return copied;
    },

    /** Writes down how many values a series has and lacks. */
    async countSeries(seriesIds: readonly number[]): Promise<void> {
      await database.execute(
        `update indicator_series series set value_count = counted.present, missing_count = counted.missing
         from (select series_id, count(value)::integer as present,
                 (count(*) - count(value))::integer as missing
               from indicator_value where series_id = any($1::integer[]) group by series_id) counted
         where counted.series_id = series.series_id`,
        [[...seriesIds]],
      );
    },

    /** What a series holds, by area code. */
    async readValues(seriesId: number): Promise<SeriesValue[]> {
      const rows = await database.query<SeriesValueRow>(
        `select area.code, v.value, v.numerator, v.denominator, v.missing_reason
         from indicator_value v join area using (area_id) where v.series_id = $1::integer order by area.code`,
        [seriesId],
      );
      return rows.map((row) => ({
        code: row.code,
        value: row.value,
        numerator: row.numerator,
        denominator: row.denominator,
        missingReason: row.missing_reason,
      }));
    },
  };
}

/** A series with what must be known to bring it to another vintage. */
export interface UnconvertedSeries {
  readonly seriesId: number;
  readonly indicatorId: string;
  readonly releaseId: number;
  readonly areas: AreaSet;
  readonly period: string;
  readonly unit: Unit;
  readonly direction: Direction;
  readonly additive: boolean;
}

interface UnconvertedRow {
  series_id: number;
  indicator_id: string;
  release_id: number;
  area_type: AreaSet['type'];
  vintage: number;
  period: string;
  unit: Unit;
  direction: Direction;
  additive: boolean;
}

interface SeriesValueRow {
  code: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  missing_reason: MissingReason | null;
}

export interface SeriesValue {
  readonly code: string;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly missingReason: MissingReason | null;
}
