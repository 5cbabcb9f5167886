export interface Shape {
  /** Type 2 (Joanes and Gill 1998), as in Excel; NaN with fewer than three values or none that differ. */
  readonly skewness: number;
  /** Excess, type 2; NaN with fewer than four values or none that differ. */
  readonly kurtosis: number;
}

/**
 * Skewness and excess kurtosis of the present values:
 * G1 = sqrt(n (n - 1)) / (n - 2) * sqrt(n) S3 / S2^1.5 and G2 = ((n + 1)(n S4 / S2^2 - 3) + 6)(n - 1) / ((n - 2)(n - 3)),
 * with Sk = sum (x - mean)^k.
 *
 * Source: Joanes and Gill (1998), Comparing measures of sample skewness and kurtosis, The Statistician 47; COINr `skew`,
 * `kurt`.
 */
export function shapeOf(values: ArrayLike<number>): Shape {
  let n = 0;
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? NaN;
    if (Number.isNaN(value)) continue;
    n += 1;
    sum += value;
  }
  const mean = sum / n;
  let s2 = 0;
  let s3 = 0;
  let s4 = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? NaN;
    if (Number.isNaN(value)) continue;
    const off = value - mean;
    const square = off * off;
    s2 += square;
    s3 += square * off;
    s4 += square * square;
  }
  // Equal values whose mean is a last bit off are still equal.
  if (s2 <= n * (Number.EPSILON * mean) ** 2) return { skewness: NaN, kurtosis: NaN };
  const skewness = n < 3 ? NaN : ((Math.sqrt(n * (n - 1)) / (n - 2)) * Math.sqrt(n) * s3) / s2 ** 1.5;
  const kurtosis = n < 4 ? NaN : (((n + 1) * ((n * s4) / (s2 * s2) - 3) + 6) * (n - 1)) / ((n - 2) * (n - 3));
  return { skewness, kurtosis };
}

export interface OutlierTest {
  readonly skewness: number;
  readonly kurtosis: number;
}

/**
 * Whether a shape passes: absolute skewness below its threshold or kurtosis below its own. Failing takes both. Null where
 * it cannot be told.
 *
 * Source: OECD/JRC Handbook; COINr `check_SkewKurt`.
 */
export function passes(shape: Shape, test: OutlierTest): boolean | null {
  if (Number.isNaN(shape.skewness) || Number.isNaN(shape.kurtosis)) return null;
  return Math.abs(shape.skewness) < test.skewness || shape.kurtosis < test.kurtosis;
}
