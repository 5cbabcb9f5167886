import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decileOf } from '../../../core/index/deciles.ts';
import { worstTenthEnd } from '../../../core/uncertainty/worst-tenth-end.ts';

test('the worst tenth ends between the last rank that is in it and the first that is not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 40_000 }), (rankOf) => {
      const end = worstTenthEnd(rankOf);
      if (end === null) {
        expect(decileOf(1, rankOf)).toBeGreaterThan(1);
        return;
      }
      expect(decileOf(Math.floor(end), rankOf)).toBe(1);
      expect(decileOf(Math.ceil(end), rankOf)).toBe(2);
    }),
    { examples: [[9], [10], [19], [20]] },
  );
});
