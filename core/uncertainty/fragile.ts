/**
 * An area is settled in the worst tenth, or out of it, when it is there in at least, or at most, these shares of the
 * versions: the ends of an interval that holds nine in ten versions (docs/methods/uncertainty.md).
 */
export const settledOut = 0.05;
export const settledIn = 0.95;

/**
 * Whether an area's place in or out of the worst tenth is not settled: its 90 % interval straddles the boundary, so that
 * it may or may not be among the worst tenth, depending on reasonable choices of method.
 *
 * Units: share 0-1. Missing: NaN, an area without ranks, is not fragile; nothing is known of it.
 *
 * @example isFragile(0.4) // true
 * @example isFragile(0.95) // false
 */
export function isFragile(worstTenthShare: number): boolean {
  return worstTenthShare > settledOut && worstTenthShare < settledIn;
}
