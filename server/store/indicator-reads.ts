import type { AreaSet, AreaType } from '../../core/contract/area.ts';
import type {
  IndicatorHistory,
  IndicatorSeries,
  IndicatorSummary,
  IndicatorValue,
} from '../../core/contract/indicator.ts';
import type { Queryable, SqlValue } from '../database/database.ts';
import type { SqlText } from './area-reads.ts';
import { withinCondition } from './within.ts';

type ValueFields = Omit<IndicatorValue, 'indicatorId' | 'period'>;
export type AreaValue = IndicatorValue & { readonly title: string; readonly unit: string };

export interface SeriesName {
  readonly seriesId: number;
  readonly title: string;
  readonly unit: string;
  readonly period: string;
  readonly releaseId: number;
}

/** Which series of an indicator is wanted: null takes the newest period, and the release in force. */
export interface SeriesChoice {
  readonly period: string | null;
  readonly releaseId: number | null;
}

export interface ValuePageQuery {
  readonly seriesId: number;
  readonly areas: AreaSet;
  readonly within: string | null;
  readonly after: string | null;
  readonly limit: number;
}

interface IndicatorRow {
  indicator_id: string;
  title: string;
  description: string;
  phrase: string;
  theme: string;
  unit: IndicatorSummary['unit'];
  direction: IndicatorSummary['direction'];
  decimals: number;
  denominator_title: string | null;
  dataset_id: string;
}

interface SeriesRow {
  indicator_id: string;
  area_type: AreaType;
  vintage: number;
  period: string;
  release_id: number;
  value_count: number;
  missing_count: number;
}

interface ValueRow {
  code: string;
  name: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  missing_reason: ValueFields['missingReason'];
  flag: ValueFields['flag'];
}

const valueColumns = 'v.value, v.numerator, v.denominator, v.missing_reason, v.flag';

function toValue(row: ValueRow): ValueFields {
  return {
    areaCode: row.code,
    value: row.value,
    numerator: row.numerator,
    denominator: row.denominator,
    missingReason: row.missing_reason,
    flag: row.flag,
  };
}

/** A page of one series, by area code; the condition on the surrounding area is in the text only where it is asked. */
function valuePageSql(query: ValuePageQuery): SqlText {
  const values: SqlValue[] = [query.seriesId, query.areas.type, query.areas.vintage];
  const bind = (value: SqlValue): string => `$${values.push(value)}`;
  const conditions = ['v.series_id = $1::integer', 'a.area_type = $2', 'a.vintage = $3::integer'];
  if (query.after !== null) conditions.push(`a.code > ${bind(query.after)}`);
  if (query.within !== null) {
    conditions.push(
      withinCondition(bind(query.within), { type: '$2', vintage: '$3::integer', code: 'a.code' }),
    );
  }
  const text = `select a.code, a.name, ${valueColumns} from indicator_value v join area a using (area_id)
    where ${conditions.join(' and ')} order by a.code limit ${bind(query.limit)}::integer`;
  return { text, values };
}

const indicatorColumns = `indicator_id, title, description, phrase, theme, unit, direction, decimals,
  denominator_title, dataset_id`;
const seriesColumns = 'indicator_id, area_type, vintage, period, release_id, value_count, missing_count';

function toSeries(row: SeriesRow): IndicatorSeries {
  return {
    type: row.area_type,
    vintage: row.vintage,
    period: row.period,
    releaseId: row.release_id,
    valueCount: row.value_count,
    missingCount: row.missing_count,
  };
}

function toSummary(row: IndicatorRow, series: readonly SeriesRow[]): IndicatorSummary {
  return {
    id: row.indicator_id,
    title: row.title,
    description: row.description,
    phrase: row.phrase,
    theme: row.theme,
    unit: row.unit,
    direction: row.direction,
    decimals: row.decimals,
    denominatorTitle: row.denominator_title,
    datasetId: row.dataset_id,
    series: series.map(toSeries),
  };
}

function seriesByIndicator(series: readonly SeriesRow[]): Map<string, SeriesRow[]> {
  const groups = new Map<string, SeriesRow[]>();
  for (const row of series) {
    const group = groups.get(row.indicator_id);
    if (group === undefined) groups.set(row.indicator_id, [row]);
    else group.push(row);
  }
  return groups;
}

/** Indicators and their values as callers ask for them. */
export function createIndicatorReads(database: Queryable) {
  return {
    /** Every indicator with where values exist now; those that the catalogue describes come first. */
    async list(): Promise<IndicatorSummary[]> {
      const indicators = await database.query<IndicatorRow>(
        `select ${indicatorColumns} from indicator order by is_catalogued desc, theme, title, indicator_id`,
      );
      const series = await database.query<SeriesRow>(
        `select ${seriesColumns} from indicator_series where is_current
         order by area_type, vintage desc, period desc`,
      );
      const byIndicator = seriesByIndicator(series);
      return indicators.map((row) => toSummary(row, byIndicator.get(row.indicator_id) ?? []));
    },

    /** Is there an indicator of this id, with values or without? */
    async exists(indicatorId: string): Promise<boolean> {
      const rows = await database.query<{ found: boolean }>(
        'select exists (select from indicator where indicator_id = $1) as found',
        [indicatorId],
      );
      return rows[0]?.found === true;
    },

    /** One indicator with the series in force and those that newer releases took the place of. */
    async find(indicatorId: string): Promise<IndicatorHistory | null> {
      const indicators = await database.query<IndicatorRow>(
        `select ${indicatorColumns} from indicator where indicator_id = $1`,
        [indicatorId],
      );
      const found = indicators[0];
      if (found === undefined) return null;
      const series = await database.query<SeriesRow & { is_current: boolean }>(
        `select ${seriesColumns}, is_current from indicator_series where indicator_id = $1
         order by area_type, vintage desc, period desc, series_id desc`,
        [indicatorId],
      );
      const current = series.filter((each) => each.is_current);
      const superseded = series.filter((each) => !each.is_current);
      return { ...toSummary(found, current), superseded: superseded.map(toSeries) };
    },

    /** The series of an indicator on an area set, or null where there is none of that period or release. */
    async findSeries(indicatorId: string, areas: AreaSet, choice: SeriesChoice): Promise<SeriesName | null> {
      const rows = await database.query<{
        series_id: number;
        title: string;
        unit: string;
        period: string;
        release_id: number;
      }>(
        `select s.series_id, i.title, i.unit, s.period, s.release_id
         from indicator_series s join indicator i using (indicator_id)
         where s.indicator_id = $1 and s.area_type = $2 and s.vintage = $3::integer
           and ($4::text is null or s.period = $4)
           and case when $5::integer is null then s.is_current else s.release_id = $5::integer end
         order by s.period desc, s.series_id desc limit 1`,
        [indicatorId, areas.type, areas.vintage, choice.period, choice.releaseId],
      );
      const row = rows[0];
      return row === undefined
        ? null
        : {
            seriesId: row.series_id,
            title: row.title,
            unit: row.unit,
            period: row.period,
            releaseId: row.release_id,
          };
    },

    async page(query: ValuePageQuery): Promise<(ValueFields & { readonly areaName: string })[]> {
      const { text, values } = valuePageSql(query);
      const rows = await database.query<ValueRow>(text, values);
      return rows.map((row) => ({ ...toValue(row), areaName: row.name }));
    },

    /** The current values of one area, of every indicator. */
    async valuesOfArea(area: AreaSet & { readonly code: string }): Promise<AreaValue[]> {
      const rows = await database.query<
        ValueRow & { indicator_id: string; period: string; title: string; unit: string }
      >(
        `select a.code, a.name, s.indicator_id, s.period, i.title, i.unit, ${valueColumns}
         from area a join indicator_value v using (area_id)
           join indicator_series s using (series_id) join indicator i using (indicator_id)
         where a.area_type = $1 and a.vintage = $2::integer and a.code = $3 and s.is_current
         order by i.theme, i.title, s.period desc`,
        [area.type, area.vintage, area.code],
      );
      return rows.map((row) => ({
        ...toValue(row),
        indicatorId: row.indicator_id,
        period: row.period,
        title: row.title,
        unit: row.unit,
      }));
    },
  };
}

export type IndicatorReads = ReturnType<typeof createIndicatorReads>;
