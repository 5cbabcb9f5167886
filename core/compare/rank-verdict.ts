/** A place whose rank is compared with those of others of its kind. Rank 1 is the greatest risk. */
export interface RankedArea {
  readonly code: string;
  readonly rank: number;
  /** Where its rank lies in nine of ten plausible versions of the index; null where that is not known. */
  readonly interval: { readonly q5: number; readonly q95: number } | null;
}

/**
 * What can be said of the ranks of several places of one kind, beginning with the one at the greatest risk, or those that
 * share its rank. Codes are in the order of ranks.
 *
 * `unsure`: how far the ranks can be trusted was not worked out for all of them, so that none can be called worse than
 * another. `compared`: `apart` are those that all the worst differ from, `notApart` the others.
 */
export type RankVerdict =
  | { readonly kind: 'none' }
  | { readonly kind: 'unsure'; readonly worst: readonly string[] }
  | {
      readonly kind: 'compared';
      readonly worst: readonly string[];
      readonly apart: readonly string[];
      readonly notApart: readonly string[];
    };

type Interval = NonNullable<RankedArea['interval']>;

/** Two intervals that touch overlap: what may be equal is no difference. */
function overlap(one: Interval, other: Interval): boolean {
  return one.q5 <= other.q95 && other.q5 <= one.q95;
}

const codesOf = (areas: readonly { readonly code: string }[]): string[] => areas.map(({ code }) => code);

/**
 * Says which places differ in rank from the one at the greatest risk. A difference is only what the intervals of ranks do not
 * overlap on. The order in which the places are given does not matter; of equal ranks the lower code comes first.
 *
 * @param areas ranked places of one kind in one comparison group
 * @example
 * rankVerdict([
 *   { code: 'A', rank: 2, interval: { q5: 1, q95: 3 } },
 *   { code: 'B', rank: 9, interval: { q5: 7, q95: 9 } },
 * ]) // { kind: 'compared', worst: ['A'], apart: ['B'], notApart: [] }
 */
export function rankVerdict(areas: readonly RankedArea[]): RankVerdict {
  if (areas.length < 2) return { kind: 'none' };
  const sorted = areas.toSorted((a, b) => a.rank - b.rank || (a.code < b.code ? -1 : 1));
  const known = sorted.flatMap(({ interval, ...area }) => (interval === null ? [] : [{ ...area, interval }]));
  const least = sorted[0]?.rank;
  if (known.length < sorted.length) {
    return { kind: 'unsure', worst: codesOf(sorted.filter(({ rank }) => rank === least)) };
  }
  const worst = known.filter(({ rank }) => rank === least);
  const others = known.filter(({ rank }) => rank !== least);
  const isApart = (other: (typeof known)[number]): boolean =>
    worst.every(({ interval }) => !overlap(interval, other.interval));
  return {
    kind: 'compared',
    worst: codesOf(worst),
    apart: codesOf(others.filter(isApart)),
    notApart: codesOf(others.filter((other) => !isApart(other))),
  };
}
