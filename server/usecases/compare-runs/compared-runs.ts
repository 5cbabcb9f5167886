import { compareRuns, type RunComparison } from '../../../core/index/compare-runs.ts';
import { kendallTau } from '../../../core/reliability/kendall-tau.ts';
import { completePairs } from '../../../core/reliability/pairs.ts';
import type { IndexRun } from '../index-run/run-index.ts';
import { alignRun, allCodes, type AlignedRun } from './align-runs.ts';

/** Two runs held against each other, area by area. */
export interface ComparedRuns {
  readonly codes: readonly string[];
  readonly before: AlignedRun;
  readonly after: AlignedRun;
  readonly comparison: RunComparison;
  /** Kendall's tau-b of the scores; NaN for fewer than two areas. */
  readonly kendall: number;
  /** Areas ranked in both whose tenth differs. */
  readonly decilesChanged: number;
}

export function comparedRuns(first: IndexRun, second: IndexRun): ComparedRuns {
  const codes = allCodes(first, second);
  const before = alignRun(first, codes);
  const after = alignRun(second, codes);
  const comparison = compareRuns(before, after);
  return {
    ...{ codes, before, after, comparison },
    kendall: kendallTau(completePairs(before.score, after.score)).tau,
    decilesChanged: comparison.moves.filter(({ row }) => before.decile[row] !== after.decile[row]).length,
  };
}
