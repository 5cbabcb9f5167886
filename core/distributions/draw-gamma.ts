import type { RandomStream } from '../random.ts';

/**
 * A draw from the gamma distribution of this shape (above 0) and scale one.
 *
 * Source: G. Marsaglia and W. W. Tsang (2000), A simple method for generating gamma variables, ACM Trans. Math. Softw. 26.
 */
export function drawGamma(random: RandomStream, shape: number): number {
  if (shape < 1) return drawGamma(random, shape + 1) * random.nextUniform() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = random.nextNormal();
    const v = (1 + c * normal) ** 3;
    if (v <= 0) continue;
    if (Math.log(random.nextUniform()) < 0.5 * normal * normal + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A draw from the beta distribution: a share between 0 and 1. */
export function drawBeta(random: RandomStream, a: number, b: number): number {
  const first = drawGamma(random, a);
  return first / (first + drawGamma(random, b));
}
