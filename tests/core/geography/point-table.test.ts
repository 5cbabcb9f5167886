import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPointTable, doubles, wholeNumbers } from '../../../core/geography/point-table.ts';

const double = fc.double({ noNaN: true, noDefaultInfinity: true });
// Few values, so that points come again; the rest from the whole range.
const kinds = {
  'whole numbers': { kind: wholeNumbers, number: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer()) },
  doubles: { kind: doubles, number: fc.oneof(fc.constantFrom(-0, 0, 0.1, 0.1 + 0.2, 0.3), double) },
};

it.each(Object.entries(kinds))(
  'points of %s are numbered as they first came, once each',
  (_, { kind, number }) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { maxLength: 300 }), (points) => {
        const table = createPointTable<Int32Array | Float64Array>(kind);
        const numbers = new Map<string, number>();
        for (const [x, y] of points) {
          // Text gives doubles to the last bit, and no sign to zero.
          const key = `${x} ${y}`;
          expect(table.find(x, y)).toBe(numbers.get(key) ?? -1);
          numbers.set(key, numbers.get(key) ?? numbers.size);
          expect(table.numberOf(x, y)).toBe(numbers.get(key));
        }
        expect(table.count).toBe(numbers.size);
        for (const [key, at] of numbers) {
          expect([...table.coordinates.slice(2 * at, 2 * at + 2)].map((each) => each + 0).join(' ')).toBe(
            key,
          );
        }
      }),
    );
  },
);

it.each(Object.entries(kinds))('points of %s keep their numbers while the table grows', (_, { kind }) => {
  const table = createPointTable<Int32Array | Float64Array>(kind);
  const side = 150;
  for (let at = 0; at < side * side; at += 1)
    expect(table.numberOf(at % side, Math.floor(at / side))).toBe(at);
  for (let at = 0; at < side * side; at += 1) expect(table.find(at % side, Math.floor(at / side))).toBe(at);
  expect(table.count).toBe(side * side);
});
