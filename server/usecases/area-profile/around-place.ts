import type { AreaSet } from '../../../core/contract/area.ts';
import type { ExplainedPlace } from '../explain-area.ts';
import type { ScoreTable } from '../make-score-table.ts';
import { rowByCode } from '../row-by-code.ts';
import { placesOf } from '../scored-places.ts';

export interface NamedPlace extends AreaSet {
  readonly code: string;
  readonly name: string;
}

/** A place with the local authority it lies in; null where it is one, is larger, or none is known. */
export interface AroundPlace extends ExplainedPlace {
  readonly authority: NamedPlace | null;
}

/** Finds the authority by the lookup of the place itself, else as that of most of its neighbourhoods. */
export function withAuthority(table: ScoreTable, place: ExplainedPlace): AroundPlace {
  const { area, memberships } = place;
  if (['lad', 'region', 'nation'].includes(area.type)) return { ...place, authority: null };
  const direct = memberships.find(({ type }) => type === 'lad');
  return { ...place, authority: direct ?? authorityOfMembers(table, place) };
}

function authorityOfMembers(table: ScoreTable, { area }: ExplainedPlace): NamedPlace | null {
  const authorities = table.inputs.parents.find(({ type }) => type === 'lad');
  const places = placesOf(table, area.type);
  const row = rowByCode(places).get(area.code);
  const position = row === undefined ? -1 : places.parentPosition('lad', row);
  const [code, name] = [authorities?.codes[position], authorities?.names[position]];
  if (authorities === undefined || code === undefined || name === undefined) return null;
  return { type: 'lad', vintage: authorities.vintage, code, name };
}
