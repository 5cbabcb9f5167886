import { createRandom } from '../../core/random.ts';

/** Points of a plane, as two columns. */
export interface GridPoints {
  readonly eastings: Float64Array;
  readonly northings: Float64Array;
}

export function gridPoints(points: readonly (readonly [number, number])[]): GridPoints {
  return {
    eastings: Float64Array.from(points, ([easting]) => easting),
    northings: Float64Array.from(points, ([, northing]) => northing),
  };
}

/**
 * Hamlets of fifty premises, spread about 150 m around their middles, and one premises in ten somewhere alone: the same
 * in every run, to the centimetre, as OS Open UPRN gives positions.
 */
export function scatteredHamlets(count: number, sideMetres: number, seed = 1): GridPoints {
  const random = createRandom(seed);
  const eastings = new Float64Array(count);
  const northings = new Float64Array(count);
  const anywhere = (): number => 300_000 + random.nextUniform() * sideMetres;
  const centimetre = (value: number): number => Math.round(value * 100) / 100;
  let middle: readonly [number, number] = [0, 0];
  for (let at = 0; at < count; at += 1) {
    if (at % 50 === 0) middle = [anywhere(), anywhere()];
    const [easting, northing] =
      at % 10 === 0
        ? [anywhere(), anywhere()]
        : [middle[0] + 150 * random.nextNormal(), middle[1] + 150 * random.nextNormal()];
    eastings[at] = centimetre(easting);
    northings[at] = centimetre(northing);
  }
  return { eastings, northings };
}
