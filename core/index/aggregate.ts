import type { Aggregation } from '../contract/aggregation.ts';
import { arithmeticMean, type AggregationInput } from './arithmetic-mean.ts';
import { benefitOfTheDoubt, type SolveLinearProgramme } from './benefit-of-the-doubt.ts';
import type { ComparisonGroups } from './comparison-groups.ts';
import { copeland } from './copeland.ts';
import { extremeOf, meanMin } from './extremes.ts';
import { geometricMean } from './geometric-mean.ts';
import { harmonicMean } from './harmonic-mean.ts';
import { mazziottaPareto } from './mazziotta-pareto.ts';
import { powerMean } from './power-mean.ts';
import { weightedSumOf } from './weighted-sum.ts';
import { wroclawDistance } from './wroclaw.ts';

export interface AggregationContext {
  readonly groups: ComparisonGroups;
  /** What a weighted mean is multiplied by: see CompiledNode. */
  readonly total: number;
  /** Needed by benefit of the doubt only; null where there is none, as in the browser. */
  readonly solve: SolveLinearProgramme | null;
}

/** Puts the children of a node together by the method named. */
export function aggregateColumns(
  aggregation: Aggregation,
  input: AggregationInput,
  { groups, total, solve }: AggregationContext,
): Float64Array {
  switch (aggregation.method) {
    case 'arithmetic':
      return arithmeticMean(input, total);
    case 'geometric':
      return geometricMean(input);
    case 'harmonic':
      return harmonicMean(input);
    case 'power':
      return powerMean(input, aggregation.exponent);
    case 'sum':
      return weightedSumOf(input);
    case 'minimum':
    case 'maximum':
      return extremeOf(input, aggregation.method);
    case 'mean-min':
      return meanMin(input, aggregation);
    case 'mazziotta-pareto':
      return mazziottaPareto(input, aggregation.penalty);
    case 'wroclaw':
      return wroclawDistance(input, groups);
    case 'copeland':
      return copeland(input, groups);
    case 'benefit-of-the-doubt':
      return benefitOfTheDoubt(input, groups, aggregation, solve);
  }
}
