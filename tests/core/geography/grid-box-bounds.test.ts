import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tileKeyOf, tileRanges } from '../../../core/coverage/tile-ranges.ts';
import { boundsOfGridBox } from '../../../core/geography/grid-box-bounds.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import { roundDegrees } from '../../../core/geography/round-degrees.ts';

const part = fc.double({ min: 0, max: 1, noNaN: true });
/** From a street to the whole length of the country. */
const side = fc.double({ min: 0, max: 5.7, noNaN: true }).map((power) => 10 ** power);
const box = fc
  .record({
    // Sides bend most to see where they go over the central meridian, at 400 km.
    minX: fc.oneof(
      fc.double({ min: 80_000, max: 650_000, noNaN: true }),
      fc.double({ min: 398_000, max: 400_000, noNaN: true }),
    ),
    minY: fc.double({ min: 5_000, max: 1_200_000, noNaN: true }),
    width: side,
    height: side,
  })
  .map(({ minX, minY, width, height }) => ({
    ...{ minX, minY },
    ...{ maxX: Math.min(660_000, minX + width), maxY: Math.min(1_220_000, minY + height) },
  }));

describe('the bounds of a box of the National Grid', () => {
  it('hold every point of it, and so do their stretches of tile keys, however few', () => {
    // Points of the sides are those that could be missed: half of them are.
    const place = fc.oneof(part, fc.constantFrom(0, 1));
    fc.assert(
      fc.property(box, place, place, fc.constantFrom(16, 256), (each, across, up, most) => {
        const { minX, minY, maxX, maxY } = each;
        const position = wgs84FromGrid({
          easting: Math.min(maxX, minX + across * (maxX - minX)),
          northing: Math.min(maxY, minY + up * (maxY - minY)),
        });
        const bounds = boundsOfGridBox(each);
        expect(position.longitude).toBeGreaterThanOrEqual(bounds.west);
        expect(position.longitude).toBeLessThanOrEqual(bounds.east);
        expect(position.latitude).toBeGreaterThanOrEqual(bounds.south);
        expect(position.latitude).toBeLessThanOrEqual(bounds.north);
        const ranges = tileRanges(bounds, most);
        const key = tileKeyOf(position);
        expect(ranges.filter(({ first, last }) => key >= first && key <= last)).toHaveLength(1);
        expect(ranges.length).toBeLessThanOrEqual(most);
      }),
      { numRuns: 5000 },
    );
  });

  it('are hardly larger than it', () => {
    // A kilometre is 0.0090 degrees of latitude, and at 53.5 degrees north 0.0151 of longitude; the grid leans by a few metres.
    const { west, south, east, north } = boundsOfGridBox({
      ...{ minX: 400_000, minY: 400_000, maxX: 401_000, maxY: 401_000 },
    });
    expect(north - south).toBeCloseTo(0.009, 4);
    expect(east - west).toBeCloseTo(0.0151, 4);
  });
});

describe('degrees in files and answers', () => {
  it('have six decimals at most', () => {
    expect([-2.299_999_999_9, 53.123_456_49, 0.000_000_4].map(roundDegrees)).toEqual([-2.3, 53.123456, 0]);
    expect(roundDegrees(NaN)).toBeNaN();
  });
});
