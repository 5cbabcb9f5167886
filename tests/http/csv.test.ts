import { describe, expect, it } from 'vitest';
import { neutraliseFormula } from '../../core/csv-cell.ts';
import { csvHeader, csvRows, type CsvColumn } from '../../server/files/csv.ts';
import { fileNameOf } from '../../server/files/file-name.ts';
import { decodeCursor, encodeCursor } from '../../server/http/cursor.ts';
import { createByteCache } from '../../server/usecases/byte-cache.ts';
import { z } from 'zod';

interface Row {
  readonly name: string | null;
  readonly value: number | null;
}

const columns: readonly CsvColumn<Row>[] = [
  { name: 'name', kind: 'text', description: '', value: (row) => row.name },
  { name: 'value', kind: 'number', description: '', value: (row) => row.value },
];

describe('CSV', () => {
  it('makes text that a spreadsheet would run harmless, and leaves numbers alone', () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠x']) {
      expect(neutraliseFormula(text)).toBe(`'${text}`);
    }
    for (const text of ['Sale Central', "O'Brien", '1-2', 'a=b', ''])
      expect(neutraliseFormula(text)).toBe(text);
    expect(csvRows(columns, [{ name: '-3.2', value: -3.2 }])).toBe("'-3.2,-3.2\r\n");
  });

  it('quotes by RFC 4180, and leaves missing values empty', () => {
    expect(csvHeader(columns)).toBe('name,value\r\n');
    const rows = [
      { name: 'Hale, "old"', value: null },
      { name: 'two\nlines', value: 1e-7 },
      { name: null, value: NaN },
    ];
    expect(csvRows(columns, rows)).toBe('"Hale, ""old""",\r\n"two\nlines",1e-7\r\n,\r\n');
  });

  it('names files of made-up data so', () => {
    expect(fileNameOf('atlas scores/2021', true, 'csv')).toBe('MADE-UP-atlas-scores-2021.csv');
    expect(fileNameOf('scores', false, 'csv')).toBe('scores.csv');
  });
});

describe('cursors', () => {
  const schema = z.tuple([z.string(), z.number()]);

  it('come back as they went', () => {
    expect(decodeCursor(encodeCursor(['E01000001', 2]), schema)).toEqual(['E01000001', 2]);
  });

  it('refuse everything else', () => {
    for (const text of [
      '',
      'x',
      Buffer.from('["a"]').toString('base64url'),
      Buffer.from('null').toString('base64url'),
    ]) {
      expect(() => decodeCursor(text, schema)).toThrow(/not one that this service gave out/);
    }
  });
});

describe('the cache of bytes', () => {
  it('holds no more than its bound and lets go of what was used longest ago', () => {
    const cache = createByteCache(80);
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) cache.set(key, new Uint8Array(10));
    cache.get('a');
    cache.set('i', new Uint8Array(10));
    expect(cache.heldBytes).toBe(80);
    expect(cache.get('a')).toBeDefined();
    expect(cache.get('b')).toBeUndefined();
    cache.set('huge', new Uint8Array(11));
    expect(cache.get('huge')).toBeUndefined();
    cache.set('a', new Uint8Array(1));
    expect(cache.heldBytes).toBe(71);
  });
});
