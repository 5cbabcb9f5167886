import { AppError } from '../errors.ts';
import { checkGridPositions } from '../spatial/check-grid-positions.ts';
import { convexHull } from './convex-hull.ts';
import { twiceSignedArea } from './ring-measures.ts';

export interface BufferedHull {
  /** Closed, anticlockwise (RFC 7946), x, y, x, y ... */
  readonly ring: Float64Array;
  readonly areaSquareMetres: number;
}

/** The directions in which the margin is laid: all corners of a regular polygon with sixteen sides. */
const directionCount = 16;

/**
 * The outline of a group of points: their convex hull with a margin around it.
 *
 * Why a margin: one premises, two, or a row along a road have a hull without area, which no map shows, no plan can be
 * drawn around and no database takes for a polygon. Why convex: it is what one draws by hand around places to be served together,
 * has no parameter but the margin, does not change its shape when a premises inside it is added, and is never invalid, where
 * concave hulls depend on a length that nobody can justify. What it costs: the outline of a bent group holds premises
 * that are none of its members; whoever shows it says how many.
 *
 * How: the hull of all corners moved by the margin in sixteen directions, which is exactly the hull widened by a regular
 * polygon of sixteen sides. That polygon stands around the circle of the margin: nothing outside is nearer to a member than
 * the margin, and no corner farther than 1.02 times it and two centimetres. Moves are whole centimetres, so that the same
 * points give the same outline on every machine.
 *
 * Shape: eastings and northings of one length, at least one. Units: metres, square metres. Missing: none may be.
 * @throws AppError invalid-request without points, for positions or margins that are no numbers, and for a margin below
 *   0.1 m (details: field, value).
 * @example bufferedHull(Float64Array.of(350000), Float64Array.of(400000), 50).ring.length // 34
 */
export function bufferedHull(
  eastings: Float64Array,
  northings: Float64Array,
  marginMetres: number,
): BufferedHull {
  if (!Number.isFinite(marginMetres) || marginMetres < 0.1) {
    throw refused('marginMetres', marginMetres, 'must be a number of metres from 0.1');
  }
  if (eastings.length === 0) throw refused('eastings', 0, 'must be at least one');
  checkGridPositions(eastings, northings);
  const corners = convexHull(eastings, northings);
  const widened = convexHull(...movedCorners(corners, marginMetres));
  const ring = Float64Array.of(...widened, widened[0] ?? NaN, widened[1] ?? NaN);
  return { ring, areaSquareMetres: twiceSignedArea(ring) / 2 };
}

function movedCorners(corners: Float64Array, margin: number): [x: Float64Array, y: Float64Array] {
  const moves = Array.from({ length: directionCount }, (_, at) => {
    const angle = (2 * Math.PI * at) / directionCount;
    const length = margin / Math.cos(Math.PI / directionCount);
    return [awayToCentimetre(length * Math.cos(angle)), awayToCentimetre(length * Math.sin(angle))] as const;
  });
  const x: number[] = [];
  const y: number[] = [];
  for (let at = 0; at + 1 < corners.length; at += 2) {
    for (const [across, up] of moves) {
      x.push((corners[at] ?? NaN) + across);
      y.push((corners[at + 1] ?? NaN) + up);
    }
  }
  return [Float64Array.from(x), Float64Array.from(y)];
}

/** Rounded away from 0, so that the margin is never less than asked for; a hair less than nothing is nothing. */
function awayToCentimetre(metres: number): number {
  return (Math.sign(metres) * Math.ceil(Math.abs(metres) * 100 - 1e-6)) / 100;
}

function refused(field: string, value: number, reason: string): AppError {
  return new AppError('invalid-request', `No outline can be drawn: ${field} ${reason}, not ${value}.`, {
    details: { field, value: String(value), reason },
  });
}
