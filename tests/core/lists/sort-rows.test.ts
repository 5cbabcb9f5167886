import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionsOfTexts, sortRows } from '../../../core/lists/sort-rows.ts';

/** Few different values, so that there are ties; about a third is missing. */
const column = fc.array(
  fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }), fc.constant(NaN)),
);

describe('sorted rows', () => {
  it('hold every row once, what is missing last, whichever way round', () => {
    fc.assert(
      fc.property(column, fc.constantFrom<1 | -1>(1, -1), (values, direction) => {
        const rows = values.map((_, row) => row);
        const sorted = sortRows(rows, values, direction);
        expect(sorted.toSorted((a, b) => a - b)).toEqual(rows);
        const missing = sorted.map((row) => Number.isNaN(values[row]));
        expect(missing.indexOf(true) === -1 || !missing.slice(missing.indexOf(true)).includes(false)).toBe(
          true,
        );
        sorted.slice(1).forEach((row, at) => {
          const before = sorted[at] ?? 0;
          const step = direction * ((values[row] ?? NaN) - (values[before] ?? NaN));
          if (Number.isNaN(step)) return;
          expect(step).toBeGreaterThanOrEqual(0);
          // Of one value: in the order given.
          if (step === 0) expect(row).toBeGreaterThan(before);
        });
      }),
    );
  });

  it('keep the order given among what is missing', () => {
    expect(sortRows([3, 1, 0, 2], [NaN, NaN, 5, NaN], -1)).toEqual([2, 3, 1, 0]);
  });

  it('have words in the order of the dictionary, numbers in them by size', () => {
    const names = ['Ward 10', 'Ward 9', null, 'élan', 'Elm', 'Ward 9'];
    const rows = sortRows([0, 1, 2, 3, 4, 5], positionsOfTexts(names), 1);
    expect(rows.map((row) => names[row])).toEqual(['élan', 'Elm', 'Ward 9', 'Ward 9', 'Ward 10', null]);
    expect(rows.indexOf(1)).toBeLessThan(rows.indexOf(5));
  });
});
