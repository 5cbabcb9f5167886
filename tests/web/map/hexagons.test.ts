import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binHexagons } from '../../../web/map/hexagons.ts';
import type { HexagonPoint } from '../../../web/map/hexagons.ts';

const point: fc.Arbitrary<HexagonPoint> = fc.record({
  longitude: fc.double({ min: -6, max: 2, noNaN: true }),
  latitude: fc.double({ min: 50, max: 56, noNaN: true }),
  value: fc.double({ min: 0, max: 100, noNaN: true }),
  weight: fc.integer({ min: 1, max: 3000 }),
});
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

describe('hexagon bins', () => {
  it('keep every point and all its people exactly once, at any zoom', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 60 }), fc.integer({ min: 4, max: 16 }), (points, zoom) => {
        const cells = binHexagons(points, zoom);
        expect(sum(cells.map(({ count }) => count))).toBe(points.length);
        expect(sum(cells.map(({ weight }) => weight))).toBe(sum(points.map(({ weight }) => weight)));
      }),
    );
  });

  it('hold their points: none is further from the middle than a corner', () => {
    const place = { longitude: -2.31, latitude: 53.42 };
    const [cell] = binHexagons([{ ...place, value: 1, weight: 1 }], 10);
    const corners = cell?.ring.map(([longitude, latitude]) => ({ longitude, latitude })) ?? [];
    const reach = Math.max(...corners.map(({ longitude }) => Math.abs(longitude - (cell?.longitude ?? 0))));
    expect(Math.abs(place.longitude - (cell?.longitude ?? 0))).toBeLessThanOrEqual(reach);
    expect(corners).toHaveLength(7);
    expect(corners[0]).toEqual(corners[6]);
  });

  it('weigh the mean by people', () => {
    const place = { longitude: -2.31, latitude: 53.42 };
    const cells = binHexagons(
      [
        { ...place, value: 10, weight: 3000 },
        { ...place, value: 50, weight: 1000 },
      ],
      10,
    );
    expect(cells).toHaveLength(1);
    expect(cells[0]?.value).toBe(20);
  });

  it('leave out what has no value or no people rather than counting it as zero', () => {
    const place = { longitude: -2.31, latitude: 53.42 };
    const nothing = [
      { ...place, value: NaN, weight: 100 },
      { ...place, value: 40, weight: NaN },
      { ...place, value: 40, weight: 0 },
    ];
    expect(binHexagons(nothing, 10)).toEqual([]);
  });
});
