import { aggregateRows } from './aggregate-rows.ts';
import type { AggregationInput } from './arithmetic-mean.ts';
import type { ComparisonGroups } from './comparison-groups.ts';
import { groupRange } from './group-scaling.ts';
import { zScoreScaling } from './z-score.ts';

/**
 * Wroclaw taxonomic method: the Euclidean distance of an area from the safest point of its group (the lowest value of
 * every child), divided by the group's mean distance plus two standard deviations. 0 is the safest point itself.
 *
 * The children must stand on one scale. Weights count in the distance. Missing: as in the arithmetic mean; the distance
 * is over what is present.
 *
 * Source: Hellwig (1968); Florek et al. (1952); Compind `ci_wroclaw`, which measures from the best unit likewise.
 */
export function wroclawDistance(input: AggregationInput, groups: ComparisonGroups): Float64Array {
  const ranges = input.children.map((child) => groupRange(child, groups).lowest);
  const squares = input.children.map((child, at) =>
    child.map((value, row) => (value - (ranges[at]?.[groups.ids[row] ?? -1] ?? NaN)) ** 2),
  );
  const distances = aggregateRows(
    { ...input, children: squares },
    ({ values, weights, count, weightSum }) => {
      let sum = 0;
      for (let at = 0; at < count; at += 1) sum += (weights[at] ?? 0) * (values[at] ?? 0);
      return Math.sqrt(sum / weightSum);
    },
  );
  const { origin, span } = zScoreScaling(distances, groups, { mean: 0, standardDeviation: 1 });
  return distances.map((distance, row) => {
    const group = groups.ids[row] ?? -1;
    return distance / ((origin[group] ?? NaN) + 2 * (span[group] ?? NaN));
  });
}
