import type { clusterClasses } from '../contract/clusters.ts';

/** What an area is to its neighbourhood; see the contract. */
export type ClusterClass = (typeof clusterClasses)[number];

type Quadrant = 'high-high' | 'low-low' | 'high-low' | 'low-high';

/** Is it in a cluster, or an outlier: significant, and so in one of the four quadrants of own value and neighbours? */
export function isQuadrant(kind: string | undefined): kind is Quadrant {
  return kind === 'high-high' || kind === 'low-low' || kind === 'high-low' || kind === 'low-high';
}

export interface ClusterQuestion {
  /** Own value less the mean. */
  readonly deviation: Float64Array;
  /** Weighted sum of the neighbours' deviations (of the second value, in the bivariate case). */
  readonly lag: Float64Array;
  /** p of the local statistic, corrected for many tests where wanted; NaN for an area without neighbours. */
  readonly p: Float64Array;
  /** Significant at p <= level. */
  readonly level: number;
}

/**
 * The class of each area by the signs of its own deviation and of its neighbours'. A deviation of exactly zero is low,
 * as in spdep; its p is 1 anyway.
 *
 * Missing: NaN in `deviation` is no-data, NaN in `p` no-neighbours: never a silent "not significant".
 */
export function classifyClusters({ deviation, lag, p, level }: ClusterQuestion): ClusterClass[] {
  return Array.from(deviation, (own, area): ClusterClass => {
    const probability = p[area] ?? NaN;
    if (Number.isNaN(own)) return 'no-data';
    if (Number.isNaN(probability)) return 'no-neighbours';
    if (probability > level) return 'not-significant';
    const isAmongHigh = (lag[area] ?? NaN) > 0;
    if (own > 0) return isAmongHigh ? 'high-high' : 'high-low';
    return isAmongHigh ? 'low-high' : 'low-low';
  });
}
