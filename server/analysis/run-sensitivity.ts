import type { AssumptionName, Assumptions } from '../../core/contract/assumptions.ts';
import { AppError } from '../../core/errors.ts';
import { compileProfile } from '../../core/index/compile-profile.ts';
import { areaIndices, sumsPerArea, type AreaIndices } from '../../core/uncertainty/area-sensitivity.ts';
import { meanRankShift } from '../../core/uncertainty/rank-statistics.ts';
import {
  sobolIndices,
  type FirstOrderEstimator,
  type SobolIndex,
} from '../../core/uncertainty/sobol-indices.ts';
import { nominalVariation, variedAssumptions } from '../../core/uncertainty/variation.ts';
import { createVersionRanker, type IndexModel } from '../../core/uncertainty/version-ranker.ts';
import { nominalRanks } from './nominal-ranks.ts';
import type { RunControl } from './run-control.ts';
import { runTasks, threadCount } from './run-tasks.ts';
import { storeModel } from './stored-model.ts';
import type { VersionsResult, VersionsSetup, VersionsTask } from './versions-task.ts';

export interface SensitivityRun extends RunControl {
  readonly model: IndexModel;
  readonly assumptions: Assumptions;
  /** N: the analysis takes N (d + 2) runs for d assumptions. 500 or more for intervals worth reading. */
  readonly sampleSize: number;
  readonly seed: number;
  readonly resamples: number;
  readonly estimator: FirstOrderEstimator;
  /** Whether to say of each area, too, which assumption its rank hangs on. */
  readonly withAreas?: boolean | undefined;
}

export interface SensitivityResult {
  readonly indices: readonly (SobolIndex & { readonly assumption: AssumptionName })[];
  /** Mean absolute rank shift over all runs of A and B: what there is to explain. */
  readonly meanShift: number;
  readonly runCount: number;
  readonly leaveOneOut: readonly LeftOut[];
  /** By area, in the order of the rows; null unless asked for. */
  readonly areas: readonly AreaIndices[] | null;
}

export interface LeftOut {
  readonly indicator: string;
  /** How far areas move, on average, when this indicator alone is left out. */
  readonly meanShift: number;
}

const runsPerTask = 1_600_000;

/**
 * Sensitivity analysis of an index: which assumption moves the ranks most. Sobol' indices of the mean absolute rank
 * shift, and besides, one indicator left out at a time.
 *
 * @throws AppError invalid-request for fewer than two assumptions that vary (nothing to compare); as the engine.
 */
export async function runSensitivity(run: SensitivityRun): Promise<SensitivityResult> {
  const { model, assumptions, sampleSize, seed } = run;
  const names = variedAssumptions(assumptions);
  if (names.length < 2) {
    throw new AppError('invalid-request', 'A sensitivity analysis compares two or more assumptions.', {
      details: { field: 'assumptions', value: names.join(', '), reason: 'name at least two' },
    });
  }
  const nominal = nominalRanks(model);
  const perRow = names.length + 2;
  const runCount = sampleSize * perRow;
  // Whole rows of the design: the sums of areas are over them.
  const rowsPerTask = Math.max(1, Math.round(runsPerTask / nominal.rank.length / perRow));
  const batchSize = rowsPerTask * perRow;
  const tasks: VersionsTask[] = [];
  for (let from = 0; from < runCount; from += batchSize) {
    tasks.push({ kind: 'shifts', from, to: Math.min(from + batchSize, runCount) });
  }
  const shifts = new Float64Array(runCount);
  const withAreas = run.withAreas === true;
  const sums = new Float64Array(withAreas ? nominal.rank.length * sumsPerArea(names.length) : 0);
  let done = 0;
  await runTasks<VersionsSetup, VersionsTask, VersionsResult>({
    module: new URL('./versions-task.ts', import.meta.url),
    setup: {
      model: storeModel(model, assumptions),
      assumptions,
      seed,
      nominal: nominal.rank,
      sampleSize,
      withAreas,
    },
    tasks,
    threads: run.threads ?? (runCount * nominal.rank.length < 500_000 ? 0 : threadCount(tasks.length)),
    signal: run.signal,
    onResult: (values, index) => {
      const { from, to } = tasks[index] ?? { from: 0, to: 0 };
      shifts.set(values.subarray(0, to - from), from);
      addTo(sums, values.subarray(to - from));
      done += to - from;
      run.onProgress?.(done, runCount);
    },
  });
  const ofKind = (kind: number): Float64Array =>
    Float64Array.from({ length: sampleSize }, (_, row) => shifts[row * perRow + kind] ?? NaN);
  const outputs = { a: ofKind(0), b: ofKind(1), ab: names.map((_, input) => ofKind(2 + input)) };
  const indices = sobolIndices(outputs, { estimator: run.estimator, resamples: run.resamples, seed });
  const both = [...outputs.a, ...outputs.b];
  return {
    indices: names.flatMap((assumption, at) => {
      const index = indices[at];
      return index === undefined ? [] : [{ ...index, assumption }];
    }),
    meanShift: both.reduce((sum, shift) => sum + shift, 0) / both.length,
    runCount,
    leaveOneOut: leaveOneOut(model, nominal.rank),
    areas: withAreas ? Array.from(nominal.rank, (_, area) => areaIndices(sums, area, names.length)) : null,
  };
}

function addTo(sums: Float64Array, more: ArrayLike<number>): void {
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + (more[at] ?? 0);
}

/** How far the areas move when one indicator is left out, for each that can be, the largest move first. */
export function leaveOneOut(model: IndexModel, nominal: Float64Array): readonly LeftOut[] {
  const { leaves } = compileProfile(model.profile, (id) => model.directions[id] ?? null);
  if (leaves.length < 2) return [];
  const ranker = createVersionRanker(model, { leaveOut: { share: 1 } }, 0);
  return ranker.leavable
    .map((indicator, leaveOut) => {
      const { rank } = ranker.rank({ ...nominalVariation, leaveOut });
      return { indicator, meanShift: meanRankShift(rank, nominal) };
    })
    .sort((a, b) => b.meanShift - a.meanShift);
}
