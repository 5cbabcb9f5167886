import type { VintageConversion } from './vintage-conversion.ts';

/** What became of areas; a recoded one whose border stayed is unchanged. */
export type KindOfChange = 'unchanged' | 'split' | 'merged' | 'complex';

/**
 * The kind of change that led to each new area, read from the lookup itself: of all areas, old and new, that hang
 * together through it, one each is no change, one old a split, one new a merger, and more of both a complex change.
 * (A new area with a single source is part of a complex change where that source also lies in a merged one.)
 *
 * @returns By new area; the same as the ONS's U, S, M and X for LSOAs of 2011 and 2021.
 * @example kindsOfChange(conversion).get('E01033782') // 'split'
 */
export function kindsOfChange({
  piecesOfTarget,
  targetsOfSource,
}: VintageConversion): ReadonlyMap<string, KindOfChange> {
  const kinds = new Map<string, KindOfChange>();
  for (const start of piecesOfTarget.keys()) {
    if (kinds.has(start)) continue;
    const sources = new Set<string>();
    const targets = new Set([start]);
    // A set may be added to while it is gone through: what is found is visited too.
    for (const target of targets) {
      for (const { from } of piecesOfTarget.get(target) ?? []) {
        if (sources.has(from)) continue;
        sources.add(from);
        for (const { to } of targetsOfSource.get(from) ?? []) targets.add(to);
      }
    }
    const kind = kindOf(sources.size, targets.size);
    for (const target of targets) kinds.set(target, kind);
  }
  return kinds;
}

function kindOf(sources: number, targets: number): KindOfChange {
  if (sources === 1) return targets === 1 ? 'unchanged' : 'split';
  return targets === 1 ? 'merged' : 'complex';
}
