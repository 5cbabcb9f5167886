import { clamp, itemAt } from '../made-up/random.ts';

/**
 * The lie of the land of the made-up borough: its outline and how each place differs. Kilometres east and north of
 * the origin, which stands in the open North Sea, some 45 km off the Holderness coast.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** British National Grid metres of the local origin (grid square TA, no land within 40 km). */
export const gridOrigin = { easting: 575_000, northing: 440_000 };

/** Corners of the outline, anticlockwise from the south-west; the coast is the stretch from `coastFrom` on. */
const corners: readonly (readonly [number, number])[] = [
  [1.4, 1.2],
  [2.6, 0.3],
  [4.4, 0.9],
  [6.2, 0.5],
  [7.8, 1.0],
  [9.5, 0.4],
  [10.9, 0.6],
  [11.5, 1.5],
  [12.4, 2.3],
  [12.9, 3.3],
  [12.6, 4.2],
  [11.6, 5.0],
  [10.9, 5.5],
  [10.2, 5.9],
  [10.7, 6.3],
  [10.6, 7.2],
  [11.0, 8.2],
  [11.6, 9.2],
  [12.3, 10.3],
  [11.8, 11.2],
  [10.3, 11.5],
  [8.2, 11.7],
  [6.0, 10.9],
  [3.5, 11.4],
  [1.2, 10.6],
  [0.3, 9.3],
  [0.9, 8.0],
  [0.4, 6.3],
  [1.1, 4.6],
  [0.6, 2.9],
];
const coastFrom = 6;
const coastTo = 20;
const stepsPerCorner = 14;

/** A smooth closed curve through the corners (Catmull-Rom). */
export function drawOutline(): Point[] {
  return corners.flatMap((_, index) => drawStretch(index));
}

/** The part of the outline that is sea shore. */
export function drawCoast(): Point[] {
  return Array.from({ length: coastTo - coastFrom }, (_, index) => drawStretch(coastFrom + index)).flat();
}

function drawStretch(index: number): Point[] {
  const corner = (offset: number) => itemAt(corners, (index + offset + corners.length) % corners.length);
  const [before, start, end, after] = [corner(-1), corner(0), corner(1), corner(2)];
  const along = (axis: 0 | 1, t: number): number =>
    0.5 *
    (2 * start[axis] +
      (end[axis] - before[axis]) * t +
      (2 * before[axis] - 5 * start[axis] + 4 * end[axis] - after[axis]) * t ** 2 +
      (3 * start[axis] - before[axis] - 3 * end[axis] + after[axis]) * t ** 3);
  return Array.from({ length: stepsPerCorner }, (_, step) => ({
    x: along(0, step / stepsPerCorner),
    y: along(1, step / stepsPerCorner),
  }));
}

export function isInside(point: Point, ring: readonly Point[]): boolean {
  let inside = false;
  for (let index = 0, previous = ring.length - 1; index < ring.length; previous = index, index += 1) {
    const a = itemAt(ring, index);
    const b = itemAt(ring, previous);
    if (a.y > point.y === b.y > point.y) continue;
    if (point.x < ((b.x - a.x) * (point.y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

/** The nearest point of a line to a point. */
export function nearestOn(line: readonly Point[], point: Point, isClosed: boolean): Point {
  let best = itemAt(line, 0);
  let bestDistance = Infinity;
  const segments = isClosed ? line.length : line.length - 1;
  for (let index = 0; index < segments; index += 1) {
    const a = itemAt(line, index);
    const b = itemAt(line, (index + 1) % line.length);
    const lengthSquared = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
    const t =
      lengthSquared === 0
        ? 0
        : clamp(((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / lengthSquared, 0, 1);
    const candidate = { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) };
    const distance = distanceBetween(candidate, point);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Not Math.hypot, which is many times slower and is called some ten million times. */
export const distanceBetween = (a: Point, b: Point): number =>
  Math.sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));

/** How strongly each theme of the borough is felt at a place, each 0 to 1. */
export interface Character {
  readonly centre: number;
  readonly marsh: number;
  readonly college: number;
  readonly newEstate: number;
  readonly coastal: number;
  readonly rural: number;
  readonly village: number;
}

export const landmarks = {
  centre: { x: 9.7, y: 6.7 },
  marsh: { x: 8.5, y: 3.6 },
  college: { x: 7.9, y: 8.5 },
  newEstate: { x: 5.7, y: 5.6 },
  northResort: { x: 11.0, y: 9.9 },
  southResort: { x: 11.6, y: 2.9 },
  northVillage: { x: 2.4, y: 8.6 },
  southVillage: { x: 2.9, y: 2.9 },
} as const;

const near = (point: Point, landmark: Point, reach: number): number =>
  Math.exp(-0.5 * (distanceBetween(point, landmark) / reach) ** 2);

export function characterAt(point: Point, coast: readonly Point[]): Character {
  const centre = near(point, landmarks.centre, 1.0);
  const shore = distanceBetween(point, nearestOn(coast, point, false));
  const village = Math.max(
    near(point, landmarks.northVillage, 0.45),
    near(point, landmarks.southVillage, 0.45),
  );
  return {
    centre,
    marsh: near(point, landmarks.marsh, 0.85),
    college: near(point, landmarks.college, 0.6),
    newEstate: near(point, landmarks.newEstate, 0.65),
    coastal: Math.exp(-shore / 1.3) * (1 - 0.85 * centre),
    rural: clamp((5.2 - point.x) / 2.4, 0, 1),
    village,
  };
}

/** Homes per square kilometre, relative: decides how small output areas are. */
export function densityAt(point: Point, coast: readonly Point[]): number {
  const character = characterAt(point, coast);
  const town = near(point, { x: 9.0, y: 6.3 }, 2.3);
  return (
    0.015 +
    0.42 * town +
    0.8 * character.centre +
    0.5 * character.marsh +
    0.6 * character.college +
    0.45 * character.newEstate +
    0.28 * character.village +
    0.45 * near(point, landmarks.northResort, 1.0) +
    0.4 * near(point, landmarks.southResort, 1.1)
  );
}
