import { expect, test } from 'vitest';
import { rankStrip } from '../../../core/charts/rank-strip.ts';

test('ranks lie on a line of 320 units from the first to the last', () => {
  // Of 21 each rank is 16 units from the next; the worst tenth, ranks 1 and 2, ends at 2.5.
  expect(rankStrip({ q5: 3, q95: 9, median: 6, rankOf: 21 })).toEqual({
    viewBox: '-3 0 326 26',
    worst: { x: 0, y: 3, width: 24, height: 20 },
    line: { x: 0, y: 12, width: 320, height: 2 },
    span: { x: 32, y: 8, width: 96, height: 10 },
    median: { x: 78.5, y: 2, width: 3, height: 22 },
  });
});

test('of fewer than ten none is in the worst tenth, and an interval of one rank can be seen', () => {
  const strip = rankStrip({ q5: 2, q95: 2, median: 2, rankOf: 9 });
  expect(strip.worst).toBeNull();
  expect(strip.span.width).toBe(2);
});
