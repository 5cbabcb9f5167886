import { groupsByKey } from '../../../core/index/comparison-groups.ts';
import { atkinson } from '../../../core/inequality/atkinson.ts';
import { concentration, erreygers, wagstaff } from '../../../core/inequality/concentration.ts';
import { gini } from '../../../core/inequality/gini.ts';
import { hoover } from '../../../core/inequality/hoover.ts';
import { lorenzCurve, type ShareCurve } from '../../../core/inequality/lorenz.ts';
import { palma } from '../../../core/inequality/palma.ts';
import { theil } from '../../../core/inequality/theil.ts';
import { weightedValues } from '../../../core/inequality/weighted-values.ts';
import { readAreaTable, type AreaTable } from '../index-run/read-area-table.ts';
import { refuseNegative, refuseNumbers } from '../index-run/reject-cell.ts';

export interface EquityRequest {
  readonly input: string;
  readonly value: string;
  /** Column of people; each row is one where null. */
  readonly weight: string | null;
  /** Column of groups for Theil's parts; null for none. */
  readonly group: string | null;
  /** Column of the standing; null for none. */
  readonly standing: { readonly column: string; readonly isReversed: boolean } | null;
  /** Bounds of the value, for the corrected concentration indices; null where it has none. */
  readonly bounds: { readonly lower: number; readonly upper: number } | null;
  readonly aversions: readonly number[];
  readonly missing: readonly string[];
}

type Figures = Readonly<Record<string, number | null>>;

export interface EquityReport {
  readonly figures: Figures;
  /** Of the concentration where a standing is given, else Lorenz's. */
  readonly curve: ShareCurve;
}

/**
 * Inequality of a column of a CSV file of areas, and its concentration along a standing.
 *
 * @throws AppError as readAreaTable and the measures; source-rejected naming file, line, column and value for a value or
 *   weight below zero, and for a value out of its bounds.
 */
export async function measureEquity(request: EquityRequest): Promise<EquityReport> {
  const { input, value, weight, group, standing, missing } = request;
  const numbers = [
    value,
    ...(weight === null ? [] : [weight]),
    ...(standing === null ? [] : [standing.column]),
  ];
  const table = await readAreaTable(input, {
    numbers: [...new Set(numbers)],
    texts: group === null ? [] : [group],
    code: null,
    missing,
    askedBy: () => 'the command',
  });
  const column = (name: string): Float64Array => table.numbers.get(name) ?? new Float64Array();
  const values = column(value);
  checkRange(request, table);
  const weights = weight === null ? undefined : column(weight);
  const given = weightedValues(values, weights);
  // Areas without a group share one.
  const keys = group === null ? null : (table.texts.get(group) ?? []).map((text) => text ?? '');
  const parts = theil(values, weights, keys === null ? undefined : groupsByKey(keys).ids);
  const figures: Record<string, number | null> = {
    rows: values.length,
    rows_used: given.rows.length,
    people: given.people,
    mean: given.mean,
    gini: gini(values, weights),
    gini_corrected: weights === undefined && given.rows.length > 1 ? gini(values, undefined, true) : null,
    theil: parts.total,
    theil_between: group === null ? null : parts.between,
    theil_within: group === null ? null : parts.within,
    hoover: hoover(values, weights),
    palma: finite(palma(values, weights)),
  };
  for (const aversion of request.aversions)
    figures[`atkinson_${aversion}`] = atkinson(values, aversion, weights);
  if (standing === null) return { figures, curve: lorenzCurve(given) };
  const places = column(standing.column).map((place) => (standing.isReversed ? -place : place));
  return withConcentration(figures, { values, standing: places, weights }, request.bounds);
}

function withConcentration(
  figures: Figures,
  question: Parameters<typeof concentration>[0],
  bounds: EquityRequest['bounds'],
): EquityReport {
  const { index, standardError, slope, relativeSlope, curve, mean } = concentration(question);
  return {
    figures: {
      ...figures,
      concentration_index: index,
      concentration_standard_error: standardError,
      erreygers_index: bounds === null ? null : erreygers(index, mean, bounds),
      wagstaff_index: bounds === null ? null : finite(wagstaff(index, mean, bounds)),
      slope_index: slope,
      relative_index: relativeSlope,
    },
    curve,
  };
}

function checkRange({ value, weight, bounds }: EquityRequest, table: AreaTable): void {
  if (weight !== null) refuseNegative(table, weight);
  if (bounds === null) {
    refuseNegative(table, value);
    return;
  }
  const { lower, upper } = bounds;
  refuseNumbers(table, value, {
    isWrong: (each) => each < lower || each > upper,
    reason: `this is not within ${lower} and ${upper}`,
  });
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
