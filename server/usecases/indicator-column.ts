import type { AreaType } from '../../core/contract/area.ts';
import type { IndicatorColumn } from '../../core/contract/indicator-column.ts';
import { unitSchema, type MissingReason } from '../../core/contract/indicator.ts';
import { AppError } from '../../core/errors.ts';
import { indicatorOfParents } from '../../core/index/indicator-of-parents.ts';
import type { Queryable } from '../database/database.ts';
import {
  createSeriesStore,
  type CurrentSeries,
  type SeriesColumn,
  type SeriesStore,
} from '../store/series-store.ts';
import type { ScoringInputs } from './load-scoring-inputs.ts';

export interface ColumnRequest {
  readonly indicatorId: string;
  /** The kind of areas; the profile's own, or one that they belong to. */
  readonly type: AreaType;
}

/** The areas that a column is about: as the profile's columns list them, in the same order. */
export interface ColumnPlaces {
  readonly type: AreaType;
  readonly vintage: number;
  readonly codes: readonly string[];
  /** Null for the profile's own areas. */
  readonly parentOf: Int32Array | null;
}

/** An indicator over the profile's own areas: what columns of larger areas are made from. */
export interface MemberColumn extends SeriesColumn {
  /** What a rate was divided by; NaN where a value is not a rate. */
  readonly denominators: Float64Array;
}

/** A column with the series it comes from, and how. */
export interface PlacedColumn {
  readonly series: CurrentSeries;
  /** With what rates are divided by where the areas are the profile's own. */
  readonly column: SeriesColumn | MemberColumn;
  readonly method: IndicatorColumn['method'];
}

/**
 * The values of any loaded indicator for the areas of a profile, or for larger areas that they make up: what was
 * published for those very areas where it was, otherwise worked out from the profile's areas.
 *
 * @throws AppError not-found when the profile has no areas of that kind, or the indicator no values for them.
 */
export async function indicatorColumn(
  database: Queryable,
  inputs: ScoringInputs,
  request: ColumnRequest,
): Promise<Omit<IndicatorColumn, 'attribution'> & { readonly seriesId: number }> {
  const places = columnPlaces(inputs, request.type);
  const store = createSeriesStore(database);
  const own = inputs.profile.areas;
  const [published] = await store.current([request.indicatorId], places);
  const [series] =
    published !== undefined || places.parentOf === null
      ? []
      : await store.current([request.indicatorId], own);
  const placed =
    published !== undefined
      ? await publishedColumn(store, published, places)
      : series !== undefined
        ? columnOfParents(
            { series, ...(await store.columnWithDenominators(series.seriesId, own)) },
            places,
            inputs.population,
          )
        : null;
  if (placed === null) throw noValues(request, places);
  return answer({ request, places, ...placed });
}

/** Larger areas from the profile's own; null where nothing can be made of them: the mean of ranks is the rank of nothing. */
export function columnOfParents(
  { series, values, denominators }: MemberColumn & { readonly series: CurrentSeries },
  { parentOf, codes }: ColumnPlaces,
  population: Float64Array,
): PlacedColumn | null {
  if (parentOf === null || series.unit === 'rank' || series.unit === 'decile') return null;
  const made = indicatorOfParents(
    { values, denominators, population, isCount: series.unit === 'count' },
    { parentOf, count: codes.length },
  );
  const reasons = new Map<number, MissingReason>();
  made.values.forEach((value, row) => {
    if (Number.isNaN(value)) reasons.set(row, 'too-few-inputs');
  });
  return { series, column: { values: made.values, reasons }, method: made.method };
}

/** @throws AppError not-found when the profile has no areas of that kind. */
export function columnPlaces({ profile, areas, parents }: ScoringInputs, type: AreaType): ColumnPlaces {
  if (type === profile.areas.type) return { ...profile.areas, codes: areas.codes, parentOf: null };
  const parent = parents.find((each) => each.type === type);
  if (parent !== undefined) return parent;
  throw new AppError('not-found', `The profile "${profile.id}" has no areas of type ${type}.`, {
    details: { field: 'type', value: type, known: [profile.areas.type, ...parents.map((each) => each.type)] },
  });
}

/** The published values in the order of the places: the set of the lookup need not be the whole set of boundaries. */
export async function publishedColumn(
  store: SeriesStore,
  series: CurrentSeries,
  places: ColumnPlaces,
): Promise<PlacedColumn> {
  const { values, reasons } = await store.column(series.seriesId, places);
  const codes = await store.codes(places);
  const rowOf = new Map(codes.map((code, row) => [code, row]));
  const rows = places.codes.map((code) => rowOf.get(code) ?? -1);
  const column = {
    values: Float64Array.from(rows, (row) => values[row] ?? NaN),
    reasons: new Map(
      rows.flatMap((row, position): [number, MissingReason][] => {
        if (!Number.isNaN(values[row] ?? NaN)) return [];
        return [[position, reasons.get(row) ?? 'not-in-source']];
      }),
    ),
  };
  return { series, column, method: 'published' };
}

interface AnswerParts extends PlacedColumn {
  readonly request: ColumnRequest;
  readonly places: ColumnPlaces;
}

function answer({ request, places, series, column, method }: AnswerParts) {
  const { title, phrase, decimals, direction, period, datasetTitle, publisher, seriesId } = series;
  const reasons: Partial<Record<MissingReason, number[]>> = {};
  for (const [row, reason] of column.reasons) (reasons[reason] ??= []).push(row);
  return {
    indicatorId: request.indicatorId,
    ...{ title, phrase, decimals, direction, period, datasetTitle, publisher, seriesId },
    unit: unitSchema.parse(series.unit),
    method,
    areas: { type: places.type, vintage: places.vintage },
    codes: places.codes.join('\n'),
    values: Array.from(column.values, (value) => (Number.isNaN(value) ? null : value)),
    reasons,
  };
}

function noValues({ indicatorId }: ColumnRequest, { type, vintage }: ColumnPlaces): AppError {
  return new AppError('not-found', `"${indicatorId}" has no values for areas of type ${type} ${vintage}.`, {
    details: {
      field: 'indicatorId',
      value: indicatorId,
      reason: 'not in the catalogue, or not loaded for these areas',
    },
  });
}
