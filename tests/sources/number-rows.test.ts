import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumberRows, type NumberShape } from '../../server/sources/number-rows.ts';

const shape: NumberShape = { columns: ['whole', 'decimal', 'decimal'], width: 5, delimiter: ',' };

interface Read {
  readonly values: readonly (readonly [line: number, ...numbers: number[]])[];
  readonly odd: readonly (readonly [line: number, text: string])[];
  readonly nextLine: number;
}

function read(text: string, firstLine = 1, of = shape): Read {
  const odd: [number, string][] = [];
  const { rows, nextLine } = readNumberRows(text, firstLine, of, (line, number) => odd.push([number, line]));
  const width = of.columns.length;
  const values = Array.from({ length: rows.count }, (_, row): [number, ...number[]] => [
    rows.lines[row] ?? 0,
    ...rows.values.slice(row * width, (row + 1) * width),
  ]);
  return { values, odd, nextLine };
}

describe('lines that begin with numbers', () => {
  it('are read as numbers, and every other line is given as it stands', () => {
    expect(read('7,1.5,20,a,b\n\n8,,20,a,b\n9,1,2,é,\n10,1,2,a\n11,1,2,a,b,c\n', 4)).toEqual({
      values: [
        [4, 7, 1.5, 20],
        [7, 9, 1, 2],
      ],
      odd: [
        [6, '8,,20,a,b'],
        [8, '10,1,2,a'],
        [9, '11,1,2,a,b,c'],
      ],
      nextLine: 10,
    });
  });

  it('end where the line ends', () => {
    expect(read('1\n2,3\n4,5,6\n7,8,9,a,b\n').odd.map(([, line]) => line)).toEqual(['1', '2,3', '4,5,6']);
    const narrow: NumberShape = { columns: ['decimal', 'decimal'], width: 2, delimiter: ';' };
    expect(read('1;2\n3;4;5\n6\n7;8\n', 1, narrow)).toMatchObject({
      values: [
        [1, 1, 2],
        [4, 7, 8],
      ],
      odd: [
        [2, '3;4;5'],
        [3, '6'],
      ],
    });
  });

  it('are left to others where a number is not written plainly', () => {
    const cells = ['01', '1.0', '+1', '-1', '1e5', ' 1', '1 ', '1234567890123456', '', '.', '1.', '.5', 'x'];
    for (const cell of cells) {
      expect(read(`${cell},1,2,a,b\n`).odd, `"${cell}"`).toEqual([[1, `${cell},1,2,a,b`]]);
    }
    expect(read('1,1.0,0.25,a,b\n').values).toEqual([[1, 1, 1, 0.25]]);
    expect(read('1,1.2.3,2,a,b\n').values).toEqual([]);
    expect(read('1,00.5,2,a,b\n').values).toEqual([]);
  });

  it('give the record as it stands when it is asked for', () => {
    const { rows } = readNumberRows('1,2.50,3,é,x\n4,5,6,,\n', 1, shape, () => undefined);
    expect([rows.recordAt(0), rows.recordAt(1)]).toEqual([
      ['1', '2.50', '3', 'é', 'x'],
      ['4', '5', '6', '', ''],
    ]);
  });

  it('are the numbers that Number() gives, of any digits', () => {
    const digits = (most: number): fc.Arbitrary<string> =>
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: most }).map((all) => all.join(''));
    const cell = fc.oneof(
      digits(16),
      fc.tuple(digits(9), digits(9)).map(([whole, part]) => `${whole}.${part}`),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 }), (records) => {
        const text = records.map((cells) => `${cells.join(',')},x,y\n`).join('');
        const { values, odd, nextLine } = read(text);
        expect(values.length + odd.length).toBe(records.length);
        expect(nextLine).toBe(records.length + 1);
        for (const [line, ...numbers] of values) {
          expect(numbers).toEqual((records[line - 1] ?? []).map(Number));
        }
      }),
    );
  });
});
