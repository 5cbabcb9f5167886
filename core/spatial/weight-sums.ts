import { findLink } from './neighbours.ts';
import type { SpatialWeights } from './spatial-weights.ts';

/** What the variances of the global statistics need of the weights. */
export interface WeightSums {
  /** Sum of all weights. */
  readonly s0: number;
  /** Half the sum of (w_ij + w_ji)^2. */
  readonly s1: number;
  /** Sum of (row sum + column sum)^2. */
  readonly s2: number;
}

/** S0, S1 and S2 of Cliff and Ord (1981), Spatial processes, page 19. Self-links are left out by the callers. */
export function weightSums({ neighbours, values }: SpatialWeights): WeightSums {
  const { areaCount, starts, ids } = neighbours;
  const both = new Float64Array(areaCount);
  let s0 = 0;
  let s1 = 0;
  for (let area = 0; area < areaCount; area += 1) {
    for (let link = starts[area] ?? 0; link < (starts[area + 1] ?? 0); link += 1) {
      const weight = values[link] ?? 0;
      const other = ids[link] ?? 0;
      s0 += weight;
      both[area] = (both[area] ?? 0) + weight;
      both[other] = (both[other] ?? 0) + weight;
      const back = findLink(neighbours, other, area);
      // A pair linked both ways is met twice, half each; one linked one way is met once and counts whole.
      s1 += back >= 0 ? (weight + (values[back] ?? 0)) ** 2 / 2 : weight ** 2;
    }
  }
  return { s0, s1, s2: both.reduce((sum, total) => sum + total * total, 0) };
}
