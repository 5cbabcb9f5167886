import { describe, expect, test } from 'vitest';
import { chooseParents, parentsThrough } from '../../../core/geography/choose-parents.ts';

const list = (vintage: number, rows: readonly (readonly [string, string, number?])[]) => ({
  vintage,
  hasBoundaries: false,
  children: rows.map(([child]) => child),
  parents: rows.map(([, parent]) => parent),
  shares: rows.map(([, , share = 1]) => share),
});

describe('chooseParents', () => {
  test('takes the vintage that holds most of the children, the newest of equals', () => {
    const old = list(2019, [
      ['a', 'old'],
      ['b', 'old'],
    ]);
    const partial = list(2025, [['a', 'new']]);
    expect(chooseParents(['a', 'b'], [partial, old])).toEqual({ vintage: 2019, codes: ['old', 'old'] });
    const newer = list(2023, [
      ['a', 'new'],
      ['b', 'new'],
      ['elsewhere', 'new'],
    ]);
    expect(chooseParents(['a', 'b'], [old, newer])?.vintage).toBe(2023);
    expect(chooseParents(['a', 'b'], [newer, old])?.vintage).toBe(2023);
  });

  test('takes a vintage that can be drawn before one that holds more', () => {
    const drawn = { ...list(2011, [['a', 'drawn']]), hasBoundaries: true };
    const fuller = list(2023, [
      ['a', 'new'],
      ['b', 'new'],
    ]);
    expect(chooseParents(['a', 'b'], [fuller, drawn])).toEqual({ vintage: 2011, codes: ['drawn', null] });
    expect(chooseParents(['b'], [fuller, drawn])?.vintage).toBe(2023);
  });

  test('takes the parent with the largest share, and none where there is none', () => {
    const shared = list(2023, [
      ['a', 'small', 0.3],
      ['a', 'large', 0.7],
      ['b', 'y', 0.5],
      ['b', 'x', 0.5],
    ]);
    expect(chooseParents(['a', 'b', 'c'], [shared])?.codes).toEqual(['large', 'x', null]);
    expect(chooseParents(['c'], [shared])).toBeNull();
  });
});

test('parentsThrough fills what is not known directly', () => {
  const authorities = { vintage: 2023, codes: ['lad-1', 'lad-2', null] };
  const regions = [
    list(2023, [
      ['lad-1', 'north'],
      ['lad-2', 'south'],
    ]),
  ];
  expect(parentsThrough(null, authorities, regions)).toEqual({
    vintage: 2023,
    codes: ['north', 'south', null],
  });
  const direct = { vintage: 2024, codes: ['own', null, null] };
  expect(parentsThrough(direct, authorities, regions)).toEqual({
    vintage: 2024,
    codes: ['own', 'south', null],
  });
  expect(parentsThrough(null, authorities, [])).toBeNull();
  expect(parentsThrough(direct, null, regions)).toBe(direct);
});
