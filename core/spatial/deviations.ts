import { mean } from '../index/mean.ts';

/** Values around their mean, and their second and fourth moments with divisor n. */
export interface Deviations {
  readonly z: Float64Array;
  readonly m2: number;
  readonly m4: number;
}

/** Missing: there must be no NaN. */
export function deviations(values: Float64Array): Deviations {
  const centre = mean(values);
  const z = values.map((value) => value - centre);
  let squares = 0;
  let fourths = 0;
  for (const value of z) {
    squares += value ** 2;
    fourths += value ** 4;
  }
  return { z, m2: squares / z.length, m4: fourths / z.length };
}
