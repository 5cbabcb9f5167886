import type { AreaType } from '../../core/contract/area.ts';
import { AppError } from '../../core/errors.ts';
import type { ScoreTable } from './make-score-table.ts';
import type { ScoredPlaces } from './scored-places.ts';

/** The area that an answer is limited to. */
export interface WithinArea {
  readonly code: string;
  readonly name: string;
  readonly type: AreaType;
}

interface Compared {
  readonly table: ScoreTable;
  readonly places: ScoredPlaces;
}

/**
 * The area of a code that places lie within, or the place of that code itself.
 *
 * @throws AppError invalid-request where there is none.
 */
export function findWithin({ table, places }: Compared, code: string): WithinArea {
  for (const { type, codes, names } of [...table.inputs.parents, places]) {
    const at = codes.indexOf(code);
    if (at >= 0) return { code, name: names[at] ?? code, type };
  }
  const reason = 'no area of this code is loaded that these areas could lie within';
  throw new AppError('invalid-request', `within=${code}: ${reason}.`, {
    details: { field: 'within', value: code, reason },
  });
}

/** Says of the rows of places whether they lie within an area. */
export function insideOf({ table, places }: Compared, { code, type }: WithinArea): (row: number) => boolean {
  if (type === places.type) return (row) => places.codes[row] === code;
  const parents = table.inputs.parents.find((each) => each.type === type);
  if (parents === undefined) return () => false;
  const wanted = parents.codes.indexOf(code);
  return (row) => places.parentPosition(parents.type, row) === wanted;
}

/** The authorities that an answer can be limited to, by name; what it is limited to now comes first where it is none of them. */
export function authoritiesToChoose(
  { inputs }: ScoreTable,
  within: WithinArea | null,
): { readonly code: string; readonly name: string }[] {
  const parents = inputs.parents.find(({ type }) => type === 'lad');
  const authorities = (parents?.codes ?? []).map((code, at) => ({ code, name: parents?.names[at] ?? code }));
  const collator = new Intl.Collator('en-GB');
  const isOther = within !== null && authorities.every(({ code }) => code !== within.code);
  return [...(isOther ? [within] : []), ...authorities.toSorted((a, b) => collator.compare(a.name, b.name))];
}
