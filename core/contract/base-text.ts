import { AppError } from '../errors.ts';
import type { ComparisonBase } from './profile.ts';

/**
 * A comparison base as it stands in a URL or on the command line: `everything`, `nation`, `region`, `lad` (each area
 * against its own nation, region, authority) or `in:CODE,CODE` (only the areas within these codes).
 *
 * @throws AppError invalid-request when the text is none of these.
 * @example parseBase('in:E08000009') // { kind: 'selection', codes: ['E08000009'] }
 */
export function parseBase(text: string): ComparisonBase {
  if (text === 'everything') return { kind: 'everything' };
  if (text === 'nation' || text === 'region' || text === 'lad') return { kind: 'within', type: text };
  const codes = text.startsWith('in:') ? text.slice(3).split(',') : [];
  if (codes.length > 0 && codes.every((code) => /^[A-Z0-9]{4,12}$/.test(code))) {
    return { kind: 'selection', codes };
  }
  throw new AppError('invalid-request', `The comparison base "${text}" is not one the Atlas knows.`, {
    details: {
      field: 'base',
      value: text,
      reason: 'use everything, nation, region, lad, or in: and area codes',
    },
  });
}

/** The inverse of parseBase; codes are sorted, so that one base has one text. */
export function formatBase(base: ComparisonBase): string {
  switch (base.kind) {
    case 'everything':
      return 'everything';
    case 'within':
      return base.type;
    case 'selection':
      return `in:${sortedCodes(base.codes).join(',')}`;
  }
}

/** One base in one form: the codes of a selection sorted, each once. What is stored of a base is found by its form. */
export function sortedBase(base: ComparisonBase): ComparisonBase {
  return base.kind === 'selection' ? { ...base, codes: sortedCodes(base.codes) } : base;
}

function sortedCodes(codes: readonly string[]): string[] {
  return [...new Set(codes)].sort();
}
