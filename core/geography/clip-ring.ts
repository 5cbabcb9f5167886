import type { Box } from './bounds.ts';
import type { PlanePoint } from './ring-measures.ts';

/** Twice the signed area of an open ring x, y, x, y ...: positive where it runs clockwise on a screen (y down). */
export function twiceAreaOf(ring: Int32Array): number {
  let sum = 0;
  const originX = ring[0] ?? 0;
  const originY = ring[1] ?? 0;
  for (let at = 2; at + 3 < ring.length; at += 2) {
    const ax = (ring[at] ?? 0) - originX;
    const ay = (ring[at + 1] ?? 0) - originY;
    sum += ax * ((ring[at + 3] ?? 0) - originY) - ((ring[at + 2] ?? 0) - originX) * ay;
  }
  return sum;
}

/**
 * The part of an open ring that lies within a box, sides included, its corners moved by an offset first; empty where
 * nothing does. Sutherland and Hodgman's method, one side of the box after the other. Where a line crosses a side the crossing is
 * counted from the same end whichever way the line is passed, so that neighbours get the same corner.
 */
function clipRing(ring: Int32Array, offset: PlanePoint, { minX, maxX, minY, maxY }: Box): Int32Array {
  const moved = new Int32Array(ring.length);
  let [isInside, isLeft, isRight, isAbove, isBelow] = [true, true, true, true, true];
  for (let at = 0; at < ring.length; at += 2) {
    const x = (ring[at] ?? 0) - offset.x;
    const y = (ring[at + 1] ?? 0) - offset.y;
    moved[at] = x;
    moved[at + 1] = y;
    isInside &&= x >= minX && x <= maxX && y >= minY && y <= maxY;
    isLeft &&= x < minX;
    isRight &&= x > maxX;
    isAbove &&= y < minY;
    isBelow &&= y > maxY;
  }
  if (isInside) return moved;
  if (isLeft || isRight || isAbove || isBelow) return new Int32Array(0);
  const acrossX = cutSide(cutSide(moved, 0, minX, 1), 0, maxX, -1);
  return cutSide(cutSide(acrossX, 1, minY, 1), 1, maxY, -1);
}

/** The parts of polygons that lie within a box, as clipRing cuts rings; what has no area there is left out. */
export function clipPolygons(
  polygons: readonly (readonly Int32Array[])[],
  offset: PlanePoint,
  frame: Box,
): Int32Array[][] {
  const clipped: Int32Array[][] = [];
  for (const rings of polygons) {
    const kept: Int32Array[] = [];
    for (const [at, ring] of rings.entries()) {
      const part = clipRing(ring, offset, frame);
      if (twiceAreaOf(part) !== 0) kept.push(part);
      // Without its outer ring a hole is a hole in nothing.
      else if (at === 0) break;
    }
    if (kept.length > 0) clipped.push(kept);
  }
  return clipped;
}

/** Keeps what lies on one side of a line: coordinate `axis` at least `limit` (sign 1) or at most (sign -1). */
function cutSide(ring: Int32Array, axis: 0 | 1, limit: number, sign: 1 | -1): Int32Array {
  if (ring.length === 0) return ring;
  const kept = new Int32Array(2 * ring.length);
  let length = 0;
  const put = (x: number, y: number): void => {
    if (length >= 2 && kept[length - 2] === x && kept[length - 1] === y) return;
    kept[length] = x;
    kept[length + 1] = y;
    length += 2;
  };
  let beforeX = ring[ring.length - 2] ?? 0;
  let beforeY = ring[ring.length - 1] ?? 0;
  for (let at = 0; at < ring.length; at += 2) {
    const x = ring[at] ?? 0;
    const y = ring[at + 1] ?? 0;
    const isIn = ((axis === 0 ? x : y) - limit) * sign >= 0;
    const wasIn = ((axis === 0 ? beforeX : beforeY) - limit) * sign >= 0;
    if (isIn !== wasIn) {
      if (axis === 0) put(limit, crossing(beforeX, beforeY, x, y, limit));
      else put(crossing(beforeY, beforeX, y, x, limit), limit);
    }
    if (isIn) put(x, y);
    beforeX = x;
    beforeY = y;
  }
  while (length >= 4 && kept[0] === kept[length - 2] && kept[1] === kept[length - 1]) length -= 2;
  return kept.slice(0, length);
}

/** The other coordinate where the line from one point to another reaches `limit`, rounded. */
// eslint-disable-next-line max-params -- two points and a limit, in a loop over millions
function crossing(fromA: number, fromB: number, toA: number, toB: number, limit: number): number {
  return fromA <= toA
    ? Math.round(fromB + ((toB - fromB) * (limit - fromA)) / (toA - fromA))
    : Math.round(toB + ((fromB - toB) * (limit - toA)) / (fromA - toA));
}
