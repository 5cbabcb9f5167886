import { AppError } from '../errors.ts';
import type { ComparisonGroups } from './comparison-groups.ts';
import { quantileSorted, sortedPresent } from './quantile.ts';

export interface CategoryOptions {
  /** Bounds between classes in the indicator's own units. */
  readonly cuts?: readonly number[] | undefined;
  /** Bounds at these shares (0-1) of the areas of each group, lowest risk first. */
  readonly quantiles?: readonly number[] | undefined;
  /** The value of each class, safest first. */
  readonly scores?: readonly number[] | undefined;
}

/**
 * Classes: 1 for the safest, 2 for the next and so on, or the scores given. A value on a bound belongs to the riskier
 * class. Quantiles are of type 7 (Hyndman and Fan 1996), within each group.
 *
 * @throws AppError invalid-request unless there are either cuts or quantiles, and one score more than bounds.
 * Source: OECD/JRC Handbook (2008), section 5 ("categorical scale").
 */
export function categoryValues(
  directed: Float64Array,
  groups: ComparisonGroups,
  options: CategoryOptions & { readonly sign: 1 | -1 },
): Float64Array {
  const { cuts, quantiles, scores, sign } = options;
  if ((cuts === undefined) === (quantiles === undefined)) {
    throw invalid('give either cuts (in the units of the indicator) or quantiles (shares of the areas)');
  }
  const boundCount = (cuts ?? quantiles ?? []).length;
  if (scores !== undefined && scores.length !== boundCount + 1) {
    throw invalid(
      `${boundCount} bounds make ${boundCount + 1} classes, but there are ${scores.length} scores`,
    );
  }
  const directedCuts = cuts?.map((cut) => sign * cut).sort((a, b) => a - b);
  const bounds = Array.from(
    { length: groups.count },
    (_, group) => directedCuts ?? quantileBounds(directed, groups, { group, shares: quantiles ?? [] }),
  );
  return directed.map((value, row) => {
    const own = bounds[groups.ids[row] ?? -1];
    if (own === undefined || Number.isNaN(value)) return NaN;
    const position = own.filter((bound) => value >= bound).length;
    return scores?.[position] ?? position + 1;
  });
}

function quantileBounds(
  directed: Float64Array,
  groups: ComparisonGroups,
  { group, shares }: { readonly group: number; readonly shares: readonly number[] },
): readonly number[] {
  const sorted = sortedPresent(directed.filter((_, row) => groups.ids[row] === group));
  return [...shares].sort((a, b) => a - b).map((share) => quantileSorted(sorted, share));
}

function invalid(reason: string): AppError {
  return new AppError('invalid-request', `The classes cannot be made: ${reason}.`, {
    details: { field: 'normalise', reason },
  });
}
