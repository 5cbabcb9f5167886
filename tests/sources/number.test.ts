import { describe, expect, it } from 'vitest';
import { parseNumber } from '../../server/sources/number.ts';

describe('parseNumber', () => {
  it.each([
    ['16,149', 16149],
    ['1,234,567.5', 1234567.5],
    ['£32,200', 32200],
    [' 13% ', 13],
    ['-0.342', -0.342],
    ['56.89999999999999', 56.89999999999999],
    ['1e-3', 0.001],
    ['.5', 0.5],
    ['0', 0],
  ])('reads %s as %d', (cell, value) => {
    expect(parseNumber(cell)).toEqual({ value, reason: null });
  });

  it.each([
    ['*', 'suppressed'],
    ['<4', 'suppressed'],
    ['[c]', 'suppressed'],
    ['', 'not-published'],
    ['-', 'not-published'],
    ['N/A', 'not-published'],
    ['[x]', 'not-published'],
    ['1,5', 'invalid-in-source'],
    ['12,34', 'invalid-in-source'],
    ['see note', 'invalid-in-source'],
    ['Infinity', 'invalid-in-source'],
  ])('gives no number for "%s" but the reason: %s', (cell, reason) => {
    expect(parseNumber(cell)).toEqual({ value: null, reason });
  });
});
