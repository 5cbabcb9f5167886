import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceBetween, mostSimilar, standardiseFigures } from '../../../core/similar/similar-areas.ts';
import { isSimilarInput } from '../../../core/similar/similar-inputs.ts';

const codes = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'];
const all = [0, 1, 2];

describe('distance of standardised figures', () => {
  // By hand. a: mean 2, sample deviation 2, z -1, 0, 1. b: mean 20, squares 100 + 100 + 400, deviation sqrt(300), z -10, -10
  // and 20 over it. A to B: sqrt(1 + 0); B to C: sqrt(1 + 900/300) = 2; A to C: sqrt(4 + 3).
  const figures = standardiseFigures(
    [
      [0, 2, 4],
      [10, 10, 40],
    ],
    all,
  );

  it('is what a hand reckons', () => {
    expect(distanceBetween(figures, 0, 1).shared).toBe(2);
    expect(distanceBetween(figures, 0, 1).distance).toBeCloseTo(1, 12);
    expect(distanceBetween(figures, 1, 2).distance).toBeCloseTo(2, 12);
    expect(distanceBetween(figures, 0, 2).distance).toBeCloseTo(Math.sqrt(7), 12);
  });

  it('finds the nearest first, never the area itself, and no more than are asked for', () => {
    const ask = (row: number, count: number) =>
      mostSimilar(figures, { row, candidates: all, count, codes }).map((area) => area.row);
    expect(ask(0, 5)).toEqual([1, 2]);
    expect(ask(2, 1)).toEqual([1]);
  });

  it('brings the distance up to all figures where one is missing, and compares nothing below 80 %', () => {
    const column = [0, 2, 4];
    const holed = [NaN, 2, 4];
    // The mean of 2 and 4 is 3: the first area has no part in it.
    const fourOfFive = standardiseFigures([column, column, column, column, holed], all);
    // z of A and B differ by 1 in each of four figures: sqrt(5 / 4 * 4).
    expect(distanceBetween(fourOfFive, 0, 1).shared).toBe(4);
    expect(distanceBetween(fourOfFive, 0, 1).distance).toBeCloseTo(Math.sqrt(5), 12);
    const threeOfFive = standardiseFigures([column, column, column, holed, holed], all);
    expect(distanceBetween(threeOfFive, 0, 1).distance).toBeNaN();
    expect(mostSimilar(threeOfFive, { row: 0, candidates: all, count: 5, codes })).toEqual([]);
  });

  it('leaves out a figure that all areas share, and takes areas at one distance by their codes', () => {
    const figuresWithConstant = standardiseFigures(
      [
        [0.1, 0.1, 0.1],
        [1, 0, 2],
      ],
      all,
    );
    expect(figuresWithConstant.kept).toEqual([1]);
    const byCode = (order: readonly string[]) =>
      mostSimilar(figuresWithConstant, { row: 0, candidates: all, count: 1, codes: order })[0]?.row;
    expect(byCode(['A', 'B', 'C'])).toBe(1);
    expect(byCode(['A', 'C', 'B'])).toBe(2);
  });

  it('standardises over the areas that are compared only', () => {
    const withStranger = standardiseFigures([[0, 2, 4, 1000]], all);
    expect(distanceBetween(withStranger, 0, 1).distance).toBeCloseTo(1, 12);
  });
});

describe('laws of similarity', () => {
  const rowCount = 8;
  const rows = Array.from({ length: rowCount }, (_, row) => row);
  const value = fc.oneof(
    { arbitrary: fc.integer({ min: -1000, max: 1000 }), weight: 9 },
    { arbitrary: fc.constant(NaN), weight: 1 },
  );
  const columns = fc.array(fc.array(value, { minLength: rowCount, maxLength: rowCount }), {
    minLength: 1,
    maxLength: 6,
  });
  const distances = (table: readonly (readonly number[])[]): number[] => {
    const figures = standardiseFigures(table, rows);
    return rows.flatMap((one) => rows.map((other) => distanceBetween(figures, one, other).distance));
  };
  const expectAlike = (found: readonly number[], wanted: readonly number[]): void => {
    found.forEach((distance, at) => {
      if (Number.isNaN(wanted[at])) expect(distance).toBeNaN();
      else expect(distance).toBeCloseTo(wanted[at] ?? 0, 6);
    });
  };

  it('is the same both ways and nothing to itself', () => {
    fc.assert(
      fc.property(columns, (table) => {
        const figures = standardiseFigures(table, rows);
        for (const one of rows) {
          for (const other of rows) {
            expect(distanceBetween(figures, one, other)).toEqual(distanceBetween(figures, other, one));
          }
          const own = distanceBetween(figures, one, one).distance;
          expect(Number.isNaN(own) || own === 0).toBe(true);
        }
      }),
    );
  });

  it('does not change with the unit of a figure, nor when the same is added to all', () => {
    const factors = fc.array(fc.constantFrom(-100, -1, 0.01, 1, 25.4, 1000), { minLength: 6, maxLength: 6 });
    const shifts = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(columns, factors, shifts, (table, factor, shift) => {
        const changed = table.map((column, at) =>
          column.map((each) => each * (factor[at] ?? 1) + (shift[at] ?? 0)),
        );
        expectAlike(distances(changed), distances(table));
      }),
    );
  });

  it('gives the same areas whatever the order in which they are looked at', () => {
    fc.assert(
      fc.property(
        columns,
        fc.shuffledSubarray(rows, { minLength: rowCount, maxLength: rowCount }),
        (table, shuffled) => {
          const figures = standardiseFigures(table, rows);
          const ask = (candidates: readonly number[]) =>
            mostSimilar(figures, { row: 0, candidates, count: 3, codes });
          expect(ask(shuffled)).toEqual(ask(rows));
        },
      ),
    );
  });
});

describe('what is compared', () => {
  it('is the inputs of the profile and the figures on people, but no counts and no places in an order', () => {
    const own = new Set(['slow', 'rank-of-it']);
    const ask = (id: string, unit: string): boolean => isSimilarInput({ id, unit }, own);
    expect([ask('slow', 'percent'), ask('disabled', 'percent')]).toEqual([true, true]);
    expect([ask('rank-of-it', 'rank'), ask('population', 'count'), ask('crime', 'score')]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
