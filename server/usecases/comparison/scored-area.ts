import { areaTypes, type AreaType, type ParentType } from '../../../core/contract/area.ts';
import { AppError } from '../../../core/errors.ts';
import type { ScoreTable } from '../make-score-table.ts';
import { rowByCode } from '../row-by-code.ts';
import { placesOf, type ScoredPlaces } from '../scored-places.ts';

/** A place by its kind and its row among the places of that kind. */
export interface ScoredArea {
  readonly places: ScoredPlaces;
  readonly row: number;
}

/** The kinds of places that a table has, the smallest first. */
function typesOf({ inputs }: ScoreTable): AreaType[] {
  return [inputs.profile.areas.type, ...inputs.parents.map(({ type }) => type)];
}

/** The place of a code, of whatever kind; undefined where the table compares no such place. */
export function scoredArea(table: ScoreTable, code: string): ScoredArea | undefined {
  for (const type of typesOf(table)) {
    const places = placesOf(table, type);
    const row = rowByCode(places).get(code);
    if (row !== undefined) return { places, row };
  }
  return undefined;
}

/**
 * The places of several codes, in their order.
 *
 * @throws AppError not-found that names the first code which is not among the places of the table.
 */
export function scoredAreas(table: ScoreTable, codes: readonly string[]): ScoredArea[] {
  return codes.map((code) => {
    const found = scoredArea(table, code);
    if (found !== undefined) return found;
    throw new AppError('not-found', `The area "${code}" is not among those that are compared.`, {
      details: { field: 'areas', value: code, fault: 'unknown' },
    });
  });
}

/** Whether places of one kind are made of whole places of another; wards and middle-layer areas are not. */
function isLarger(type: ParentType, than: AreaType): boolean {
  const isSideways = type === 'ward' && than === 'msoa';
  return !isSideways && areaTypes.indexOf(type) > areaTypes.indexOf(than);
}

/** The larger place that a place is in, of which only a part may be loaded; null where it is not known. */
export function parentOf(
  table: ScoreTable,
  { places, row }: ScoredArea,
  type: ParentType,
): ScoredArea | null {
  if (!isLarger(type, places.type)) return null;
  const position = places.parentPosition(type, row);
  const code = table.inputs.parents.find((parent) => parent.type === type)?.codes[position];
  return code === undefined ? null : (scoredArea(table, code) ?? null);
}
