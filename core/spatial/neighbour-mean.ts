import type { Neighbours } from './neighbours.ts';

/** The mean of the values that an area's neighbours have; NaN where none of them has one. */
export function neighbourMean({ areaCount, starts, ids }: Neighbours, of: Float64Array): Float64Array {
  return Float64Array.from({ length: areaCount }, (_, area) => {
    let sum = 0;
    let count = 0;
    for (let link = starts[area] ?? 0; link < (starts[area + 1] ?? 0); link += 1) {
      const value = of[ids[link] ?? -1] ?? NaN;
      if (Number.isNaN(value)) continue;
      sum += value;
      count += 1;
    }
    return sum / count;
  });
}
