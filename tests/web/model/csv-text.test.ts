import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvText } from '../../../web/model/csv-text.ts';

describe('CSV', () => {
  it('is read back by another parser, whatever stands in the cells', () => {
    const cell = fc.string().filter((text) => !/^[=+\-@\t\r]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        const parsed = Papa.parse<string[]>(csvText(rows), { newline: '\r\n', delimiter: ',' });
        expect(parsed.data.slice(0, -1)).toEqual(rows);
      }),
    );
  });

  it('leaves missing cells empty: never 0, never NaN', () => {
    expect(csvText([['a', null, NaN, 0, -1.5]])).toBe('a,,,0,-1.5\r\n');
  });

  it('keeps text from being run as a formula', () => {
    expect(csvText([['=HYPERLINK("x")']])).toBe('"\'=HYPERLINK(""x"")"\r\n');
  });
});
