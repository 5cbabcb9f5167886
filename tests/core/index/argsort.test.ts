import fc from 'fast-check';
import { expect, test } from 'vitest';
import { argsort } from '../../../core/index/argsort.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

test('orders any doubles as a comparator does, and keeps the order of equal ones', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(finite, fc.constantFrom(0, -0, 1, 5e-324, -5e-324))), (numbers) => {
      const values = Float64Array.from(numbers);
      const rows = Uint32Array.from(numbers.keys());
      const expected = [...rows].sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0) || a - b);
      expect([...argsort(values, rows)]).toEqual(expected);
    }),
  );
});

test('orders only the rows it is given and leaves them as they were', () => {
  const values = Float64Array.of(9, 1, NaN, 5);
  const rows = Uint32Array.of(0, 1, 3);
  expect([...argsort(values, rows)]).toEqual([1, 3, 0]);
  expect([...rows]).toEqual([0, 1, 3]);
});
