import type { SpatialWeights } from './spatial-weights.ts';

/** The weighted sum of the neighbours' values of each area; 0 where it has no neighbours. */
export function spatialLag({ neighbours, values }: SpatialWeights, of: Float64Array): Float64Array {
  const { areaCount, starts, ids } = neighbours;
  const lag = new Float64Array(areaCount);
  for (let area = 0; area < areaCount; area += 1) {
    let sum = 0;
    for (let link = starts[area] ?? 0; link < (starts[area + 1] ?? 0); link += 1) {
      sum += (values[link] ?? 0) * (of[ids[link] ?? 0] ?? NaN);
    }
    lag[area] = sum;
  }
  return lag;
}
