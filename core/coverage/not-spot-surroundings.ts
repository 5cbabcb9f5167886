import Flatbush from 'flatbush';
import { boxOfRings } from '../geography/bounds.ts';
import { covers } from '../geography/point-in-polygon.ts';
import { likelyFrom } from './likely-from.ts';

/** Premises by whether they can be served, likely ones with the sure ones; not known is neither. */
export interface ServedCounts {
  readonly premises: number;
  readonly served: number;
  readonly unserved: number;
  readonly unknown: number;
}

/** The premises of find-not-spots.ts, as far as they are needed here. */
export interface PlacedPremises {
  readonly uprns: Float64Array;
  readonly eastings: Float64Array;
  readonly northings: Float64Array;
  readonly chances: Float64Array;
}

/**
 * How many premises stand within each outline, whether they are its members or not. Outlines may overlap; premises on a
 * border are within.
 *
 * Shape: closed rings; one entry for each in the same order.
 */
export function countWithin(premises: PlacedPremises, outlines: readonly Float64Array[]): ServedCounts[] {
  const { eastings, northings, chances } = premises;
  const served = new Int32Array(outlines.length);
  const unserved = new Int32Array(outlines.length);
  const unknown = new Int32Array(outlines.length);
  const tree = treeOfOutlines(outlines);
  for (let row = 0; row < eastings.length; row += 1) {
    const easting = eastings[row] ?? NaN;
    const northing = northings[row] ?? NaN;
    const chance = chances[row] ?? NaN;
    const counts = Number.isNaN(chance) ? unknown : chance < likelyFrom ? unserved : served;
    for (const at of tree?.search(easting, northing, easting, northing) ?? []) {
      if (covers([outlines[at] ?? new Float64Array()], easting, northing)) counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  return outlines.map((_, at) => {
    const counts = { served: served[at] ?? 0, unserved: unserved[at] ?? 0, unknown: unknown[at] ?? 0 };
    return { premises: counts.served + counts.unserved + counts.unknown, ...counts };
  });
}

function treeOfOutlines(outlines: readonly Float64Array[]): Flatbush | null {
  if (outlines.length === 0) return null;
  const tree = new Flatbush(outlines.length);
  for (const ring of outlines) {
    const box = boxOfRings([ring]);
    tree.add(box?.minX ?? NaN, box?.minY ?? NaN, box?.maxX ?? NaN, box?.maxY ?? NaN);
  }
  tree.finish();
  return tree;
}

/** The shortest way from a member of a group to premises that are served. */
export interface NearestServed {
  /** The row of the premises that are served, of equally near ones those with the lowest UPRN. */
  readonly row: number;
  readonly distanceMetres: number;
}

/**
 * A search for the premises, served or likely served, that are nearest to a group of others: from the member of the
 * group that is nearest to them, in a straight line.
 *
 * Missing: null where no premises are known to be served.
 */
export function createNearestServed(premises: PlacedPremises): (rows: Uint32Array) => NearestServed | null {
  const { uprns, eastings, northings, chances } = premises;
  const served: number[] = [];
  chances.forEach((chance, row) => {
    if (chance >= likelyFrom) served.push(row);
  });
  if (served.length === 0) return () => null;
  const tree = new Flatbush(served.length);
  for (const row of served) tree.add(eastings[row] ?? NaN, northings[row] ?? NaN);
  tree.finish();

  // As the tree reckons it, so that what is nearest there is nearest here.
  const distance = (one: number, other: number): number => {
    const across = (eastings[one] ?? NaN) - (eastings[other] ?? NaN);
    const up = (northings[one] ?? NaN) - (northings[other] ?? NaN);
    return Math.sqrt(across * across + up * up);
  };
  const near = (row: number, count: number, reach: number): number[] =>
    tree.neighbors(eastings[row] ?? NaN, northings[row] ?? NaN, count, reach).map((at) => served[at] ?? -1);

  return (rows) => {
    const shortest = new Float64Array(rows.length).fill(Infinity);
    let best = Infinity;
    rows.forEach((row, at) => {
      // Looking no further than the best so far ends most searches at once.
      const [nearest] = near(row, 1, best * (1 + 1e-9));
      if (nearest === undefined) return;
      const far = distance(row, nearest);
      shortest[at] = far;
      best = Math.min(best, far);
    });
    let found = -1;
    rows.forEach((row, at) => {
      if (shortest[at] !== best) return;
      // All that are as near as the nearest: a search tree gives any one of them.
      for (const other of near(row, Infinity, best * (1 + 1e-9))) {
        if (distance(row, other) !== best) continue;
        if (found === -1 || (uprns[other] ?? NaN) < (uprns[found] ?? NaN)) found = other;
      }
    });
    return { row: found, distanceMetres: best };
  };
}
