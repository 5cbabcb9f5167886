import { oncePer } from './once-per.ts';
import type { ScoredPlaces } from './scored-places.ts';

/** Where each compared place of a kind stands, by its code. */
export const rowByCode = oncePer(
  ({ rows, codes }: ScoredPlaces): ReadonlyMap<string, number> =>
    new Map(rows.map((row) => [codes[row] ?? '', row])),
);
