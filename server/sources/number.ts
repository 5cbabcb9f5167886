import type { MissingReason } from '../../core/contract/indicator.ts';

/** A number of a cell, or why there is none. */
export type CellNumber =
  | { readonly value: number; readonly reason: null }
  | { readonly value: null; readonly reason: MissingReason };

const plainNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
/** Thousands in threes, as in "16,149" and "1,234,567.5": 1,5 is a continental decimal and is not taken. */
const withThousands = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
/** Publishers' marks: * and c suppressed; <4 and fewer than; [c] [x] [z] of the Government Statistical Service. */
const suppressed = new Set(['*', '**', 'c', '[c]', '[*]', 'suppressed', 's', '(c)']);
const notPublished = new Set([
  '',
  '-',
  '–',
  '..',
  ':',
  '.',
  'n/a',
  'na',
  'null',
  'nan',
  '[x]',
  'x',
  '[z]',
  'z',
]);

/**
 * The number in a cell: thousands separators, percent and pound signs are understood; `*` and `<4` are suppressed,
 * blank, `-`, `N/A` are not published; anything else is invalid. Never 0 for what is not there.
 *
 * @example parseNumber('16,149') // { value: 16149, reason: null }
 * @example parseNumber('13%') // { value: 13, reason: null }
 * @example parseNumber('*') // { value: null, reason: 'suppressed' }
 */
export function parseNumber(cell: string): CellNumber {
  if (plainNumber.test(cell)) return { value: Number(cell), reason: null };
  const text = cell.trim();
  const bare = text.replace(/^([+-]?)£/, '$1').replace(/\s*%$/, '');
  if (plainNumber.test(bare)) return { value: Number(bare), reason: null };
  if (withThousands.test(bare)) return { value: Number(bare.replaceAll(',', '')), reason: null };
  const mark = text.toLowerCase();
  if (suppressed.has(mark) || /^<\s*\d+$/.test(mark)) return { value: null, reason: 'suppressed' };
  return { value: null, reason: notPublished.has(mark) ? 'not-published' : 'invalid-in-source' };
}
