import { isWholeNation } from '../../../core/geography/nation.ts';
import type { ScoreTable } from '../make-score-table.ts';
import { placesOf, type ScoredPlaces } from '../scored-places.ts';

/**
 * Whether only a part of a region or a nation is loaded: what is worked out from that part is not the region's or the
 * nation's. A region is whole where its nation is. Made-up countries are as large as they are made.
 */
export function isPartOnly(table: ScoreTable, places: ScoredPlaces, row: number): boolean {
  const { inputs } = table;
  if ((places.type !== 'region' && places.type !== 'nation') || inputs.areas.isMadeUp) return false;
  if (!inputs.parents.some(({ type }) => type === 'nation')) return true;
  const nations = placesOf(table, 'nation');
  const position = places.type === 'nation' ? row : places.parentPosition('nation', row);
  return !isWholeNation(
    inputs.profile.areas,
    nations.codes[position] ?? '',
    nations.areaCount[position] ?? 0,
  );
}
