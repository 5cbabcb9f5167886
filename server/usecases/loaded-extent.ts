import type { AreaType } from '../../core/contract/area.ts';
import { isWholeNation } from '../../core/geography/nation.ts';
import type { ScoreTable } from './make-score-table.ts';
import { oncePer } from './once-per.ts';
import { placesOf, type ScoredPlaces } from './scored-places.ts';

/** How much of a place is loaded. A made-up country is as large as it is made: there is no whole that it could be. */
export type LoadedExtent = 'whole' | 'part' | 'made-up';

interface NationExtent {
  readonly code: string;
  readonly name: string;
  readonly extent: LoadedExtent;
}

/**
 * The nations of a table in the order of their codes, with how much of each is loaded: every area that belongs to it
 * counts, compared or not.
 */
export const nationExtents = oncePer(({ inputs }: ScoreTable): readonly NationExtent[] => {
  const nations = inputs.parents.find(({ type }) => type === 'nation');
  if (nations === undefined) return [];
  const counts = new Int32Array(nations.codes.length);
  for (const position of nations.parentOf) {
    if (position >= 0) counts[position] = (counts[position] ?? 0) + 1;
  }
  return nations.codes.map((code, position) => {
    const isWhole = isWholeNation(inputs.profile.areas, code, counts[position] ?? 0);
    const extent = isWhole ? 'whole' : inputs.areas.isMadeUp ? 'made-up' : 'part';
    return { code, name: nations.names[position] ?? code, extent };
  });
});

const largerThanAuthorities: ReadonlySet<AreaType> = new Set<AreaType>(['region', 'nation']);

/**
 * How much of a place is loaded: what is worked out from a part of a region or a nation is not the region's or the nation's.
 * A region is whole where its nation is; places up to an authority are loaded as a whole.
 */
export function loadedExtent(
  table: ScoreTable,
  { type }: Pick<ScoredPlaces, 'type'>,
  row: number,
): LoadedExtent {
  if (!largerThanAuthorities.has(type)) return 'whole';
  const position = type === 'nation' ? row : placesOf(table, type).parentPosition('nation', row);
  return nationExtents(table)[position]?.extent ?? (table.inputs.areas.isMadeUp ? 'made-up' : 'part');
}
