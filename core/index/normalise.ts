import type { Normalisation } from '../contract/profile.ts';
import type { ComparisonGroups } from './comparison-groups.ts';
import { exponentialTransform } from './exponential.ts';
import { applyScaling, type GroupScaling } from './group-scaling.ts';
import { minMaxScaling } from './min-max.ts';
import { percentileRank } from './percentile.ts';
import { rankInGroups } from './ranks.ts';
import { zScoreScaling } from './z-score.ts';

export interface NormalisedColumn {
  readonly values: Float64Array;
  /** The change of scale where the method is linear; null for the methods that work on ranks. */
  readonly scaling: GroupScaling | null;
}

/**
 * Makes one column comparable with the others by the method named. The column is directed: higher is riskier.
 * Missing values stay missing and are not seen by the others.
 */
export function normaliseColumn(
  directed: Float64Array,
  groups: ComparisonGroups,
  normalisation: Normalisation,
): NormalisedColumn {
  switch (normalisation.method) {
    case 'none':
      return { values: withinBase(directed, groups), scaling: null };
    case 'min-max':
      return scaled(directed, groups, minMaxScaling(directed, groups, normalisation));
    case 'z-score':
      return scaled(directed, groups, zScoreScaling(directed, groups, normalisation));
    case 'rank':
      return {
        values: rankInGroups(directed, groups, { order: 'ascending', ties: normalisation.ties }).ranks,
        scaling: null,
      };
    case 'percentile':
      return { values: percentileRank(directed, groups, normalisation), scaling: null };
    case 'exponential':
      return { values: exponentialTransform(directed, groups, normalisation), scaling: null };
  }
}

/** Whether a method sees the order of the values only. */
export function isRankBased(normalisation: Normalisation): boolean {
  switch (normalisation.method) {
    case 'rank':
    case 'percentile':
    case 'exponential':
      return true;
    case 'none':
    case 'min-max':
    case 'z-score':
      return false;
  }
}

/** Leaves values as they are; only the areas outside the base lose theirs. */
function withinBase(directed: Float64Array, groups: ComparisonGroups): Float64Array {
  return directed.map((value, row) => ((groups.ids[row] ?? -1) < 0 ? NaN : value));
}

function scaled(directed: Float64Array, groups: ComparisonGroups, scaling: GroupScaling): NormalisedColumn {
  return { values: applyScaling(directed, groups, scaling), scaling };
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
