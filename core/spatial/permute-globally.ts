import { createRandom } from '../random.ts';
import type { PermutationTally } from './significance.ts';

export interface GlobalPermutations extends PermutationTally {
  /** Mean and standard deviation (divisor P) of the statistic over the permutations. */
  readonly mean: number;
  readonly standardDeviation: number;
}

export interface PermutationPlan {
  readonly permutations: number;
  readonly seed: number;
}

/** Statistics closer than this part of the observed one count as ties: the same sum in another order. */
const tieTolerance = 1e-12;

/**
 * Deals the values out to the areas at random, many times, and counts how often the statistic reaches the observed one.
 * Every permutation has a random stream of its own (seed, number of the permutation), so that its deal does not depend
 * on the others.
 */
export function permuteGlobally(
  values: Float64Array,
  compute: (values: Float64Array) => number,
  { permutations, seed }: PermutationPlan,
): GlobalPermutations {
  const observed = compute(values);
  const slack = Math.abs(observed) * tieTolerance;
  let atLeast = 0;
  let atMost = 0;
  let sum = 0;
  let squares = 0;
  for (let permutation = 0; permutation < permutations; permutation += 1) {
    const statistic = compute(shuffled(values, seed, permutation));
    if (statistic >= observed - slack) atLeast += 1;
    if (statistic <= observed + slack) atMost += 1;
    // Around the observed value, so that no digits are lost where the spread is small beside it.
    sum += statistic - observed;
    squares += (statistic - observed) ** 2;
  }
  const shift = sum / permutations;
  return {
    atLeast,
    atMost,
    permutations,
    mean: observed + shift,
    standardDeviation: Math.sqrt(Math.max(0, squares / permutations - shift ** 2)),
  };
}

/** Fisher and Yates. */
function shuffled(values: Float64Array, seed: number, permutation: number): Float64Array {
  const random = createRandom(seed, permutation);
  const dealt = values.slice();
  for (let last = dealt.length - 1; last > 0; last -= 1) {
    const other = random.nextBelow(last + 1);
    const held = dealt[last] ?? 0;
    dealt[last] = dealt[other] ?? 0;
    dealt[other] = held;
  }
  return dealt;
}
