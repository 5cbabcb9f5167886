import { lorenzCurve } from './lorenz.ts';
import { weightedValues } from './weighted-values.ts';

/**
 * The Gini coefficient: 0 where all have the same, towards 1 where one has everything. Twice the area between the Lorenz
 * curve and the diagonal: 1 - sum p_i (L_i + L_(i-1)), which without weights is 2 sum i x_(i) / (n sum x) - (n + 1) / n.
 *
 * @param corrected Times n / (n - 1), so that a sample of one rich row comes to 1: unweighted samples only.
 * @throws AppError as weightedValues; not-computable for a correction of a single value.
 * Source: R package ineq, `Gini`; specification of the atlas, section 12.
 * @example gini(Float64Array.of(1, 1, 1, 1)) // 0
 */
export function gini(values: Float64Array, weights?: Float64Array, corrected = false): number {
  const given = weightedValues(values, weights);
  const { people, total } = lorenzCurve(given);
  let below = 0;
  for (let at = 1; at < people.length; at += 1) {
    below += ((people[at] ?? 0) - (people[at - 1] ?? 0)) * ((total[at] ?? 0) + (total[at - 1] ?? 0));
  }
  const count = given.rows.length;
  return corrected ? ((1 - below) * count) / (count - 1) : 1 - below;
}
