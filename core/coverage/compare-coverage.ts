import type { AreaVerdict, ChangeSort } from '../contract/coverage/coverage-change.ts';
import type { ReleaseVerdict } from './coverage-definitions.ts';

/** Coverage of one area in one release by one measure. */
export interface CoverageOfArea {
  readonly code: string;
  /** Vintage of the codes; null where the release does not tell. */
  readonly vintage: number | null;
  readonly premises: number | null;
  /** How many of the premises the measure counts. */
  readonly counted: number | null;
  /** Percent of premises (0-100). */
  readonly percent: number | null;
}

/** An area that took the place of another. */
export interface AreaLink {
  readonly from: string;
  readonly to: string;
}

export interface AreaChange {
  readonly code: string;
  readonly from: CoverageOfArea | null;
  readonly to: CoverageOfArea | null;
  readonly verdict: AreaVerdict;
  /** Areas that this one was made from, or became, where its borders changed. */
  readonly linked: readonly string[];
  /** Percentage points; null where the two figures cannot be compared. */
  readonly points: number | null;
  /** Premises more or fewer that the measure counts; null likewise, and where a release gives no numbers. */
  readonly premises: number | null;
}

export interface CompareInput {
  readonly release: ReleaseVerdict;
  readonly from: readonly CoverageOfArea[];
  readonly to: readonly CoverageOfArea[];
  /** How codes of the one release became those of the other. */
  readonly links: readonly AreaLink[];
  /** Whether areas are sums of smaller ones, which stand for the same ground only by codes of one vintage. */
  readonly areSums: boolean;
}

/**
 * Two releases side by side, area by area, in the order of codes. A change is given only where the measure means the same in
 * both releases and the area has the same borders: ONS gives an area whose borders change a new code.
 *
 * Missing: an area that only one of them has is `changed-boundary` where a lookup knows what it became or was made from,
 * else `not-in-source`, as is one of which a release gives no figure.
 */
export function compareCoverage({ release, from, to, links, areSums }: CompareInput): AreaChange[] {
  const before = new Map(from.map((each) => [each.code, each]));
  const after = new Map(to.map((each) => [each.code, each]));
  const linkedTo = groupLinks(links);
  const codes = [...new Set([...before.keys(), ...after.keys()])].sort();
  return codes.map((code): AreaChange => {
    const [old, now] = [before.get(code) ?? null, after.get(code) ?? null];
    const linked = old === null || now === null ? (linkedTo.get(code) ?? []) : [];
    const verdict = verdictOf({ release, old, now, linked, areSums });
    const isComparable = verdict === 'comparable';
    return {
      ...{ code, from: old, to: now, verdict, linked },
      points: isComparable ? difference(old?.percent, now?.percent) : null,
      premises: isComparable ? difference(old?.counted, now?.counted) : null,
    };
  });
}

interface Pair {
  readonly release: ReleaseVerdict;
  readonly old: CoverageOfArea | null;
  readonly now: CoverageOfArea | null;
  readonly linked: readonly string[];
  readonly areSums: boolean;
}

function verdictOf({ release, old, now, linked, areSums }: Pair): AreaVerdict {
  if (old === null || now === null) return linked.length > 0 ? 'changed-boundary' : 'not-in-source';
  if (old.percent === null || now.percent === null) return 'not-in-source';
  if (release.status !== 'comparable') return release.status;
  return areSums && old.vintage !== now.vintage ? 'changed-boundary' : 'comparable';
}

function groupLinks(links: readonly AreaLink[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, Set<string>>();
  const add = (code: string, other: string): void => {
    if (code === other) return;
    groups.set(code, (groups.get(code) ?? new Set<string>()).add(other));
  };
  for (const { from, to } of links) {
    add(from, to);
    add(to, from);
  }
  return new Map([...groups].map(([code, others]) => [code, [...others].sort()]));
}

function difference(before: number | null | undefined, after: number | null | undefined): number | null {
  return before == null || after == null ? null : after - before;
}

/** Published percentages have one decimal: a change that does not show in it is none. */
export function shownPoints(points: number): number {
  return Math.round(10 * points) / 10 || 0;
}

export interface ChangeCounts {
  readonly areas: number;
  readonly up: number;
  readonly down: number;
  readonly same: number;
  readonly notComparable: Readonly<Record<Exclude<AreaVerdict, 'comparable'>, number>>;
}

export function countChanges(changes: readonly AreaChange[]): ChangeCounts {
  const count = (isCounted: (change: AreaChange) => boolean): number => changes.filter(isCounted).length;
  const shown = ({ points }: AreaChange): number => (points === null ? NaN : shownPoints(points));
  const ofVerdict = (verdict: AreaVerdict): number => count((change) => change.verdict === verdict);
  return {
    areas: changes.length,
    up: count((change) => shown(change) > 0),
    down: count((change) => shown(change) < 0),
    same: count((change) => shown(change) === 0),
    notComparable: {
      'changed-definition': ofVerdict('changed-definition'),
      'changed-boundary': ofVerdict('changed-boundary'),
      'not-in-source': ofVerdict('not-in-source'),
    },
  };
}

/** Sorts by a column; what has no figure there comes last either way, and ties go by name and code. */
export function sortChanges<Row extends AreaChange & { readonly name: string }>(
  rows: readonly Row[],
  sort: ChangeSort,
  direction: 'asc' | 'desc',
): Row[] {
  const sign = direction === 'asc' ? 1 : -1;
  const byName = (a: Row, b: Row): number => a.name.localeCompare(b.name, 'en') || (a.code < b.code ? -1 : 1);
  if (sort === 'name') return rows.toSorted((a, b) => sign * byName(a, b));
  const valueOf = (row: Row): number | null =>
    sort === 'from' || sort === 'to' ? (row[sort]?.percent ?? null) : row[sort];
  return rows.toSorted((a, b) => {
    const [one, other] = [valueOf(a), valueOf(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null) || byName(a, b);
    return sign * (one - other) || byName(a, b);
  });
}
