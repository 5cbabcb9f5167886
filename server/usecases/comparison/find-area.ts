import type { AreaType, ParentType } from '../../../core/contract/area.ts';
import { AppError } from '../../../core/errors.ts';
import { isWholeNation } from '../../../core/geography/nation.ts';
import type { ScoreTable } from '../make-score-table.ts';
import { oncePer } from '../once-per.ts';
import { placesOf, type ScoredPlaces } from '../scored-places.ts';

/** A place by its kind and its row among the places of that kind. */
export interface FoundArea {
  readonly places: ScoredPlaces;
  readonly row: number;
}

/** The kinds of places that a table has, the smallest first. */
function typesOf({ inputs }: ScoreTable): AreaType[] {
  return [inputs.profile.areas.type, ...inputs.parents.map(({ type }) => type)];
}

/** A part of a nation is not the nation: its figures would be called England's. */
function isWhole({ inputs }: ScoreTable, { type, codes, areaCount }: ScoredPlaces, row: number): boolean {
  return type !== 'nation' || isWholeNation(inputs.profile.areas, codes[row] ?? '', areaCount[row] ?? 0);
}

const rowsByCode = oncePer((table: ScoreTable): ReadonlyMap<string, FoundArea> => {
  const found = new Map<string, FoundArea>();
  for (const type of typesOf(table)) {
    const places = placesOf(table, type);
    for (const row of places.rows) {
      const code = places.codes[row] ?? '';
      if (!found.has(code) && isWhole(table, places, row)) found.set(code, { places, row });
    }
  }
  return found;
});

/** The place of a code, of whatever kind; undefined where the table compares no such place. */
export function findArea(table: ScoreTable, code: string): FoundArea | undefined {
  return rowsByCode(table).get(code);
}

/**
 * The places of several codes, in their order.
 *
 * @throws AppError not-found that names the first code which is not among the places of the table.
 */
export function findAreas(table: ScoreTable, codes: readonly string[]): FoundArea[] {
  return codes.map((code) => {
    const found = findArea(table, code);
    if (found !== undefined) return found;
    throw new AppError('not-found', `The area "${code}" is not among those that are compared.`, {
      details: { field: 'areas', value: code, fault: 'unknown' },
    });
  });
}

/** The larger place that a place is in; null where it is not known, or is a nation that is not loaded as a whole. */
export function parentOf(table: ScoreTable, { places, row }: FoundArea, type: ParentType): FoundArea | null {
  if (places.type === type) return null;
  const position = places.parentPosition(type, row);
  const code = table.inputs.parents.find((parent) => parent.type === type)?.codes[position];
  return code === undefined ? null : (findArea(table, code) ?? null);
}
