import { AppError } from '../errors.ts';
import { aggregateRows, rowMoments } from './aggregate-rows.ts';
import type { AggregationInput } from './arithmetic-mean.ts';

/**
 * Mazziotta-Pareto index: M + S cv or M - S cv, with M the mean of the children, S their standard deviation (divisor
 * the number of children) and cv = S / M; the same as M (1 +/- cv^2).
 *
 * Penalises areas whose dimensions are out of balance. An index of risk adds the penalty, one of well-being subtracts
 * it. Its children stand on a scale around 100: z-scores with mean 100 and standard deviation 10 (MPI), or goalposts
 * from 70 to 130 (adjusted MPI, comparable over time). Weights are not part of the original; with weights M and S are
 * weighted. Missing: as in the arithmetic mean.
 *
 * @throws AppError not-computable where the mean is not above zero, as cv means nothing there.
 * Source: Mazziotta and Pareto (2016), On a generalized non-compensatory composite index for measuring
 * socio-economic phenomena, Social Indicators Research 127.
 */
export function mazziottaPareto(input: AggregationInput, penalty: 'add' | 'subtract'): Float64Array {
  const sign = penalty === 'add' ? 1 : -1;
  return aggregateRows(input, (present, row) => {
    const { mean, variance } = rowMoments(present);
    if (mean <= 0) throw notAboveZero(mean, row);
    return mean + (sign * variance) / mean;
  });
}

function notAboveZero(mean: number, row: number): AppError {
  const reason = 'normalise with z-score (mean 100, standardDeviation 10) or goalposts from 70 to 130';
  return new AppError(
    'not-computable',
    `A Mazziotta-Pareto index needs means above zero, but one is ${mean}.`,
    {
      details: { value: mean, row, reason },
    },
  );
}
