import { minimise } from './minimise.ts';

export interface BoxCox {
  readonly values: Float64Array;
  readonly lambda: number;
}

/**
 * Box-Cox: (y^lambda - 1) / lambda, or ln y where lambda is 0, of y = x - min + 1.
 *
 * Without a lambda the one of greatest likelihood is taken, between -5 and 5: that under which the transformed values are
 * most like a normal sample. Missing values stay missing.
 *
 * Source: Box and Cox (1964), An analysis of transformations, Journal of the Royal Statistical Society B 26; COINr
 * `boxcox` (shift).
 * @example boxCox(Float64Array.of(0, 1, 3), 0).values // [0, ln 2, ln 4]
 */
export function boxCox(values: Float64Array, lambda?: number): BoxCox {
  let lowest = Infinity;
  for (const value of values) if (value < lowest) lowest = value;
  const shifted = values.map((value) => value - lowest + 1);
  const chosen = lambda ?? likeliestLambda(shifted);
  return { values: shifted.map((value) => transformed(value, chosen)), lambda: chosen };
}

function transformed(value: number, lambda: number): number {
  // (y^lambda - 1) / lambda loses its digits near 0; expm1 does not.
  return lambda === 0 ? Math.log(value) : Math.expm1(lambda * Math.log(value)) / lambda;
}

function likeliestLambda(shifted: Float64Array): number {
  const logs = shifted.filter((value) => !Number.isNaN(value)).map((value) => Math.log(value));
  const sumOfLogs = logs.reduce((sum, value) => sum + value, 0);
  /** Minus the log-likelihood, but for a constant. */
  const badness = (lambda: number): number => {
    if (Math.abs(lambda) > 5) return Infinity;
    const values = logs.map((log) => (lambda === 0 ? log : Math.expm1(lambda * log) / lambda));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return (values.length / 2) * Math.log(variance) - (lambda - 1) * sumOfLogs;
  };
  // The likelihood has one top, but a coarse look first keeps the search off its flat shoulders.
  const grid = Array.from({ length: 21 }, (_, at) => -5 + at / 2);
  const start = grid.reduce((best, lambda) => (badness(lambda) < badness(best) ? lambda : best), 1);
  return minimise(([lambda = 0]) => badness(lambda), [start], { reach: 0.25 }).at[0] ?? 1;
}
