import { setImmediate } from 'node:timers/promises';
import { oneGroup } from '../../../core/index/comparison-groups.ts';
import { rankInGroups } from '../../../core/index/ranks.ts';
import { createRandom, type RandomStream } from '../../../core/random.ts';
import type { RankTable } from '../../../core/uncertainty/rank-statistics.ts';
import { AppError } from '../../../core/errors.ts';
import type { RunControl } from '../../analysis/run-control.ts';

/** Which end of the rates is the worse one and has rank 1. */
export type WorseEnd = 'higher' | 'lower';

export interface RankDraws {
  readonly areaCount: number;
  readonly draws: number;
  readonly seed: number;
  readonly worse: WorseEnd;
  /** One plausible set of true rates. */
  readonly drawRates: (random: RandomStream) => Float64Array;
}

/** Of ranks kept at once: 2 GB. */
const mostRanks = 500_000_000;

/**
 * The ranks of areas in many plausible sets of true rates. Draw k has a random stream of its own: it is the same in a
 * run of 100 and of 10,000.
 *
 * @throws AppError too-large where the ranks would not fit into memory; the reason of the signal when it is aborted.
 */
export async function drawRanks(
  { areaCount, draws, seed, worse, drawRates }: RankDraws,
  { onProgress, signal }: Pick<RunControl, 'onProgress' | 'signal'>,
): Promise<RankTable> {
  if (areaCount * draws > mostRanks) {
    throw new AppError('too-large', `${draws} draws of ${areaCount} areas do not fit into memory.`, {
      details: { field: 'draws', value: draws, reason: `at most ${Math.floor(mostRanks / areaCount)}` },
    });
  }
  const ranks = new Float32Array(draws * areaCount);
  for (let draw = 0; draw < draws; draw += 1) {
    ranks.set(ranksOfRates(drawRates(createRandom(seed, draw)), worse), draw * areaCount);
    if (draw % 10 !== 9) continue;
    onProgress?.(draw + 1, draws);
    // Lets the abort signal through.
    await setImmediate();
    signal?.throwIfAborted();
  }
  return { drawCount: draws, areaCount, ranks };
}

/** Ranks of rates among all areas, 1 the worst; NaN where there is no rate. */
export function ranksOfRates(rates: Float64Array, worse: WorseEnd): Float64Array {
  const order = worse === 'higher' ? 'descending' : 'ascending';
  return rankInGroups(rates, oneGroup(rates.length), { order, ties: 'average' }).ranks;
}
