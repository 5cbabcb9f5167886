import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, createPointInPolygonIndex, type Rings } from '../../../core/geography/point-in-polygon.ts';

const ring = (...numbers: number[]): Float64Array => Float64Array.from(numbers);
const square = (x: number, y: number, side = 1): Rings => [
  ring(x, y, x + side, y, x + side, y + side, x, y + side, x, y),
];

/** The plain rule, by all polygons in order: what the index must give. */
const plainly = (polygons: readonly Rings[], x: number, y: number): number =>
  polygons.findIndex((rings) => covers(rings, x, y));

describe('covers', () => {
  const withHole: Rings = [ring(0, 0, 10, 0, 10, 10, 0, 10, 0, 0), ring(4, 4, 6, 4, 6, 6, 4, 6, 4, 4)];

  it('tells inside, outside, hole and border apart', () => {
    expect(covers(withHole, 1, 1)).toBe(true);
    expect(covers(withHole, 5, 5)).toBe(false);
    expect(covers(withHole, 11, 5)).toBe(false);
    for (const [x, y] of [
      [0, 0],
      [10, 10],
      [5, 0],
      [10, 5],
      [0, 5],
      [5, 10],
      [4, 5],
      [5, 4],
      [6, 6],
    ] as const) {
      expect(covers(withHole, x, y), `${x}, ${y} lies on the border`).toBe(true);
    }
  });

  it('does not let a corner at the height of the point count twice', () => {
    const kite: Rings = [ring(0, 0, 5, -5, 10, 0, 5, 5, 0, 0)];
    expect(covers(kite, 2, 0)).toBe(true);
    expect(covers(kite, -1, 0)).toBe(false);
    expect(covers(kite, 11, 0)).toBe(false);
    expect(covers(kite, 0, 5)).toBe(false);
  });

  it('decides exactly where doubles cannot: the point 1e-17 beside a slanting edge of length 50', () => {
    // Kettner et al. 2008: naive signs near the line through (12, 12) and (24, 24) are wrong.
    const triangle: Rings = [ring(12, 12, 24, 24, 24, 12, 12, 12)];
    const step = 2 ** -52;
    for (let left = 0; left < 40; left++) {
      for (let up = 0; up < 40; up++) {
        const x = 12.5 + left * step * 8;
        const y = 12.5 + up * step * 8;
        expect(covers(triangle, x, y)).toBe(x >= y);
      }
    }
  });
});

describe('the index', () => {
  it('gives a point on a shared border to the polygon that stands first', () => {
    const polygons = [square(0, 0), square(1, 0), square(0, 1), square(1, 1)];
    const index = createPointInPolygonIndex(polygons);
    expect(index.find(1, 0.5)).toBe(0);
    expect(index.find(1, 1)).toBe(0);
    expect(index.find(1.5, 1)).toBe(1);
    expect(index.find(0.5, 1.0000001)).toBe(2);
    expect(index.find(2, 2)).toBe(3);
    expect(index.find(2.0000001, 2)).toBe(-1);
    expect(index.find(NaN, 1)).toBe(-1);
  });

  it('keeps the positions where a polygon is empty, and answers for no polygon at all', () => {
    expect(createPointInPolygonIndex([[], square(0, 0)]).find(0.5, 0.5)).toBe(1);
    expect(createPointInPolygonIndex([]).find(0, 0)).toBe(-1);
    expect(createPointInPolygonIndex([[]]).find(0, 0)).toBe(-1);
  });

  it('gives what asking every polygon in turn gives, overlaps, spikes and level edges included', () => {
    const corner = fc.record({ x: fc.integer({ min: 0, max: 60 }), y: fc.integer({ min: 0, max: 60 }) });
    const shape = fc.array(corner, { minLength: 3, maxLength: 9 }).map((corners): Rings => {
      const closed = [...corners, corners[0] ?? { x: 0, y: 0 }];
      return [Float64Array.from(closed.flatMap(({ x, y }) => [x / 3, y / 7]))];
    });
    fc.assert(
      fc.property(fc.array(shape, { minLength: 1, maxLength: 12 }), fc.array(corner), (polygons, corners) => {
        const index = createPointInPolygonIndex(polygons);
        const points = [
          ...corners.map(({ x, y }) => ({ x: x / 3, y: y / 7 })),
          ...corners.map(({ x, y }) => ({ x: x / 3 + 1e-9, y: y / 7.1 })),
        ];
        for (const { x, y } of points) {
          // Asked twice: the second answer comes from the cell.
          expect(index.find(x, y)).toBe(plainly(polygons, x, y));
          expect(index.find(x, y)).toBe(plainly(polygons, x, y));
        }
      }),
      { numRuns: 400 },
    );
  });
});
