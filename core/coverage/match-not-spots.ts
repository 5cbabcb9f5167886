import { AppError } from '../errors.ts';
import { notSpotId } from './not-spot-id.ts';

/** A not-spot of an earlier release, with the identifier that it was given. */
export interface EarlierNotSpot {
  readonly id: string;
  /** Of its premises, in the last release that had it. */
  readonly uprns: Float64Array;
  /** It was gone by the earlier release: it may open again, but does not close once more. */
  readonly isClosed: boolean;
}

/** An identifier and how many premises are shared with it. */
export interface Shared {
  readonly id: string;
  readonly premises: number;
}

export interface MatchedNotSpot {
  readonly id: string;
  /** persisting: it kept the identifier of one that was open; new: it was not there in the earlier release. */
  readonly status: 'new' | 'persisting';
  /** It was there in some release before the earlier one, closed, and is there again under its identifier. */
  readonly isReopened: boolean;
  /** The open not-spots from which its premises came, most premises first, its own identifier among them. */
  readonly from: readonly Shared[];
  /** Premises that were in no open not-spot of the earlier release. */
  readonly joined: number;
  /** Its premises came from two or more. */
  readonly isMerged: boolean;
  /** One of those from which it came lives on in another not-spot as well. */
  readonly isSplit: boolean;
  /** Jaccard index (0-1) with the one whose identifier it keeps: shared premises of all in either; null where it is new. */
  readonly likeness: number | null;
}

export interface ClosedNotSpot {
  readonly id: string;
  /** The not-spots that took its premises, most first; empty where none is in a not-spot any more. */
  readonly into: readonly Shared[];
}

export interface MatchedRelease {
  /** In the order of the later not-spots. */
  readonly notSpots: readonly MatchedNotSpot[];
  /** Those that were open and whose identifier nobody kept, by identifier. */
  readonly closed: readonly ClosedNotSpot[];
}

export interface ReleasesToMatch {
  readonly speedClass: string;
  /** Every not-spot of the class that ever had an identifier, in any order. */
  readonly earlier: readonly EarlierNotSpot[];
  /** By not-spot of the later release: the UPRNs of its premises. */
  readonly later: readonly Float64Array[];
  /** Identifiers of other classes, which must not be given twice. */
  readonly taken?: Iterable<string>;
}

/**
 * Carries identifiers from one release to the next: a not-spot keeps the identifier of the earlier one with which it shares the
 * most premises.
 *
 * All pairs that share a premises are taken in order of the number shared, then of the Jaccard index (which, for one later
 * not-spot, prefers the smaller earlier one), then of the identifier, then of the lowest UPRN of the later one; a pair gives
 * the identifier where neither has been matched. Open ones come first; what is left is matched with closed ones in the same
 * way, and opens again. Where one is split, the part with the most of its premises keeps the identifier; where several merge,
 * that of the one that gave the most is kept. The rest get a new identifier (`notSpotId`), in the order of their lowest UPRNs.
 *
 * It depends on premises alone, not on positions, outlines or the order of anything. Why not distance or overlap of outlines: a
 * shared UPRN is certain, and outlines move when one premises at the edge is connected.
 *
 * Shape: UPRNs, each in at most one later not-spot and at most one open earlier one.
 * @throws AppError invalid-request for a not-spot without premises, one UPRN twice, or one identifier twice (details: field, value).
 * @example
 * const first = matchNotSpots({ speedClass: 'decent', earlier: [], later: [Float64Array.of(7, 5)] });
 * first.notSpots[0]?.status // 'new'
 */
export function matchNotSpots({ speedClass, earlier, later, taken }: ReleasesToMatch): MatchedRelease {
  const spotOfUprn = checkLater(later);
  checkEarlier(earlier);
  const overlaps = overlapsOf(earlier, later, spotOfUprn);
  const open = overlaps.filter(({ from }) => !from.isClosed);
  const kept = new Map<number, Overlap>();
  const used = new Set<string>();
  const keep = (overlap: Overlap): void => {
    if (kept.has(overlap.to) || used.has(overlap.from.id)) return;
    kept.set(overlap.to, overlap);
    used.add(overlap.from.id);
  };
  open.forEach(keep);
  overlaps.filter(({ from }) => from.isClosed).forEach(keep);
  const fresh = freshIds(later.map(lowest), (at) => !kept.has(at), {
    speedClass,
    taken: new Set([...(taken ?? []), ...earlier.map(({ id }) => id)]),
  });
  const idOf = (at: number): string => kept.get(at)?.from.id ?? fresh.get(at) ?? '';
  const ofLater = groupBy(open, ({ to }) => to);
  const ofEarlier = groupBy(open, ({ from }) => from.id);
  return {
    notSpots: later.map((uprns, at) => {
      const sources = ofLater.get(at) ?? [];
      const isSplit = sources.some(({ from }) => (ofEarlier.get(from.id)?.length ?? 0) > 1);
      return describe(idOf(at), uprns.length, { sources, kept: kept.get(at), isSplit });
    }),
    closed: earlier
      .filter(({ id, isClosed }) => !isClosed && !used.has(id))
      .map(({ id }) => {
        const into = (ofEarlier.get(id) ?? []).map(({ to, shared }) => ({ id: idOf(to), premises: shared }));
        return { id, into: into.sort(mostFirst) };
      })
      .sort((one, other) => compareText(one.id, other.id)),
  };
}

/** An earlier and a later not-spot that have premises in common. */
interface Overlap {
  readonly from: EarlierNotSpot;
  /** Which of the later ones. */
  readonly to: number;
  readonly shared: number;
  readonly likeness: number;
}

function describe(
  id: string,
  premises: number,
  found: {
    readonly sources: readonly Overlap[];
    readonly kept: Overlap | undefined;
    readonly isSplit: boolean;
  },
): MatchedNotSpot {
  const { sources, kept, isSplit } = found;
  const from = sources.map((source) => ({ id: source.from.id, premises: source.shared })).sort(mostFirst);
  const isReopened = kept?.from.isClosed === true;
  return {
    id,
    status: kept === undefined || isReopened ? 'new' : 'persisting',
    isReopened,
    from,
    joined: from.reduce((left, source) => left - source.premises, premises),
    isMerged: from.length > 1,
    isSplit,
    likeness: kept?.likeness ?? null,
  };
}

function groupBy<Key>(overlaps: readonly Overlap[], keyOf: (overlap: Overlap) => Key): Map<Key, Overlap[]> {
  const groups = new Map<Key, Overlap[]>();
  for (const overlap of overlaps) {
    const group = groups.get(keyOf(overlap));
    if (group === undefined) groups.set(keyOf(overlap), [overlap]);
    else group.push(overlap);
  }
  return groups;
}

function mostFirst(one: Shared, other: Shared): number {
  return other.premises - one.premises || compareText(one.id, other.id);
}

/** All pairs with premises in common, in the order in which they are taken. */
function overlapsOf(
  earlier: readonly EarlierNotSpot[],
  later: readonly Float64Array[],
  spotOfUprn: ReadonlyMap<number, number>,
): Overlap[] {
  const overlaps = earlier.flatMap((from) => {
    const sharedWith = new Map<number, number>();
    for (const uprn of from.uprns) {
      const to = spotOfUprn.get(uprn);
      if (to !== undefined) sharedWith.set(to, (sharedWith.get(to) ?? 0) + 1);
    }
    return [...sharedWith].map(([to, shared]): Overlap => {
      const either = from.uprns.length + (later[to]?.length ?? 0) - shared;
      return { from, to, shared, likeness: shared / either };
    });
  });
  const lowestOf = later.map(lowest);
  return overlaps.sort(
    (one, other) =>
      other.shared - one.shared ||
      other.likeness - one.likeness ||
      compareText(one.from.id, other.from.id) ||
      (lowestOf[one.to] ?? 0) - (lowestOf[other.to] ?? 0),
  );
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function lowest(uprns: Float64Array): number {
  return uprns.reduce((least, uprn) => Math.min(least, uprn), Infinity);
}

/** New identifiers for those that need one, by their lowest UPRN. */
function freshIds(
  lowestUprns: readonly number[],
  isNeeded: (at: number) => boolean,
  { speedClass, taken }: { readonly speedClass: string; readonly taken: Set<string> },
): Map<number, string> {
  const ids = new Map<number, string>();
  const needed = lowestUprns.map((uprn, at) => ({ uprn, at })).filter(({ at }) => isNeeded(at));
  for (const { uprn, at } of needed.sort((one, other) => one.uprn - other.uprn)) {
    let attempt = 0;
    while (taken.has(notSpotId(speedClass, uprn, attempt))) attempt += 1;
    const id = notSpotId(speedClass, uprn, attempt);
    taken.add(id);
    ids.set(at, id);
  }
  return ids;
}

/** In which later not-spot each UPRN is. */
function checkLater(later: readonly Float64Array[]): Map<number, number> {
  const spotOfUprn = new Map<number, number>();
  later.forEach((uprns, at) => {
    if (uprns.length === 0) throw refused('later', at, `the later not-spot ${at + 1} has no premises`);
    for (const uprn of uprns) {
      if (!Number.isSafeInteger(uprn) || spotOfUprn.has(uprn)) {
        throw refused('uprns', uprn, `UPRN ${uprn} is no number of premises, or is in later not-spots twice`);
      }
      spotOfUprn.set(uprn, at);
    }
  });
  return spotOfUprn;
}

function checkEarlier(earlier: readonly EarlierNotSpot[]): void {
  const ids = new Set<string>();
  const open = new Set<number>();
  for (const { id, uprns, isClosed } of earlier) {
    if (ids.has(id)) throw refused('earlier', id, `the identifier ${id} was given twice`);
    ids.add(id);
    if (uprns.length === 0) throw refused('earlier', id, `the earlier not-spot ${id} has no premises`);
    if (new Set(uprns).size < uprns.length) throw refused('earlier', id, `${id} has a UPRN twice`);
    for (const uprn of isClosed ? [] : uprns) {
      if (open.has(uprn)) throw refused('uprns', uprn, `UPRN ${uprn} is in earlier not-spots twice`);
      open.add(uprn);
    }
  }
}

function refused(field: string, value: number | string, reason: string): AppError {
  return new AppError('invalid-request', `Not-spots cannot be matched: ${reason}.`, {
    details: { field, value: String(value), reason },
  });
}
