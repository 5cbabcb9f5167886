import { orientation } from './orientation.ts';

/** The edge says nothing about the point, a ray from the point to the right crosses it, or the point lies on it. */
export const missed = 0;
export const crossedByRay = 1;
export const touched = 2;

/**
 * What the edge from a to b means for the point (x, y), by the crossing number with a ray to the right. A corner counts
 * with the edge above it only, so that none counts twice; only an edge at the height of the point can mean anything.
 * Exact: `touched` is said of points on the edge and of no others.
 */
// eslint-disable-next-line max-params -- six numbers without an object each: this runs once per edge
export function rayCrossing(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  if (ay > y !== by > y) {
    // The edge passes the height of the point: to its right, or through it?
    if (ax > x && bx > x) return crossedByRay;
    if (ax < x && bx < x) return missed;
    const side = orientation(ax, ay, bx, by, x, y);
    if (side === 0) return touched;
    return side > 0 === by > ay ? crossedByRay : missed;
  }
  const isOn = (by === y && bx === x) || (ay === y && by === y && ax > x !== bx > x);
  return isOn ? touched : missed;
}
