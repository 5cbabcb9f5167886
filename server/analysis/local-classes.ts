import { classifyClusters, isQuadrant, type ClusterClass } from '../../core/spatial/clusters.ts';
import type { LocalStatisticName, PreparedLocal } from './local-statistics.ts';

/** The classes of local Moran, of Gi and Gi*, and of local Geary. */
export type LocalClass =
  ClusterClass | 'hot-spot' | 'cold-spot' | 'alike-high' | 'alike-low' | 'alike-other' | 'unlike';

export interface ClassQuestion {
  readonly prepared: PreparedLocal;
  readonly q: Float64Array;
  readonly level: number;
  readonly isIsland: ReadonlySet<number>;
  /** Of the statistic; what local Geary is compared with. */
  readonly permutedMean: Float64Array;
}

/**
 * The class of each area. Gi*: hot-spot and cold-spot. Local Geary: alike where neighbours differ less than chance has
 * it (among high values, among low ones, or neither), unlike where more.
 */
export function classesOf(statistic: LocalStatisticName, question: ClassQuestion): LocalClass[] {
  const { prepared, q, level, isIsland, permutedMean } = question;
  const tested = q.map((value, area) => (isIsland.has(area) ? NaN : value));
  const classes = classifyClusters({
    deviation: prepared.deviation,
    lag: prepared.lagDeviation,
    p: tested,
    level,
  });
  switch (statistic) {
    case 'local-moran':
    case 'bivariate-local-moran':
      return classes;
    case 'local-g':
    case 'local-g-star':
      return classes.map((found, area) =>
        isQuadrant(found) ? ((prepared.lagDeviation[area] ?? NaN) > 0 ? 'hot-spot' : 'cold-spot') : found,
      );
    case 'local-geary':
      return classes.map((found, area) => {
        if (!isQuadrant(found)) return found;
        if ((prepared.statistic[area] ?? NaN) > (permutedMean[area] ?? NaN)) return 'unlike';
        return found === 'high-high' ? 'alike-high' : found === 'low-low' ? 'alike-low' : 'alike-other';
      });
  }
}
