import type { Assumptions } from '../../core/contract/assumptions.ts';
import {
  rankStatistics,
  type RankStatistics,
  type RankTable,
} from '../../core/uncertainty/rank-statistics.ts';
import type { IndexModel } from '../../core/uncertainty/version-ranker.ts';
import { contentKey, openCheckpoint } from './draw-checkpoint.ts';
import { nominalRanks, type NominalRanks } from './nominal-ranks.ts';
import type { RunControl } from './run-control.ts';
import { runTasks, threadCount } from './run-tasks.ts';
import { storeModel } from './stored-model.ts';
import type { VersionsResult, VersionsSetup, VersionsTask } from './versions-task.ts';

export interface UncertaintyRun extends RunControl {
  readonly model: IndexModel;
  readonly assumptions: Assumptions;
  readonly draws: number;
  readonly seed: number;
  /** A folder in which finished draws are kept until the run is done. */
  readonly checkpointFolder?: string | undefined;
}

export interface UncertaintyResult {
  readonly nominal: NominalRanks;
  readonly statistics: RankStatistics;
  /** The rank of every area in every draw. */
  readonly ranks: RankTable;
  /** How many draws were taken over from a checkpoint. */
  readonly resumedDraws: number;
}

/** About this many values are ranked in a task: a quarter to half a second, and 6 MB to hand over. */
const ranksPerTask = 1_600_000;

/**
 * Monte Carlo analysis of an index: ranks every area in many plausible versions and says how far its rank can be
 * trusted.
 *
 * The result depends on the profile, the data, the assumptions and the seed only, not on threads, batches or
 * interruptions. Memory: 4 bytes a rank (1,000 draws of 33,755 areas: 135 MB), and up to 0.3 GB a thread.
 *
 * @throws AppError as the engine; the reason of the signal when it is aborted.
 */
export async function runUncertainty(run: UncertaintyRun): Promise<UncertaintyResult> {
  const { model, assumptions, draws, seed } = run;
  const nominal = nominalRanks(model);
  const areaCount = nominal.rank.length;
  const batchSize = Math.max(1, Math.round(ranksPerTask / areaCount));
  const stored = storeModel(model, assumptions);
  const checkpoint =
    run.checkpointFolder === undefined
      ? null
      : await openCheckpoint(run.checkpointFolder, contentKey(stored, assumptions, seed), batchSize);
  const ranks = new Float32Array(draws * areaCount);
  const state = { done: 0, resumed: 0 };
  const writes: Promise<void>[] = [];
  const take = (batch: number, values: VersionsResult): void => {
    const from = batch * batchSize;
    ranks.set(values.subarray(0, ranks.length - from * areaCount), from * areaCount);
    state.done += Math.min(batchSize, draws - from);
    run.onProgress?.(state.done, draws);
  };
  const tasks: VersionsTask[] = [];
  for (let from = 0; from < draws; from += batchSize) {
    const batch = from / batchSize;
    const kept = checkpoint?.kept.get(batch);
    const isWhole = kept !== undefined && kept.length >= Math.min(batchSize, draws - from) * areaCount;
    if (isWhole) {
      take(batch, kept);
      state.resumed = state.done;
    } else tasks.push({ kind: 'ranks', from, to: Math.min(from + batchSize, draws) });
  }
  let isFinished = false;
  try {
    await runTasks<VersionsSetup, VersionsTask, VersionsResult>({
      module: new URL('./versions-task.ts', import.meta.url),
      setup: { model: stored, assumptions, seed, nominal: nominal.rank, sampleSize: 0, withAreas: false },
      tasks,
      threads: run.threads ?? (draws * areaCount < 500_000 ? 0 : threadCount(tasks.length)),
      signal: run.signal,
      onResult: (values, index) => {
        const batch = (tasks[index]?.from ?? 0) / batchSize;
        take(batch, values);
        if (checkpoint !== null && values instanceof Float32Array) writes.push(checkpoint.add(batch, values));
      },
    });
    isFinished = true;
  } finally {
    await Promise.all(writes);
    await checkpoint?.close(isFinished);
  }
  const table = { drawCount: draws, areaCount, ranks };
  const statistics = rankStatistics(table, nominal.rank, nominal.rankedAmong);
  return { nominal, statistics, ranks: table, resumedDraws: state.resumed };
}
