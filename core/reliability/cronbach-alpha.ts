import { completePairs, covarianceOfPairs } from './pairs.ts';

export interface CronbachAlpha {
  /** NaN for fewer than two columns, or where nothing varies. */
  readonly alpha: number;
  /** Alpha of the others without each column in turn; NaN where fewer than two would be left. */
  readonly withoutEach: Float64Array;
}

/**
 * Cronbach's alpha of the children of a component: how far they measure one thing. It is k² times the mean covariance
 * between columns over the sum of all covariances. Below 0.6 is weak, above 0.7 good; it can be negative where columns
 * pull against each other, which is a finding and not an error. An index of causes (formative) need not have a high one.
 *
 * Shape: directed columns of one scale (normalised), one row per area. Missing: each covariance is over the rows in which
 * both columns are present, so the matrix need not be that of any one set of areas.
 *
 * Source: L. J. Cronbach (1951), Psychometrika 16; OECD/JRC Handbook (2008), section 4; COINr `get_cronbach`.
 * @example cronbachAlpha([Float64Array.of(1, 2, 3), Float64Array.of(2, 4, 6)]).alpha // 0.888...
 */
export function cronbachAlpha(columns: readonly Float64Array[]): CronbachAlpha {
  const covariances = columns.map((first) =>
    columns.map((second) => covarianceOfPairs(completePairs(first, second))),
  );
  const everyone = columns.map((_, at) => at);
  return {
    alpha: alphaOf(covariances, everyone),
    withoutEach: Float64Array.from(everyone, (left) =>
      alphaOf(
        covariances,
        everyone.filter((at) => at !== left),
      ),
    ),
  };
}

function alphaOf(covariances: readonly (readonly number[])[], chosen: readonly number[]): number {
  const count = chosen.length;
  if (count < 2) return NaN;
  let total = 0;
  let between = 0;
  for (const row of chosen) {
    for (const column of chosen) {
      const covariance = covariances[row]?.[column] ?? NaN;
      total += covariance;
      if (row !== column) between += covariance;
    }
  }
  return total === 0 ? NaN : (count * count * (between / (count * (count - 1)))) / total;
}
