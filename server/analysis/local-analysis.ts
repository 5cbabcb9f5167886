import { adjustPValues, type Adjustment } from '../../core/spatial/adjust-p-values.ts';
import { AppError } from '../../core/errors.ts';
import { areasWithoutNeighbours } from '../../core/spatial/neighbours.ts';
import { normalP, permutationP, type Alternative } from '../../core/spatial/significance.ts';
import { classesOf, type LocalClass } from './local-classes.ts';
import {
  prepareLocal,
  type LocalStatisticName,
  type PreparedLocal,
  type StatisticConventions,
} from './local-statistics.ts';
import { permuteAreas } from './permute-areas.ts';
import type { RunControl } from './run-control.ts';
import { weighted, type WeightedQuestion } from './weighted-areas.ts';

export interface LocalQuestion extends WeightedQuestion {
  readonly statistic: LocalStatisticName;
  /** The second value of the bivariate statistic. */
  readonly around: Float64Array | null;
  readonly conventions: StatisticConventions;
  readonly alternative: Alternative;
  /** 0 for none: then the p values are analytic. */
  readonly permutations: number;
  readonly seed: number;
  /** Areas whose p is no more than this at first get so many permutations; null for the same for all. */
  readonly screening: { readonly level: number; readonly permutations: number } | null;
  /** Which p is corrected and decides the class. */
  readonly decidedBy: 'permutation' | 'analytic';
  readonly adjustment: Adjustment;
  /** Significant at a corrected p of this or less. */
  readonly level: number;
}

/** By area, all of them: NaN, null and 'no-data' where an area has no value. */
export interface LocalAnalysis {
  readonly statistic: Float64Array;
  readonly expectation: Float64Array;
  readonly variance: Float64Array;
  readonly z: Float64Array;
  /** Mean of the neighbours' values (or their weighted sum, by the weights); of the second value where there is one. */
  readonly lag: Float64Array;
  readonly neighbourCounts: Int32Array;
  readonly analyticP: Float64Array;
  /** Number of permutations; 0 for areas without any. */
  readonly permutations: Uint32Array;
  readonly permutationP: Float64Array;
  /** Of the statistic over the permutations. */
  readonly permutedMean: Float64Array;
  readonly permutedDeviation: Float64Array;
  /** The p that decides; 1 for an area without neighbours, which is never significant. */
  readonly p: Float64Array;
  /** Corrected for the number of areas that have a value. */
  readonly q: Float64Array;
  readonly classes: readonly LocalClass[];
  readonly valued: number;
  readonly isolated: number;
  readonly links: number;
  /** Areas that got the many permutations. */
  readonly screened: number;
}

/**
 * A local statistic of every area that has a value: by formula, by conditional permutations in threads, corrected for
 * the number of areas, and classed.
 *
 * With screening, areas that look significant at first (by formula; local Geary by its first permutations) get fresh
 * permutations, many more, so that a p small enough to survive the correction can be told: with 999 the smallest
 * two-sided p is 0.002, and of 33,755 areas hardly any survive.
 *
 * @throws AppError as the statistics; invalid-request where an analytic p is asked of a statistic that has none.
 */
export async function localAnalysis(
  question: LocalQuestion,
  options: RunControl = {},
): Promise<LocalAnalysis> {
  const { values, weights, kept, isolated } = weighted(question, question.around ?? undefined);
  const around = question.around;
  const prepared = prepareLocal({
    ...question,
    values,
    around: around === null ? null : Float64Array.from(kept, (area) => around[area] ?? NaN),
    weights,
  });
  checkDecision(question, prepared);
  const islands = areasWithoutNeighbours(weights.neighbours);
  const analyticP = prepared.z.map((z) => normalP(z, question.alternative));
  const tested = await permuted(question, prepared, { analyticP, options });
  const p = (question.decidedBy === 'permutation' ? tested.p : analyticP).slice();
  // An area whose others all are equal has no spread: nothing is surprising there.
  p.forEach((value, area) => {
    if (Number.isNaN(value)) p[area] = 1;
  });
  for (const island of islands) p[island] = 1;
  const q = adjustPValues(p, question.adjustment);
  const classes = classesOf(question.statistic, {
    prepared,
    q,
    level: question.level,
    isIsland: new Set(islands),
    permutedMean: tested.mean,
  });
  const { starts } = weights.neighbours;
  const spread = spreader(kept, question.values.length);
  const counts = spread.integers(kept.map((_, area) => (starts[area + 1] ?? 0) - (starts[area] ?? 0)));
  return {
    statistic: spread.doubles(prepared.statistic),
    expectation: spread.doubles(prepared.expectation),
    variance: spread.doubles(prepared.variance),
    z: spread.doubles(prepared.z),
    lag: spread.doubles(prepared.lag),
    neighbourCounts: counts,
    analyticP: spread.doubles(analyticP),
    permutations: Uint32Array.from(spread.integers(Int32Array.from(tested.permutations))),
    permutationP: spread.doubles(tested.p),
    permutedMean: spread.doubles(tested.mean),
    permutedDeviation: spread.doubles(tested.deviation),
    p: spread.doubles(p),
    q: spread.doubles(q),
    classes: spread.classes(classes),
    valued: kept.length,
    isolated,
    links: weights.values.length,
    screened: tested.screened,
  };
}

function checkDecision(question: LocalQuestion, { hasMoments }: PreparedLocal): void {
  const { decidedBy, statistic, permutations } = question;
  if (decidedBy === 'analytic' && !hasMoments) {
    throw new AppError('invalid-request', `${statistic} has no analytic p: it needs permutations.`, {
      details: { field: 'permutations', value: permutations },
    });
  }
  if (decidedBy === 'permutation' && permutations < 1) {
    throw new AppError('invalid-request', 'Without permutations there is no p by permutations.', {
      details: { field: 'permutations', value: permutations },
    });
  }
}

interface Tested {
  readonly permutations: Uint32Array;
  readonly p: Float64Array;
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  readonly screened: number;
}

/** Permutations of all areas with neighbours, and more of them for candidates. */
async function permuted(
  question: LocalQuestion,
  prepared: PreparedLocal,
  { analyticP, options }: { readonly analyticP: Float64Array; readonly options: RunControl },
): Promise<Tested> {
  const count = prepared.statistic.length;
  const tested = {
    permutations: new Uint32Array(count),
    p: new Float64Array(count).fill(NaN),
    mean: new Float64Array(count).fill(NaN),
    deviation: new Float64Array(count).fill(NaN),
    screened: 0,
  };
  if (question.permutations === 0) return tested;
  const run = async (areas: Int32Array, permutations: number, round: number): Promise<void> => {
    const deal = { ...prepared.deal, permutations, seed: question.seed, round };
    const tallies = await permuteAreas(deal, areas, options);
    areas.forEach((area, at) => {
      // The statistic is the sum times a factor of the area, which may turn high into low.
      const factor = prepared.factor[area] ?? NaN;
      const [atLeast, atMost] = [tallies.atLeast[at] ?? 0, tallies.atMost[at] ?? 0];
      const tally =
        factor < 0
          ? { atLeast: atMost, atMost: atLeast }
          : factor > 0
            ? { atLeast, atMost }
            : allTied(permutations);
      tested.p[area] = permutationP({ ...tally, permutations }, question.alternative);
      tested.permutations[area] = permutations;
      tested.mean[area] = factor * (tallies.mean[at] ?? NaN);
      tested.deviation[area] = Math.abs(factor) * Math.sqrt(tallies.variance[at] ?? NaN);
    });
  };
  const linked = Int32Array.from(prepared.statistic.keys()).filter(
    (area) => !Number.isNaN(prepared.statistic[area]),
  );
  await run(linked, question.permutations, 0);
  const { screening } = question;
  if (screening === null) return tested;
  const first = prepared.hasMoments ? analyticP : tested.p;
  const candidates = linked.filter((area) => (first[area] ?? 1) <= screening.level);
  if (candidates.length > 0) await run(candidates, screening.permutations, 1);
  return { ...tested, screened: candidates.length };
}

/** A factor of zero makes every permutation a tie. */
function allTied(permutations: number): { readonly atLeast: number; readonly atMost: number } {
  return { atLeast: permutations, atMost: permutations };
}

/** Puts columns of the kept areas in their places among all. */
function spreader(kept: Int32Array, count: number) {
  return {
    doubles(column: Float64Array): Float64Array {
      const all = new Float64Array(count).fill(NaN);
      kept.forEach((area, at) => (all[area] = column[at] ?? NaN));
      return all;
    },
    integers(column: Int32Array): Int32Array {
      const all = new Int32Array(count);
      kept.forEach((area, at) => (all[area] = column[at] ?? 0));
      return all;
    },
    classes(column: readonly LocalClass[]): LocalClass[] {
      const all = Array.from({ length: count }, (): LocalClass => 'no-data');
      kept.forEach((area, at) => (all[area] = column[at] ?? 'no-data'));
      return all;
    },
  };
}
