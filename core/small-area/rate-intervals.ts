import { betaQuantile } from '../distributions/incomplete-beta.ts';
import { gammaQuantile } from '../distributions/incomplete-gamma.ts';
import { normalQuantile } from '../distributions/normal.ts';

/** Both ends of an interval, in the unit of the function that made it. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

const undefinedInterval: Interval = { lower: NaN, upper: NaN };

/**
 * Byar's approximate interval for a Poisson count, as the UK's public health statistics use it. Divide by the
 * population for a rate. Good from five events; use `exactPoissonInterval` below.
 *
 * @param confidence 0-1, such as 0.95. Missing: NaN ends for a negative or missing count.
 * Source: Breslow and Day (1987), Statistical methods in cancer research II; Public Health England technical guide.
 * @example byarInterval(10, 0.95) // { lower: 4.787..., upper: 18.39... }
 */
export function byarInterval(count: number, confidence: number): Interval {
  if (!(count >= 0)) return undefinedInterval;
  const z = normalQuantile((1 + confidence) / 2);
  const next = count + 1;
  return {
    lower: count === 0 ? 0 : count * (1 - 1 / (9 * count) - z / (3 * Math.sqrt(count))) ** 3,
    upper: next * (1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))) ** 3,
  };
}

/**
 * The exact (Garwood) interval for a Poisson count, from the gamma distribution: never shorter than it claims.
 *
 * Source: F. Garwood (1936), Biometrika 28; R's poisson.test.
 */
export function exactPoissonInterval(count: number, confidence: number): Interval {
  if (!(count >= 0)) return undefinedInterval;
  const tail = (1 - confidence) / 2;
  return {
    lower: count === 0 ? 0 : gammaQuantile(count, tail),
    upper: gammaQuantile(count + 1, 1 - tail),
  };
}

/**
 * Wilson's score interval for a share, from events among people: keeps inside 0 to 1 and covers well even for few.
 *
 * Missing: NaN ends without people, or with more events than people. Units: shares (0-1).
 * Source: E. B. Wilson (1927), JASA 22; Newcombe (1998), method 3.
 * @example wilsonInterval(81, 263, 0.95) // { lower: 0.2553, upper: 0.3662 } (Newcombe 1998, table I)
 */
export function wilsonInterval(events: number, people: number, confidence: number): Interval {
  if (!(people > 0 && events >= 0 && events <= people)) return undefinedInterval;
  const z = normalQuantile((1 + confidence) / 2);
  const share = events / people;
  const middle = share + (z * z) / (2 * people);
  const half = z * Math.sqrt((share * (1 - share)) / people + (z * z) / (4 * people * people));
  const scale = 1 + (z * z) / people;
  return {
    lower: events === 0 ? 0 : (middle - half) / scale,
    upper: events === people ? 1 : (middle + half) / scale,
  };
}

/**
 * Jeffreys' interval for a share: quantiles of beta(r + .5, n - r + .5), the law that simulated rates are drawn from.
 *
 * Missing and units: as Wilson's. No events give a lower end of 0, nothing but events an upper end of 1.
 * Source: Brown, Cai and DasGupta (2001), Interval estimation for a binomial proportion, Statistical Science 16.
 */
export function jeffreysInterval(events: number, people: number, confidence: number): Interval {
  if (!(people > 0 && events >= 0 && events <= people)) return undefinedInterval;
  const tail = (1 - confidence) / 2;
  const a = events + 0.5;
  const b = people - events + 0.5;
  return {
    lower: events === 0 ? 0 : betaQuantile(tail, a, b),
    upper: events === people ? 1 : betaQuantile(1 - tail, a, b),
  };
}
