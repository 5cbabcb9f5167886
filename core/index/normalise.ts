import type { Normalisation } from '../contract/normalisation.ts';
import { AppError } from '../errors.ts';
import { bordaCount } from './borda.ts';
import { categoryValues } from './categories.ts';
import { insideBase, type ComparisonGroups } from './comparison-groups.ts';
import { distanceToReference } from './distance-to-reference.ts';
import { distanceToTarget } from './distance-to-target.ts';
import { exponentialTransform } from './exponential.ts';
import { fractionOfMaximum } from './fraction-of-maximum.ts';
import { checkGoalposts, fixedScaling, goalpostValues, type Goalposts } from './goalposts.ts';
import { applyScaling, type GroupScaling } from './group-scaling.ts';
import { minMaxScaling } from './min-max.ts';
import { normalScore } from './normal-score.ts';
import { percentileRank } from './percentile.ts';
import { rankInGroups } from './ranks.ts';
import { zScoreScaling } from './z-score.ts';

export interface NormalisedColumn {
  readonly values: Float64Array;
  /** The change of scale where the method is linear; null for the methods that are not. */
  readonly scaling: GroupScaling | null;
}

/** What a method may need to know of the indicator beside its values. */
export interface NormalisationContext {
  /** 1 where a higher value is riskier, -1 where a lower one is: bounds and targets are in the indicator's own units. */
  readonly sign: 1 | -1;
  readonly target: number | null;
  readonly goalposts: Goalposts | null;
  /** The row of the area that distance-to-reference names, or null where areas have no names here. */
  readonly rowOfArea: ((code: string) => number | null) | null;
}

const plainContext: NormalisationContext = { sign: 1, target: null, goalposts: null, rowOfArea: null };

/**
 * Makes one column comparable with the others by the method named. The column is directed: higher is riskier.
 * Missing values stay missing and are not seen by the others.
 *
 * @throws AppError invalid-request where the method lacks a bound, target or reference area.
 */
export function normaliseColumn(
  directed: Float64Array,
  groups: ComparisonGroups,
  normalisation: Normalisation,
  context = plainContext,
): NormalisedColumn {
  const scaling = linearScaling(directed, groups, normalisation, context);
  const values =
    scaling === null
      ? bentValues(directed, groups, normalisation, context)
      : applyScaling(directed, groups, scaling);
  return { values, scaling };
}

/** The change of scale of a method that is one; null for the others. */
function linearScaling(
  directed: Float64Array,
  groups: ComparisonGroups,
  normalisation: Normalisation,
  context: NormalisationContext,
): GroupScaling | null {
  switch (normalisation.method) {
    case 'min-max':
      return minMaxScaling(directed, groups, normalisation);
    case 'distance-to-maximum':
      // 1 - (max - x) / (max - min) is (x - min) / (max - min).
      return minMaxScaling(directed, groups, { lower: 0, upper: 1 });
    case 'z-score':
      return zScoreScaling(directed, groups, normalisation);
    case 'scaled': {
      const goalposts = checkGoalposts(context.goalposts ?? normalisation, false);
      return fixedScaling(groups, normalisation, { sign: context.sign, goalposts });
    }
    default:
      return null;
  }
}

function bentValues(
  directed: Float64Array,
  groups: ComparisonGroups,
  normalisation: Normalisation,
  context: NormalisationContext,
): Float64Array {
  const { sign } = context;
  switch (normalisation.method) {
    case 'rank':
      return rankInGroups(directed, groups, { order: 'ascending', ties: normalisation.ties }).ranks;
    case 'borda':
      return bordaCount(directed, groups, normalisation);
    case 'percentile':
      return percentileRank(directed, groups, normalisation);
    case 'normal-score':
      return normalScore(directed, groups, normalisation);
    case 'exponential':
      if (normalisation.ties === 'given' && sign === 1) throw unusable(givenRanksReason);
      return exponentialTransform(directed, groups, normalisation);
    case 'distance-to-reference': {
      const referenceRow = context.rowOfArea?.(normalisation.area) ?? null;
      if (referenceRow === null) throw unusable(`the reference area "${normalisation.area}" is not here`);
      return distanceToReference(directed, groups, { referenceRow, cap: normalisation.cap });
    }
    case 'distance-to-target': {
      const target = context.target ?? normalisation.target;
      if (target === undefined) throw unusable('distance-to-target needs a target, here or on the indicator');
      return distanceToTarget(directed, groups, { directedTarget: sign * target, cap: normalisation.cap });
    }
    case 'fraction-of-maximum':
      return fractionOfMaximum(directed, groups, sign);
    case 'goalposts': {
      const goalposts = checkGoalposts(context.goalposts ?? normalisation, normalisation.logarithm);
      return goalpostValues(insideBase(directed, groups), normalisation, { sign, goalposts });
    }
    case 'categories':
      return categoryValues(directed, groups, { ...normalisation, sign });
    default:
      return insideBase(directed, groups);
  }
}

const givenRanksReason =
  "ties 'given' takes published ranks, of which 1 is the riskiest: the indicator must be lower-is-riskier";

/** Whether a method sees the order of the values only. */
export function isRankBased(normalisation: Normalisation): boolean {
  switch (normalisation.method) {
    case 'rank':
    case 'borda':
    case 'percentile':
    case 'normal-score':
    case 'exponential':
    case 'categories':
      return true;
    default:
      return false;
  }
}

/** Whether a method is a change of scale that can be run backwards; `none` is one. */
export function isLinear(normalisation: Normalisation): boolean {
  switch (normalisation.method) {
    case 'none':
    case 'min-max':
    case 'z-score':
    case 'scaled':
    case 'distance-to-maximum':
      return true;
    default:
      return false;
  }
}

function unusable(reason: string): AppError {
  return new AppError('invalid-request', `The normalisation cannot be done: ${reason}.`, {
    details: { field: 'normalise', reason },
  });
}

/** The groups in which a column has values but its normalisation is undefined (all equal, or one area only). */
export function undefinedGroups(
  before: Float64Array,
  after: Float64Array,
  groups: ComparisonGroups,
): readonly number[] {
  const undefinedIn = new Set<number>();
  for (let row = 0; row < before.length; row += 1) {
    if (!Number.isNaN(after[row])) continue;
    const group = groups.ids[row] ?? -1;
    if (group >= 0 && !Number.isNaN(before[row])) undefinedIn.add(group);
  }
  return [...undefinedIn].sort((a, b) => a - b);
}
