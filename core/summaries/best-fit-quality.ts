import type { ParentList } from './parent-list.ts';

/**
 * The smallest pieces of which people are counted (output areas, postcodes): in which small area each lies, in which
 * larger area it really lies, and how many live there. Positions; -1 for none.
 */
export interface PopulationPieces {
  readonly population: Float64Array;
  readonly smallAreaOf: Int32Array;
  readonly parentOf: Int32Array;
}

export interface BestFitQuality {
  /** By parent: share (0-1) of the people who really live there that the small areas given to it hold. */
  readonly covered: Float64Array;
  /** By parent: share (0-1) of the people in the small areas given to it who really live there. */
  readonly own: Float64Array;
}

/**
 * Below this either share is called out: of five people whose figures stand for the larger area one lives elsewhere, or
 * one of its own five is not counted. A choice of ours; the policy of the ONS names no limit.
 */
export const poorFit = 0.8;

/**
 * How well whole small areas stand in for a larger one whose border cuts through some of them, as when a ward is built
 * from the LSOAs whose centre lies in it. Both shares are 1 where the border follows theirs; a summary of a ward with
 * low shares is that of its neighbours too, and should say so.
 *
 * Shape: `bestFit` gives each small area's parent. Missing: NaN where nobody lives in the parent, or nothing was given
 * to it. Pieces of unknown population are left out.
 *
 * Source: ONS, Building from output areas: best-fitting policy (2011).
 */
export function bestFitQuality(pieces: PopulationPieces, bestFit: ParentList): BestFitQuality {
  const living = new Float64Array(bestFit.count);
  const given = new Float64Array(bestFit.count);
  const both = new Float64Array(bestFit.count);
  const add = (sums: Float64Array, at: number, people: number): void => {
    if (at >= 0) sums[at] = (sums[at] ?? 0) + people;
  };
  pieces.population.forEach((people, piece) => {
    if (!(people >= 0)) return;
    const real = pieces.parentOf[piece] ?? -1;
    const fitted = bestFit.parentOf[pieces.smallAreaOf[piece] ?? -1] ?? -1;
    add(living, real, people);
    add(given, fitted, people);
    if (real === fitted) add(both, real, people);
  });
  return {
    covered: both.map((people, parent) => people / (living[parent] ?? 0)),
    own: both.map((people, parent) => people / (given[parent] ?? 0)),
  };
}
