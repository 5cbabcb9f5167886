import { AppError } from '../../core/errors.ts';
import { areasWithoutNeighbours, neighboursAmong, type Neighbours } from '../../core/spatial/neighbours.ts';
import { spatialWeights, type SpatialWeights, type WeightStyle } from '../../core/spatial/spatial-weights.ts';

/** Values in their places. */
export interface WeightedQuestion {
  /** One per area; NaN where there is none. */
  readonly values: Float64Array;
  readonly neighbours: Neighbours;
  /** A weight for each link; 1 each where null. */
  readonly linkWeights: Float64Array | null;
  readonly style: WeightStyle;
}

export interface WeightedAreas {
  /** The areas that have a value, ascending. */
  readonly kept: Int32Array;
  /** Values of the kept areas. */
  readonly values: Float64Array;
  /** Neighbours among the kept areas, and weights worked out from these alone. */
  readonly weights: SpatialWeights;
  /** How many kept areas have no neighbour among the kept. */
  readonly isolated: number;
}

/**
 * Takes the areas without a value out of the neighbour lists and works out the weights of the rest.
 *
 * @param alsoNeeded A second value; areas without it are taken out too.
 * @throws AppError not-computable where fewer than four areas are left, or none with a neighbour.
 */
export function weighted(question: WeightedQuestion, alsoNeeded?: Float64Array): WeightedAreas {
  const { values, neighbours, linkWeights, style } = question;
  const kept = Int32Array.from(values.keys()).filter(
    (area) =>
      Number.isFinite(values[area]) && (alsoNeeded === undefined || Number.isFinite(alsoNeeded[area])),
  );
  if (kept.length < 4) {
    throw new AppError(
      'not-computable',
      `Only ${kept.length} of ${values.length} areas have a value; spatial statistics need at least four.`,
      { details: { areas: kept.length } },
    );
  }
  const among = neighboursAmong(neighbours, kept);
  const given =
    linkWeights === null ? undefined : Float64Array.from(among.links, (link) => linkWeights[link] ?? 0);
  return {
    kept,
    values: Float64Array.from(kept, (area) => values[area] ?? NaN),
    weights: spatialWeights(among.neighbours, style, given),
    isolated: areasWithoutNeighbours(among.neighbours).length,
  };
}
