import { geary } from '../../core/spatial/geary.ts';
import { getisOrd } from '../../core/spatial/getis-ord.ts';
import type { GlobalOptions, GlobalStatistic } from '../../core/spatial/global-statistic.ts';
import { moran } from '../../core/spatial/moran.ts';
import { permuteGlobally, type GlobalPermutations } from '../../core/spatial/permute-globally.ts';
import {
  normalTest,
  permutationP,
  type Alternative,
  type NormalTest,
} from '../../core/spatial/significance.ts';
import type { SpatialWeights } from '../../core/spatial/spatial-weights.ts';
import { weighted, type WeightedQuestion } from './weighted-areas.ts';

export const globalStatistics = ['moran', 'geary', 'getis-ord'] as const;
export type GlobalStatisticName = (typeof globalStatistics)[number];

export interface GlobalQuestion extends WeightedQuestion {
  readonly statistic: GlobalStatisticName;
  readonly alternative: Alternative;
  /** 0 for none. */
  readonly permutations: number;
  readonly seed: number;
  /** n of the formulas: all areas with a value, or those of them that have neighbours. */
  readonly counted: 'all' | 'linked';
}

export interface GlobalAnalysis {
  readonly statistic: number;
  readonly expectation: number;
  readonly randomisation: NormalTest & { readonly variance: number };
  readonly normality: (NormalTest & { readonly variance: number }) | null;
  readonly permuted: (GlobalPermutations & { readonly p: number }) | null;
  /** Areas that have a value. */
  readonly valued: number;
  /** n of the formulas. */
  readonly counted: number;
  readonly isolated: number;
  readonly links: number;
}

const methods: Readonly<
  Record<
    GlobalStatisticName,
    (values: Float64Array, weights: SpatialWeights, options: GlobalOptions) => GlobalStatistic
  >
> = { moran, geary, 'getis-ord': getisOrd };

/**
 * A global statistic of the areas that have a value, by formula and by permutations.
 *
 * @throws AppError as the statistic.
 */
export function globalAnalysis(question: GlobalQuestion): GlobalAnalysis {
  const { values, weights, kept, isolated } = weighted(question);
  const counted = question.counted === 'all' ? kept.length : kept.length - isolated;
  const found = methods[question.statistic](values, weights, { areaCount: counted });
  const { statistic, expectation, variance } = found;
  const test = (spread: number) => ({
    variance: spread,
    ...normalTest(statistic, { expectation, variance: spread }, question.alternative),
  });
  const permuted = question.permutations === 0 ? null : permuteGlobally(values, found.compute, question);
  return {
    statistic,
    expectation,
    randomisation: test(variance.randomisation),
    normality: variance.normality === null ? null : test(variance.normality),
    permuted: permuted === null ? null : { ...permuted, p: permutationP(permuted, question.alternative) },
    valued: kept.length,
    counted,
    isolated,
    links: weights.values.length,
  };
}
