import { AppError } from '../errors.ts';
import type { ComparisonGroups } from './comparison-groups.ts';
import type { GroupScaling } from './group-scaling.ts';

/** In the indicator's own units. */
export interface Goalposts {
  readonly lower: number;
  readonly upper: number;
}

export interface GoalpostOptions {
  /** Values outside the goalposts are held at them. */
  readonly clamp: boolean;
  /** The logarithms of value and goalposts are taken first. */
  readonly logarithm: boolean;
  /** What the goalposts become. */
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Goalposts: (x - lower) / (upper - lower), with bounds that are set and do not come from the data, so that scores of
 * different years can be compared. Where lower is riskier it is (upper - x) / (upper - lower).
 *
 * Missing: with logarithms, a value of zero or less is at the lower goalpost when clamped and missing otherwise.
 *
 * Source: Human Development Report 2023/24, technical note 1 (life expectancy 20 to 85, schooling 0 to 18 and 0 to 15,
 * income ln 100 to ln 75,000); COINr `n_goalposts`.
 */
export function goalpostValues(
  directed: Float64Array,
  options: GoalpostOptions,
  leaf: { readonly sign: 1 | -1; readonly goalposts: Goalposts },
): Float64Array {
  const { sign } = leaf;
  const scale = options.logarithm ? logarithmOf : (value: number): number => value;
  const lower = scale(leaf.goalposts.lower);
  const span = scale(leaf.goalposts.upper) - lower;
  return directed.map((value) => {
    if (Number.isNaN(value)) return NaN;
    const along = (scale(sign * value) - lower) / span;
    const share = sign === 1 ? along : 1 - along;
    const held = options.clamp ? Math.min(1, Math.max(0, share)) : share;
    return Number.isFinite(held) ? options.lowest + held * (options.highest - options.lowest) : NaN;
  });
}

function logarithmOf(value: number): number {
  return value > 0 ? Math.log(value) : -Infinity;
}

/** The change of scale from fixed bounds without clamping or logarithm: linear, so that points can be traced back. */
export function fixedScaling(
  groups: ComparisonGroups,
  range: { readonly lowest: number; readonly highest: number },
  leaf: { readonly sign: 1 | -1; readonly goalposts: Goalposts },
): GroupScaling {
  const { lower, upper } = leaf.goalposts;
  return {
    origin: new Float64Array(groups.count).fill(leaf.sign === 1 ? lower : -upper),
    span: new Float64Array(groups.count).fill(upper - lower),
    scale: range.highest - range.lowest,
    base: range.lowest,
  };
}

/** @throws AppError invalid-request when the goalposts cannot be used. */
export function checkGoalposts(
  goalposts: { readonly [Bound in keyof Goalposts]?: number | undefined },
  logarithm: boolean,
): Goalposts {
  const { lower, upper } = goalposts;
  if (lower === undefined || upper === undefined) {
    throw unusable('goalposts need a lower and an upper bound, in the method or on the indicator');
  }
  if (!(lower < upper))
    throw unusable(`the lower goalpost (${lower}) must be below the upper one (${upper})`);
  if (logarithm && lower <= 0) throw unusable(`goalposts in logarithms must be above zero, not ${lower}`);
  return { lower, upper };
}

function unusable(reason: string): AppError {
  return new AppError('invalid-request', `The goalposts cannot be used: ${reason}.`, {
    details: { field: 'goalposts', reason },
  });
}
