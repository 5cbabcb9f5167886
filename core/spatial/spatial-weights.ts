import { AppError } from '../errors.ts';
import type { Neighbours } from './neighbours.ts';

/**
 * How the weights of links are scaled, by the letters of spdep: B binary, as given; W row-standardised, each area's
 * weights add up to 1; C globally standardised, all weights add up to n; U they add up to 1; S variance-stabilising,
 * between B (which favours areas with many neighbours) and W (which favours those with few).
 */
export type WeightStyle = 'B' | 'W' | 'C' | 'U' | 'S';

/** A weight for each link of the neighbours, in the order of `neighbours.ids`. */
export interface SpatialWeights {
  readonly neighbours: Neighbours;
  readonly values: Float64Array;
}

/**
 * Spatial weights from neighbours.
 *
 * Shape: `given` has one weight per link (inverse distances, say); 1 each unless given. n, in C and S, counts the areas
 * that have neighbours.
 *
 * @throws AppError invalid-request where a given weight is negative or not a number; not-computable where no area has
 *   a neighbour.
 * Source: Tiefelsdorf, Griffith and Boots 1999 (S); spdep `nb2listw`.
 */
export function spatialWeights(
  neighbours: Neighbours,
  style: WeightStyle,
  given: Float64Array = new Float64Array(neighbours.ids.length).fill(1),
): SpatialWeights {
  const wrong = given.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (wrong >= 0) {
    throw new AppError('invalid-request', `A weight must be 0 or more, not ${given[wrong] ?? NaN}.`, {
      details: { field: 'weights', value: given[wrong] },
    });
  }
  if (neighbours.ids.length === 0) {
    throw new AppError('not-computable', 'No area has a neighbour, so there are no spatial weights.', {
      details: { areas: neighbours.areaCount },
    });
  }
  switch (style) {
    case 'B':
      return { neighbours, values: given };
    case 'W':
      return { neighbours, values: byRow(neighbours, given, rowSum) };
    case 'S':
      return { neighbours, values: scaledTo(linkedCount(neighbours), byRow(neighbours, given, rowLength)) };
    case 'C':
      return { neighbours, values: scaledTo(linkedCount(neighbours), given) };
    case 'U':
      return { neighbours, values: scaledTo(1, given) };
  }
}

function rowSum(row: Float64Array): number {
  return row.reduce((sum, weight) => sum + weight, 0);
}

function rowLength(row: Float64Array): number {
  return Math.sqrt(row.reduce((sum, weight) => sum + weight * weight, 0));
}

function byRow(
  { areaCount, starts }: Neighbours,
  given: Float64Array,
  size: (row: Float64Array) => number,
): Float64Array {
  const values = new Float64Array(given.length);
  for (let area = 0; area < areaCount; area += 1) {
    const from = starts[area] ?? 0;
    const row = given.subarray(from, starts[area + 1] ?? 0);
    const divisor = size(row);
    if (divisor > 0) row.forEach((weight, at) => (values[from + at] = weight / divisor));
  }
  return values;
}

function scaledTo(total: number, weights: Float64Array): Float64Array {
  const factor = total / weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight * factor);
}

function linkedCount({ areaCount, starts }: Neighbours): number {
  let count = 0;
  for (let area = 0; area < areaCount; area += 1) if (starts[area] !== starts[area + 1]) count += 1;
  return count;
}
