/** How many premises a group has, and of how many it is known by themselves that they are served. */
export interface KnownServed {
  readonly premises: number;
  readonly served: number;
}

/** Nothing is known of any premises of a group. */
export const noneServed: KnownServed = { premises: 0, served: 0 };

/**
 * The share (0-1) of the others in a group that are served, when that of the whole group is published and some of its
 * premises are known to be served.
 *
 * Why: of 20 premises with 60 % served, 12 of them by their own record, none of the other 8 is. Giving each of the 8 a
 * chance of 60 % would count the 12 twice, and hide the 8 on every map. Published percentages have one decimal: a number of
 * premises that comes that near to a whole one is taken as whole.
 *
 * Shape: one group. Missing: where nothing is known of its premises the published share stands.
 * @example remainingShare(0.6, { premises: 20, served: 12 }) // 0
 */
export function remainingShare(share: number, { premises, served }: KnownServed): number {
  const others = premises - served;
  if (others <= 0) return share;
  const expected = share * premises;
  const whole = Math.round(expected);
  const isWhole = Math.abs(expected - whole) <= 0.0005 * premises + 1e-9;
  return Math.min(1, Math.max(0, ((isWhole ? whole : expected) - served) / others));
}
