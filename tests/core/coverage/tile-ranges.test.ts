import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tileKeyOf, tileRanges } from '../../../core/coverage/tile-ranges.ts';

const box = fc
  .record({
    west: fc.double({ min: -8, max: 1, noNaN: true }),
    south: fc.double({ min: 50, max: 60, noNaN: true }),
    width: fc.double({ min: 0, max: 0.9, noNaN: true }),
    height: fc.double({ min: 0, max: 0.9, noNaN: true }),
  })
  .map(({ west, south, width, height }) => ({ west, south, east: west + width, north: south + height }));

describe('stretches of tile keys', () => {
  it('hold every place of their box in exactly one, in order and apart', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(box, part, part, (bounds, across, up) => {
        const ranges = tileRanges(bounds);
        const { west, south, east, north } = bounds;
        const key = tileKeyOf({
          longitude: Math.min(east, west + across * (east - west)),
          latitude: Math.min(north, south + up * (north - south)),
        });
        expect(ranges.filter(({ first, last }) => key >= first && key <= last)).toHaveLength(1);
        for (const [at, { first, last }] of ranges.entries()) {
          expect(last).toBeGreaterThanOrEqual(first);
          expect(first).toBeGreaterThan((ranges[at - 1]?.last ?? -2) + 1);
        }
        expect(ranges.length).toBeLessThanOrEqual(256);
      }),
      { numRuns: 300 },
    );
  });

  it('hold little more than a small box', () => {
    const ranges = tileRanges({ west: -2.3, south: 53.4, east: -2.29, north: 53.41 });
    const tiles = ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
    // 0.01 degrees are 116.5 tiles of 10 metres across, and 195 down at this latitude (1 / cos 53.4).
    expect(tiles).toBeGreaterThan(116 * 195);
    expect(tiles).toBeLessThan(2 * 116 * 195);
  });
});
