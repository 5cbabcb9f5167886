import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRisk, type RankSpan } from '../../../core/area-page/compare-risk.ts';

const span = fc
  .tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 200 }))
  .map(([q5, width]): RankSpan => ({ q5, q95: q5 + width }));

describe('risk of a neighbour', () => {
  it('is clearly higher or lower only where the intervals do not overlap', () => {
    const own = { q5: 10, q95: 20 };
    expect(compareRisk(own, { q5: 1, q95: 9 })).toBe('clearly-higher');
    expect(compareRisk(own, { q5: 21, q95: 30 })).toBe('clearly-lower');
    expect(compareRisk(own, { q5: 1, q95: 10 })).toBe('not-apart');
    expect(compareRisk(own, { q5: 20, q95: 30 })).toBe('not-apart');
    expect(compareRisk(own, { q5: 12, q95: 13 })).toBe('not-apart');
    expect(compareRisk(null, own)).toBe('unknown');
    expect(compareRisk(own, null)).toBe('unknown');
  });

  it('is told the same from either side', () => {
    const turned = { 'clearly-higher': 'clearly-lower', 'clearly-lower': 'clearly-higher' } as const;
    fc.assert(
      fc.property(span, span, (one, other) => {
        const told = compareRisk(one, other);
        expect(compareRisk(other, one)).toBe(
          told === 'clearly-higher' || told === 'clearly-lower' ? turned[told] : told,
        );
        expect(compareRisk(one, one)).toBe('not-apart');
      }),
    );
  });
});
