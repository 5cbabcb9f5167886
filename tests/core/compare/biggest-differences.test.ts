import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { biggestDifferences, type ComparedFigure } from '../../../core/compare/biggest-differences.ts';
import { measureColumn } from '../../../core/compare/measure-column.ts';

const figure = (indicatorId: string, values: (number | null)[], changes: Partial<ComparedFigure> = {}) => ({
  ...{ indicatorId, values, spread: 10, direction: 'higher-is-riskier' as const },
  ...changes,
});

describe('the biggest differences', () => {
  it('puts them in the order of standard deviations, not of units', () => {
    const found = biggestDifferences(
      ['A', 'B'],
      [
        figure('income', [32_000, 30_000], { spread: 4000, direction: 'lower-is-riskier' }),
        figure('aged', [5, 35]),
        figure('speed', [100, 80]),
      ],
    );
    // 30 / 10 = 3, 20 / 10 = 2, 2,000 / 4,000 = 0.5.
    expect(found).toEqual([
      { indicatorId: 'aged', highest: 'B', lowest: 'A', riskier: 'B', distance: 3 },
      { indicatorId: 'speed', highest: 'A', lowest: 'B', riskier: 'A', distance: 2 },
      { indicatorId: 'income', highest: 'A', lowest: 'B', riskier: 'B', distance: 0.5 },
    ]);
  });

  it('names none below the least, and no more than so many', () => {
    const figures = [figure('a', [0, 4.9]), figure('b', [0, 5]), figure('c', [0, 6]), figure('d', [0, 7])];
    const ids = biggestDifferences(['A', 'B'], figures, { count: 2, least: 0.5 });
    expect(ids.map(({ indicatorId }) => indicatorId)).toEqual(['d', 'c']);
    expect(biggestDifferences(['A', 'B'], figures).map(({ indicatorId }) => indicatorId)).toEqual([
      'd',
      'c',
      'b',
    ]);
  });

  it('takes the two that lie furthest apart, passes over what is missing, and says nothing of neutral risk', () => {
    const [found] = biggestDifferences(
      ['A', 'B', 'C', 'D'],
      [figure('tenure', [20, null, 50, 35], { direction: 'neutral' })],
    );
    expect(found).toMatchObject({ highest: 'C', lowest: 'A', riskier: null, distance: 3 });
  });

  it('says nothing of a figure that only one has, or that is the same everywhere', () => {
    const figures = [
      figure('one', [20, null]),
      figure('same', [5, 5], { spread: 0 }),
      figure('unknown', [1, 50], { spread: NaN }),
    ];
    expect(biggestDifferences(['A', 'B'], figures)).toEqual([]);
  });

  const codes = ['A', 'B', 'C', 'D'];
  const values = fc.array(fc.option(fc.integer({ min: -50, max: 50 })), { minLength: 4, maxLength: 4 });

  it('does not depend on the order of the areas', () => {
    fc.assert(
      fc.property(
        fc.array(values, { maxLength: 5 }),
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        (columns, order) => {
          const straight = columns.map((column, at) => figure(String(at), column));
          const turned = columns.map((column, at) =>
            figure(
              String(at),
              order.map((position) => column[position] ?? null),
            ),
          );
          const turnedCodes = order.map((position) => codes[position] ?? '');
          expect(biggestDifferences(turnedCodes, turned)).toEqual(biggestDifferences(codes, straight));
        },
      ),
    );
  });
});

describe('what differences are measured by', () => {
  it('is the sample standard deviation of all places that have a value', () => {
    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares 32, over 7.
    const measure = measureColumn([2, 4, NaN, 4, 4, 5, 5, 7, 9]);
    expect(measure).toMatchObject({ lowest: 2, median: 4.5, highest: 9 });
    expect(measure?.spread).toBeCloseTo(2.138089935, 8);
  });

  it('is nothing where nothing is there', () => {
    expect(measureColumn([NaN, NaN])).toBeNull();
    expect(measureColumn([3])).toEqual({ lowest: 3, median: 3, highest: 3, spread: NaN });
  });
});
