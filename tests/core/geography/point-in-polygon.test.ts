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

  it('gives it of polygons of many corners, holes and islands too, at the heights of their corners and between', () => {
    const star = fc
      .record({
        x: fc.integer({ min: -50, max: 50 }),
        y: fc.integer({ min: -50, max: 50 }),
        radii: fc.array(fc.integer({ min: 4, max: 40 }), { minLength: 3, maxLength: 120 }),
        hole: fc.boolean(),
        island: fc.integer({ min: 30, max: 90 }),
      })
      .map(({ x, y, radii, hole, island }): Rings => {
        const scaled = (scale: number, shift: number): Float64Array => {
          const corners = radii.flatMap((radius, at) => {
            const angle = (2 * Math.PI * at) / radii.length;
            return [x + shift + scale * radius * Math.cos(angle), y + scale * radius * Math.sin(angle)];
          });
          return Float64Array.from([...corners, ...corners.slice(0, 2)]);
        };
        return [scaled(1, 0), ...(hole ? [scaled(0.5, 0)] : []), scaled(0.25, island)];
      });
    const anywhere = fc.tuple(
      fc.double({ min: -160, max: 160, noNaN: true }),
      fc.integer({ min: -90, max: 90 }),
    );
    fc.assert(
      fc.property(fc.array(star, { minLength: 1, maxLength: 9 }), fc.array(anywhere), (polygons, points) => {
        const index = createPointInPolygonIndex(polygons);
        const corners = polygons.flat().flatMap((each) => {
          const pairs = Array.from({ length: each.length / 2 }, (_, at) => [
            each[2 * at] ?? 0,
            each[2 * at + 1] ?? 0,
          ]);
          // The corner itself, a place beside it, and the middle of the edge to the next.
          return pairs.flatMap(([x = 0, y = 0], at) => {
            const [nextX = 0, nextY = 0] = pairs[at + 1] ?? [];
            return [
              [x, y],
              [x + 7.25, y],
              [(x + nextX) / 2, (y + nextY) / 2],
            ];
          });
        });
        for (const [x = 0, y = 0] of [...corners, ...points]) {
          expect(index.find(x, y)).toBe(plainly(polygons, x, y));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('answers in time for thousands of polygons over each other', () => {
    const polygons = Array.from({ length: 3000 }, (_, at) => square(-at / 10, -at / 10, 1 + at / 5));
    const index = createPointInPolygonIndex(polygons);
    for (const [x, y] of [
      [0.5, 0.5],
      [-100, 3],
      [-299.9, -299.9],
      [-299.95, 0],
      [300, 300.85],
    ] as const) {
      expect(index.find(x, y), `${x}, ${y}`).toBe(plainly(polygons, x, y));
    }
  });

  it('answers for polygons of no height, of no width and of one place', () => {
    const flat: Rings = [ring(0, 1, 5, 1, 0, 1)];
    const upright: Rings = [ring(2, 0, 2, 5, 2, 0)];
    const spot: Rings = [ring(9, 9, 9, 9)];
    const low: Rings = [ring(0, 0, 4, 0, 4, 5e-324, 0, 0)];
    const polygons = [flat, upright, spot, low];
    const index = createPointInPolygonIndex(polygons);
    for (const [x, y] of [
      [3, 1],
      [2, 1],
      [2, 4],
      [9, 9],
      [3, 0],
      [5, 1.5],
      [6, 1],
      [4, 5e-324],
    ] as const) {
      expect(index.find(x, y), `${x}, ${y}`).toBe(plainly(polygons, x, y));
    }
    for (const each of polygons) {
      expect(createPointInPolygonIndex([each]).find(2, 1)).toBe(plainly([each], 2, 1));
    }
  });
});
