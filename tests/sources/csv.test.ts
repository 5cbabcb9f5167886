import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { openCsv, type CsvOptions } from '../../server/sources/csv.ts';
import type { Rejection } from '../../server/sources/source.ts';
import { fileOf } from '../support/read-source.ts';

async function read(content: string | Buffer, options: Partial<CsvOptions> = {}, pieceLength?: number) {
  const rejections: Rejection[] = [];
  const table = await openCsv(fileOf(content, 'test.csv', pieceLength), {
    reject: (rejection) => void rejections.push(rejection),
    ...options,
  });
  const records: (readonly string[])[] = [];
  const lines: number[] = [];
  for await (const batch of table.batches) {
    records.push(...batch.records);
    lines.push(...batch.lines);
  }
  return { table, records, lines, rejections };
}

describe('openCsv', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['lone CR', '\r'],
  ])('reads %s line ends, cut anywhere by the stream', async (_name, lineEnd) => {
    const text = ['a,b', '1,2', '', '"x, ""y""",3', '5" pipe,4'].join(lineEnd);
    for (const pieceLength of [1, 2, 3, 7, 1000]) {
      const { table, records, lines } = await read(text, {}, pieceLength);
      expect(table.header).toEqual(['a', 'b']);
      expect(records).toEqual([
        ['1', '2'],
        ['x, "y"', '3'],
        ['5" pipe', '4'],
      ]);
      expect(lines).toEqual([2, 4, 5]);
    }
  });

  it('counts the lines of quoted line breaks', async () => {
    const { records, lines } = await read('a,b\n"one\ntwo",2\n3,4\n');
    expect(records[0]).toEqual(['one\ntwo', '2']);
    expect(lines).toEqual([2, 4]);
  });

  it('rejects rows with too few or too many cells, with their line, and keeps their neighbours', async () => {
    const { records, rejections } = await read('a,b,c\n1,2,3\n1,2\n4,5,6\n1,2,3,4\n7,8,9\n');
    expect(records.map((record) => record[0])).toEqual(['1', '4', '7']);
    expect(rejections.map((rejection) => rejection.line)).toEqual([3, 5]);
    expect(rejections[0]?.reason).toContain('2 cells where the header has 3');
  });

  it('drops padding commas beyond the header and passes over rows of nothing but commas', async () => {
    const { table, records, rejections } = await read('a,b,,\n1,2,,\n,,,\n3,4,,\n');
    expect(table.header).toEqual(['a', 'b']);
    expect(records).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(rejections).toEqual([]);
  });

  it('keeps a row whose first cell alone is empty', async () => {
    expect((await read('a,b\n,2\n')).records).toEqual([['', '2']]);
  });

  it('finds the header below title lines and keeps the titles', async () => {
    const text = 'A table,,\n,,\n"Units, persons",,\ncode,count,note\nE1,2,x\n';
    const { table, records, lines } = await read(text, { isHeader: (cells) => cells[0] === 'code' });
    expect(table.titleLines.map((cells) => cells[0])).toEqual(['A table', 'Units, persons']);
    expect(records).toEqual([['E1', '2', 'x']]);
    expect(lines).toEqual([5]);
  });

  it('gives repeated header names of one file distinct names and says which', async () => {
    const { table } = await read('code, upper ,upper,upper\n1,2,3,4\n');
    expect(table.header).toEqual(['code', 'upper', 'upper (2)', 'upper (3)']);
    expect(table.repeatedNames).toEqual(['upper']);
  });

  it('says where a quote is never closed, in a small file and in a large one', async () => {
    await expect(read('a,b\n1,2\n"3,4\n5,6\n')).rejects.toMatchObject({
      code: 'source-rejected',
      details: { line: 3 },
    });
    const large = `a,b\n"1,2\n${'3,4\n'.repeat(1_400_000)}`;
    await expect(read(large)).rejects.toMatchObject({ code: 'source-rejected', details: { line: 2 } });
  });

  it('says what the file begins with when there is no header', async () => {
    const failing = read('just,text\n', { isHeader: (cells) => cells.includes('code') });
    await expect(failing).rejects.toMatchObject({
      code: 'source-rejected',
      details: { seen: ['just', 'text'] },
    });
  });

  it('takes tabs and semicolons for what they are', async () => {
    expect((await read('a\tb\tc\td\n1\t2,5\t3\t4\n')).records).toEqual([['1', '2,5', '3', '4']]);
    expect((await read('a;b;c\n1;2;3\n')).records).toEqual([['1', '2', '3']]);
  });

  it('reads a file without a header line', async () => {
    const { table, records } = await read('1,2\n3,4\n', { isHeader: null, columns: ['a', 'b'] });
    expect(table.position('b')).toBe(1);
    expect(records).toHaveLength(2);
  });

  it('gives every cell back that Papa Parse wrote, whatever is in it', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', ' ', 'é', '1'), maxLength: 6 });
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (rows, pieceLength) => {
        const kept = rows.filter((row) => row.some((value) => value.trim() !== ''));
        const text = Papa.unparse([['x', 'y', 'z'], ...rows], { newline: '\r\n', quotes: true });
        const { records } = await read(text, {}, pieceLength);
        expect(records).toEqual(kept);
      }),
    );
  });
});
