import { compareRuns } from '../index/compare-runs.ts';
import type { IndexScorer, ScoredIndex } from '../index/score-index.ts';
import { weightsWithout } from '../index/weights.ts';
import type { Steps } from '../steps.ts';

/** What becomes of the order of the areas without one indicator. */
export interface LeftOut {
  readonly indicatorId: string;
  /** Places that areas move on average. */
  readonly meanAbsoluteShift: number;
  /** Share (0-1) of the worst tenth that is still in it. */
  readonly worstTenthKept: number;
}

export interface LeaveOneOut {
  /** In the order of the profile; an indicator that is all there is cannot be left out, and is not among them. */
  readonly each: readonly LeftOut[];
  /** By row: 1 where the area is in the worst tenth with all indicators and without any one of them. */
  readonly alwaysInWorstTenth: Uint8Array;
}

/**
 * How much the order of the areas hangs on single indicators: each is left out in turn, its weight goes to its
 * siblings, and all areas are ranked anew. A component whose only indicator is left out goes with it. One step for each
 * indicator.
 *
 * Source: one-at-a-time sensitivity, OECD/JRC Handbook (2008), section 7; COINr `remove_elements`.
 *
 * @param base The scores with all indicators, by the same scorer.
 */
export function* leaveOneOut(scorer: IndexScorer, base: ScoredIndex): Steps<LeaveOneOut> {
  const alwaysInWorstTenth = base.decile.map((decile) => (decile === 1 ? 1 : 0));
  const each: LeftOut[] = [];
  for (const leaf of base.compiled.leaves) {
    const weights = weightsWithout(base.compiled, base.weights, leaf.slot);
    if (weights === null) continue;
    const without = scorer.score(weights);
    without.decile.forEach((decile, row) => {
      if (decile !== 1) alwaysInWorstTenth[row] = 0;
    });
    const { meanAbsoluteShift, worstTenthKept } = compareRuns(base, without);
    each.push({ indicatorId: leaf.indicatorId, meanAbsoluteShift, worstTenthKept });
    yield;
  }
  return { each, alwaysInWorstTenth };
}
