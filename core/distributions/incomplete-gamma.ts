import { awayFromZero, tiny } from './away-from-zero.ts';
import { logGamma } from './log-gamma.ts';
import { invertIncreasing } from './invert-increasing.ts';

const epsilon = 1e-16;
const mostTerms = 10_000;

/**
 * The regularised lower incomplete gamma function P(shape, x): the distribution function of a gamma variable of scale
 * one. `gammaLower(r, m)` is the probability that a Poisson variable of mean m is r or more.
 *
 * Source: Press et al., Numerical Recipes (3rd ed.), section 6.2: series below shape + 1, continued fraction above.
 */
export function gammaLower(shape: number, x: number): number {
  if (x <= 0) return 0;
  if (x === Infinity) return 1;
  return x < shape + 1 ? series(shape, x) : 1 - fraction(shape, x);
}

/** 1 - gammaLower, without the loss of digits in the far tail. */
export function gammaUpper(shape: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  return x < shape + 1 ? 1 - series(shape, x) : fraction(shape, x);
}

/** The value below which a gamma variable of scale one lies with this probability (0-1). */
export function gammaQuantile(shape: number, probability: number): number {
  if (probability <= 0) return 0;
  if (probability >= 1) return Infinity;
  return invertIncreasing((x) => gammaLower(shape, x), probability, { low: 0, high: shape + 1 });
}

/** The probability (0-1) that a chi-square variable with these degrees of freedom is as large as this or larger. */
export function chiSquareUpper(chiSquare: number, degreesOfFreedom: number): number {
  return gammaUpper(degreesOfFreedom / 2, chiSquare / 2);
}

function leading(shape: number, x: number): number {
  return Math.exp(-x + shape * Math.log(x) - logGamma(shape));
}

function series(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; n < mostTerms && Math.abs(term) > Math.abs(sum) * epsilon; n += 1) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum * leading(shape, x);
}

/** Lentz's method for the continued fraction. */
function fraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < mostTerms; i += 1) {
    const an = -i * (i - shape);
    b += 2;
    d = 1 / awayFromZero(an * d + b);
    c = awayFromZero(b + an / c);
    const change = d * c;
    h *= change;
    if (Math.abs(change - 1) < epsilon * 10) break;
  }
  return leading(shape, x) * h;
}
