import { describe, expect, it } from 'vitest';
import { areaTable } from '../../../web/model/area-table.ts';
import { createRescorer } from '../../../web/model/rescore.ts';
import { tableRows } from '../../../web/model/table-rows.ts';
import type { TableInput } from '../../../web/model/table-rows.ts';
import type { Sort } from '../../../web/state/explorer-state.ts';
import { smallBlock, smallProfile } from './small-block.ts';

const block = smallBlock();
const table = areaTable(block, createRescorer(block, smallProfile).score({ weights: {}, off: [] }), 'lsoa');
const input: TableInput = {
  table,
  values: [3, 1, NaN, 2, 1, 5],
  intervals: null,
  rankChange: [0, 0, 0, 0, 0, 0],
  included: Uint8Array.of(1, 1, 1, 1, 1, 1),
};
const sorted = (column: Sort['column'], descending = false): number[] =>
  tableRows(input, { column, descending }, '');

describe('the rows of the table twin', () => {
  it('stand by rank, greatest risk first, the unranked last', () => {
    const ranks = sorted('rank').map((row) => table.rank[row]);
    expect(ranks.slice(0, 5)).toEqual([1, 2, 3, 4.5, 4.5]);
    expect(ranks[5]).toBeNaN();
  });

  it('keep rows without a value last whichever way they are sorted', () => {
    expect(sorted('value').at(-1)).toBe(2);
    expect(sorted('value', true).at(-1)).toBe(2);
    expect(sorted('value', true)[0]).toBe(5);
  });

  it('sort names as people count, both ways', () => {
    expect(sorted('name', true)).toEqual([...sorted('name')].reverse());
  });

  it('find by name, place or code, and respect the filters of the map', () => {
    expect(tableRows(input, { column: 'name', descending: false }, ' NORTH ')).toEqual([0, 1]);
    expect(tableRows(input, { column: 'name', descending: false }, 'e01000004')).toEqual([3]);
    const filtered = { ...input, included: Uint8Array.of(0, 1, 0, 0, 0, 0) };
    expect(tableRows(filtered, { column: 'name', descending: false }, 'north')).toEqual([1]);
  });
});
