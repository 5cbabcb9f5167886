import { describe, expect, test } from 'vitest';
import { decodeColumns, encodeColumns, type NamedColumn } from '../../core/columns.ts';
import { AppError } from '../../core/errors.ts';

const header = {
  profileId: 'atlas',
  profileHash: 'p',
  dataHash: 'd',
  base: { kind: 'everything' as const },
  areas: { type: 'lsoa' as const, vintage: 2021 },
  codes: 'E01000001\nE01000002\nE01000003',
  names: 'Ynys Môn 001A\nB\nC',
  parents: [{ type: 'lad' as const, vintage: 2023, codes: ['E09000001'], names: ['City of London'] }],
  indicators: [],
  prepared: null,
  attribution: { lines: ['Contains OS data'], madeUp: false },
  rowCount: 3,
};
const columns: NamedColumn[] = [
  { name: 'score', values: Float64Array.of(0.1, NaN, 99.9) },
  { name: 'decile', values: Uint8Array.of(1, 0, 10) },
  { name: 'parent:lad', values: Uint16Array.of(0, 65535, 0) },
  { name: 'population', values: Float32Array.of(1500, 1600, NaN) },
  { name: 'rank', values: Uint32Array.of(1, 2, 3) },
];

describe('the binary columns', () => {
  test('come back as they went in, text in any language included', () => {
    const decoded = decodeColumns(encodeColumns(header, columns).buffer);
    expect(decoded.header.names).toBe(header.names);
    for (const { name, values } of columns) expect(decoded.column(name)).toEqual(values);
  });

  test('every column begins at a multiple of 8, so that it can be viewed without copying', () => {
    const file = encodeColumns(header, columns);
    const decoded = decodeColumns(file.buffer);
    for (const column of decoded.header.columns) expect(column.byteOffset % 8).toBe(0);
    expect(decoded.column('score').buffer).toBe(file.buffer);
  });

  test('a column of another length is refused when writing', () => {
    expect(() => encodeColumns(header, [{ name: 'score', values: new Float64Array(2) }])).toThrow(RangeError);
  });

  test.each([
    ['nothing', new ArrayBuffer(0)],
    ['a header that is not there', Uint8Array.of(255, 0, 0, 0).buffer],
    ['an error page', new TextEncoder().encode('<!DOCTYPE html> not found').buffer],
    ['a file cut short', encodeColumns(header, columns).buffer.slice(0, -16)],
  ])('%s is refused with a reason', (_, bytes) => {
    expect(() => decodeColumns(bytes)).toThrow(AppError);
  });

  test('a column that is not there is null, or an error where it is needed', () => {
    const decoded = decodeColumns(encodeColumns(header, columns).buffer);
    expect(decoded.find('indicator:nothing')).toBeNull();
    expect(() => decoded.column('indicator:nothing')).toThrow('indicator:nothing');
  });
});
