import type { Assumptions } from '../../core/contract/assumptions.ts';
import { addDesignRow, sumsPerArea } from '../../core/uncertainty/area-sensitivity.ts';
import {
  countLargerAreas,
  createLargerAreaRanker,
  type LargerAreas,
} from '../../core/uncertainty/larger-areas.ts';
import { meanRankShift } from '../../core/uncertainty/rank-statistics.ts';
import { sobolDesign } from '../../core/uncertainty/sobol-design.ts';
import {
  variationAtPoint,
  variationOfDraw,
  variedAssumptions,
  type Variation,
} from '../../core/uncertainty/variation.ts';
import {
  createVersionRanker,
  type RankedVersion,
  type VersionRanker,
} from '../../core/uncertainty/version-ranker.ts';
import { restoreModel, type StoredModel } from './stored-model.ts';
import type { TaskRunner } from './task-messages.ts';

/** What a thread needs to make versions of an index. */
export interface VersionsSetup {
  readonly model: StoredModel;
  readonly assumptions: Assumptions;
  readonly seed: number;
  /** Ranks of the index as it is. */
  readonly nominal: Float64Array;
  /** Larger areas that `ranks` also gives ranks of. */
  readonly larger: LargerAreas;
  /** Rows of the sensitivity design, where there is one. */
  readonly sampleSize: number;
  /** Whether `shifts` also give what the indices of each area are worked out from. */
  readonly withAreas: boolean;
}

/**
 * `ranks`: draws `from` up to `to` of the Monte Carlo analysis, all ranks: of a draw those of the areas, then those of
 * each kind of larger areas. `shifts`: runs of the sensitivity design, of each only how far it moves the areas.
 */
export type VersionsTask =
  | { readonly kind: 'ranks'; readonly from: number; readonly to: number }
  | { readonly kind: 'shifts'; readonly from: number; readonly to: number };

/** Float32 for ranks (draw after draw); Float64 for shifts (run after run), then the sums of areas where asked for. */
export type VersionsResult = Float32Array | Float64Array;

/** Set up once a thread: what versions share is done once and kept between tasks. */
export async function startTasks(setup: VersionsSetup): Promise<TaskRunner<VersionsTask, VersionsResult>> {
  const { assumptions, seed, nominal, larger } = setup;
  const ranker = createVersionRanker(await restoreModel(setup.model, assumptions), assumptions, seed);
  const leavable = ranker.leavable.length;
  const inputCount = variedAssumptions(assumptions).length;
  const design = setup.sampleSize > 0 ? sobolDesign(setup.sampleSize, inputCount, seed) : null;
  const rankLarger = createLargerAreaRanker(larger);
  const ranksPerDraw = nominal.length + countLargerAreas(larger);
  return (task) => {
    const count = task.to - task.from;
    const variations = Array.from({ length: count }, (_, at): Variation => {
      const number = task.from + at;
      return task.kind === 'ranks' || design === null
        ? variationOfDraw(assumptions, leavable, { seed, number })
        : variationAtPoint(assumptions, leavable, design.pointOf(number));
    });
    if (task.kind === 'ranks') {
      const ranks = new Float32Array(count * ranksPerDraw);
      eachVersion(ranker, variations, (version, at) => {
        let next = at * ranksPerDraw;
        for (const { rank } of [version, ...rankLarger(version)]) {
          ranks.set(rank, next);
          next += rank.length;
        }
      });
      return { result: ranks, transfer: [ranks.buffer] };
    }
    const sums = setup.withAreas ? nominal.length * sumsPerArea(inputCount) : 0;
    const result = new Float64Array(count + sums);
    const rows = new Map<number, Float64Array[]>();
    eachVersion(ranker, variations, ({ rank }, at) => {
      result[at] = meanRankShift(rank, nominal);
      if (!setup.withAreas) return;
      const row = Math.floor(at / (inputCount + 2));
      const ranks = rows.get(row) ?? [];
      rows.set(row, ranks);
      ranks[at % (inputCount + 2)] = rank;
    });
    for (const ranks of rows.values()) addDesignRow(result.subarray(count), ranks);
    return { result, transfer: [result.buffer] };
  };
}

function eachVersion(
  ranker: VersionRanker,
  variations: readonly Variation[],
  take: (version: RankedVersion, at: number) => void,
): void {
  for (const at of ranker.inOrderOfWork(variations)) {
    const variation = variations[at];
    if (variation !== undefined) take(ranker.rank(variation), at);
  }
}
