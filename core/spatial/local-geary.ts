import { deviations } from './deviations.ts';
import { checkValues } from './global-statistic.ts';
import type { SpatialWeights } from './spatial-weights.ts';

/**
 * Local Geary's c: the weighted sum of squared differences from the neighbours, over the variance (divisor n - 1, as
 * Anselin and esda have it). Small where an area is like its neighbours, large where it is not. No moments in closed
 * form: its p comes from permutations.
 *
 * Missing: NaN for an area without neighbours.
 *
 * @throws AppError as checkValues.
 * Source: Anselin 2019, Geographical Analysis 51, equation 6.
 */
export function localGeary(values: Float64Array, weights: SpatialWeights): Float64Array {
  checkValues(values, weights);
  const { starts, ids } = weights.neighbours;
  const { m2 } = deviations(values);
  const variance = (m2 * values.length) / (values.length - 1);
  return values.map((own, area) => {
    const from = starts[area] ?? 0;
    const to = starts[area + 1] ?? 0;
    if (from === to) return NaN;
    let differences = 0;
    for (let link = from; link < to; link += 1) {
      differences += (weights.values[link] ?? 0) * (own - (values[ids[link] ?? 0] ?? NaN)) ** 2;
    }
    return differences / variance;
  });
}
