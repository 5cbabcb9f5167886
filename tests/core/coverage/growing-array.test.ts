import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createGrowing } from '../../../core/coverage/growing-array.ts';

it('a growing array holds what was put in, in its order, however little room it began with', () => {
  fc.assert(
    fc.property(fc.array(fc.double()), fc.integer({ min: 0, max: 8 }), (numbers, expected) => {
      const growing = createGrowing(Float64Array, expected);
      for (const number of numbers) growing.push(number);
      expect([...growing.values()]).toEqual(numbers);
    }),
  );
});
