import type { RankedRun } from '../../../core/index/compare-runs.ts';
import type { IndexRun } from '../index-run/run-index.ts';

/** A run with its areas in a given order; NaN (decile 0) for areas that it does not have. */
export interface AlignedRun extends RankedRun {
  readonly run: IndexRun;
  readonly decile: Uint8Array;
  /** The run's own row of each area, -1 for none. */
  readonly ownRow: Int32Array;
}

/** The areas of two runs: those of the first in its order, then those that only the second has. */
export function allCodes(before: IndexRun, after: IndexRun): readonly string[] {
  return [...new Set([...before.codes, ...after.codes])];
}

export function alignRun(run: IndexRun, codes: readonly string[]): AlignedRun {
  const rowOf = new Map(run.codes.map((code, row) => [code, row]));
  const ownRow = Int32Array.from(codes, (code) => rowOf.get(code) ?? -1);
  return {
    run,
    ownRow,
    score: Float64Array.from(ownRow, (row) => run.scored.score[row] ?? NaN),
    rank: Float64Array.from(ownRow, (row) => run.scored.rank[row] ?? NaN),
    decile: Uint8Array.from(ownRow, (row) => run.scored.decile[row] ?? 0),
  };
}
