import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roundCounts } from '../../../core/disclosure/round-counts.ts';
import { suppressCounts, type CountTable } from '../../../core/disclosure/suppress-counts.ts';
import { mean } from '../../../core/index/mean.ts';
import { createRandom } from '../../../core/random.ts';

const table = (...rows: number[][]): CountTable => ({
  rowCount: rows.length,
  columnCount: rows[0]?.length ?? 0,
  counts: Float64Array.from(rows.flat()),
});

describe('suppressing small counts', () => {
  test('a small count is withheld, and so are the smallest others of its row and column that hide it', () => {
    const { states, counts } = suppressCounts(table([2, 40, 30], [20, 50, 60], [70, 80, 90]), {
      threshold: 5,
    });
    expect(states).toEqual([
      ...['small', 'shown', 'secondary'],
      ...['secondary', 'shown', 'secondary'],
      ...['shown', 'shown', 'shown'],
    ]);
    expect(counts[0]).toBeNaN();
    expect(counts[1]).toBe(40);
  });

  test('two small counts that come to less than the threshold are not enough by themselves', () => {
    const { states } = suppressCounts(table([1, 2, 30, 40]), { threshold: 5 });
    expect(states.slice(0, 3)).toEqual(['small', 'small', 'secondary']);
  });

  test('zero is shown unless asked, and where nothing else is left it hides the other', () => {
    expect(suppressCounts(table([0, 9]), { threshold: 5 }).states).toEqual(['shown', 'shown']);
    const lonely = suppressCounts(table([3, 0]), { threshold: 3 });
    expect(lonely.states).toEqual(['shown', 'shown']);
    const hidden = suppressCounts(table([2, 0], [0, 9]), { threshold: 3 });
    expect(hidden.states).toEqual(['small', 'secondary', 'secondary', 'secondary']);
  });

  test('a line with nothing left to withhold is named: its total must go', () => {
    const { openLines } = suppressCounts(table([2, NaN]), { threshold: 5 });
    expect(openLines.map(({ kind, position }) => `${kind} ${position}`)).toEqual(['row 0', 'column 0']);
  });

  test('law: no line of a protected table can be solved by subtraction', () => {
    const size = fc.integer({ min: 2, max: 6 });
    const made = fc.tuple(size, size).chain(([rowCount, columnCount]) =>
      fc
        .array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 200 })), {
          minLength: rowCount * columnCount,
          maxLength: rowCount * columnCount,
        })
        .map((counts) => ({ rowCount, columnCount, counts: Float64Array.from(counts) })),
    );
    fc.assert(
      fc.property(made, (input) => {
        const { states, counts, openLines } = suppressCounts(input, { threshold: 5 });
        const open = new Set(openLines.map(({ kind, position }) => `${kind} ${position}`));
        const check = (name: string, cells: readonly number[]): void => {
          const withheld = cells.filter((cell) => states[cell] !== 'shown');
          if (withheld.length > 0 && !open.has(name)) {
            expect(withheld.length).toBeGreaterThan(1);
            expect(withheld.reduce((sum, cell) => sum + (input.counts[cell] ?? 0), 0)).toBeGreaterThanOrEqual(
              5,
            );
          }
        };
        for (let row = 0; row < input.rowCount; row += 1) {
          check(
            `row ${row}`,
            Array.from({ length: input.columnCount }, (_, at) => row * input.columnCount + at),
          );
        }
        for (let column = 0; column < input.columnCount; column += 1) {
          check(
            `column ${column}`,
            Array.from({ length: input.rowCount }, (_, at) => at * input.columnCount + column),
          );
        }
        counts.forEach((count) => {
          expect(Number.isNaN(count) || count === 0 || count >= 5).toBe(true);
        });
      }),
    );
  });

  test('bad input is refused with its place', () => {
    expect(() => suppressCounts(table([1, -2]), { threshold: 5 })).toThrow(/row 1, column 2 is -2/);
    expect(() => suppressCounts(table([1.5, 2]), { threshold: 5 })).toThrow(/whole numbers/);
    expect(() => suppressCounts(table([1, 2]), { threshold: 1 })).toThrow(/threshold/);
  });
});

describe('rounding counts', () => {
  test('to the nearest multiple, missing stays missing', () => {
    expect([...roundCounts(Float64Array.of(0, 2, 3, 12, 13, NaN), { base: 5 })]).toEqual([
      0,
      0,
      5,
      10,
      15,
      NaN,
    ]);
    expect(() => roundCounts(Float64Array.of(1), { base: 1 })).toThrow(/rounded to 1/);
  });

  test('at random it is unbiased and never moves by a whole base', () => {
    const counts = new Float64Array(20_000).fill(12);
    const rounded = roundCounts(counts, { base: 5, random: createRandom(3) });
    expect(new Set(rounded)).toEqual(new Set([10, 15]));
    expect(Math.abs(mean(rounded) - 12)).toBeLessThan((5 * Math.sqrt(6)) / Math.sqrt(20_000));
  });
});
