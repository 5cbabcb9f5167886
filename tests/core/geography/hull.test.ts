import { booleanValid, convex, featureCollection, point } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bufferedHull } from '../../../core/geography/buffered-hull.ts';
import { convexHull } from '../../../core/geography/convex-hull.ts';
import { orientation } from '../../../core/geography/orientation.ts';
import { covers } from '../../../core/geography/point-in-polygon.ts';
import { twiceSignedArea } from '../../../core/geography/ring-measures.ts';
import { gridPoints } from '../../support/grid-points.ts';

type Point = readonly [number, number];

const metres = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ min: 0, max: 700_000, noNaN: true }));
const points = fc.array(fc.tuple(metres, metres), { minLength: 1, maxLength: 40 });
/** Positions as they are published: to the centimetre. */
const centimetres = fc.integer({ min: 0, max: 70_000_000 }).map((value) => value / 100);
const premises = fc.array(fc.tuple(centimetres, centimetres), { minLength: 1, maxLength: 30 });

const hullOf = (list: readonly Point[]) => {
  const { eastings, northings } = gridPoints(list);
  return convexHull(eastings, northings);
};
const outlineOf = (list: readonly Point[], margin: number) => {
  const { eastings, northings } = gridPoints(list);
  return bufferedHull(eastings, northings, margin);
};
const closed = (corners: Float64Array) => Float64Array.of(...corners, ...corners.slice(0, 2));

function turns(ring: Float64Array): number[] {
  const count = ring.length / 2 - 1;
  const at = (corner: number) =>
    [ring[2 * (corner % count)] ?? NaN, ring[2 * (corner % count) + 1] ?? NaN] as const;
  return Array.from({ length: count }, (_, corner) =>
    orientation(...at(corner), ...at(corner + 1), ...at(corner + 2)),
  );
}

describe('convex hull', () => {
  test('a square with points inside and on its sides; a line; one place; nothing', () => {
    expect([
      ...hullOf([
        [2, 2],
        [0, 0],
        [1, 1],
        [2, 0],
        [1, 0],
        [0, 2],
        [2, 1],
        [0, 0],
      ]),
    ]).toEqual([0, 0, 2, 0, 2, 2, 0, 2]);
    expect([
      ...hullOf([
        [3, 6],
        [1, 2],
        [2, 4],
        [1, 2],
      ]),
    ]).toEqual([1, 2, 3, 6]);
    expect([
      ...hullOf([
        [5, 7],
        [5, 7],
      ]),
    ]).toEqual([5, 7]);
    expect(hullOf([])).toHaveLength(0);
  });

  test('holds every point, turns left at every corner, has points as corners; the order does not matter', () => {
    fc.assert(
      fc.property(
        points.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          const corners = hullOf(list);
          expect([...hullOf(shuffled)]).toEqual([...corners]);
          for (let at = 0; at < corners.length; at += 2) {
            expect(list.some(([x, y]) => x === corners[at] && y === corners[at + 1])).toBe(true);
          }
          if (corners.length < 6) return;
          expect(turns(closed(corners)).every((turn) => turn > 0)).toBe(true);
          for (const [x, y] of list) expect(covers([closed(corners)], x, y)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('has the corners that Turf finds', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { minLength: 3, maxLength: 40 }), (list) => {
        const corners = hullOf(list);
        const turf = convex(featureCollection(list.map(([x, y]) => point([x, y]))));
        if (corners.length < 6) return;
        const theirs = (turf?.geometry.coordinates[0] ?? []).slice(1).map(([x, y]) => `${x} ${y}`);
        const ours = Array.from(
          { length: corners.length / 2 },
          (_, at) => `${corners[2 * at]} ${corners[2 * at + 1]}`,
        );
        expect([...ours].sort()).toEqual([...new Set(theirs)].sort());
      }),
      { numRuns: 100 },
    );
  });
});

describe('outline with a margin', () => {
  test('one premises, two, and a row of them have an outline of the size that geometry says', () => {
    // A regular polygon of 16 sides around a circle of r: 16 r² tan(π/16).
    const around = 16 * 50 ** 2 * Math.tan(Math.PI / 16);
    const one = outlineOf([[350_000, 400_000]], 50);
    expect(one.areaSquareMetres / around).toBeCloseTo(1, 2);
    expect(one.ring).toHaveLength(34);
    const two = outlineOf(
      [
        [350_000, 400_000],
        [350_300, 400_000],
      ],
      50,
    );
    // From corner to corner the polygon is 2 * 50 / cos(π/16) wide.
    expect(Math.abs(two.areaSquareMetres - one.areaSquareMetres - 300 * 101.96)).toBeLessThan(10);
    const row = outlineOf(
      [
        [350_000, 400_000],
        [350_030, 400_040],
        [350_180, 400_240],
        [350_060, 400_080],
      ],
      50,
    );
    // Athwart a direction of 3 to 4 it is a little narrower.
    expect(Math.abs(row.areaSquareMetres - one.areaSquareMetres - 300 * 101)).toBeLessThan(300);
  });

  test('is a closed, convex, valid ring that runs anticlockwise, and keeps its margin from every premises', () => {
    fc.assert(
      fc.property(premises, fc.integer({ min: 1, max: 500 }), (list, margin) => {
        const { ring, areaSquareMetres } = outlineOf(list, margin);
        expect([...ring.slice(0, 2)]).toEqual([...ring.slice(-2)]);
        expect(turns(ring).every((turn) => turn > 0)).toBe(true);
        expect(twiceSignedArea(ring)).toBe(2 * areaSquareMetres);
        expect(areaSquareMetres).toBeGreaterThan(Math.PI * margin ** 2);
        expect(booleanValid({ type: 'Polygon', coordinates: [pairs(ring)] })).toBe(true);
        for (const place of list) {
          expect(covers([ring], ...place)).toBe(true);
          expect(nearestEdge(ring, place)).toBeGreaterThan(margin - 1e-6);
        }
        for (const corner of pairs(ring)) {
          const nearest = Math.min(...list.map(([x, y]) => Math.hypot(x - corner[0], y - corner[1])));
          expect(nearest).toBeLessThan(1.02 * margin + 0.02);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('the order of the premises does not matter', () => {
    fc.assert(
      fc.property(
        premises.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          expect([...outlineOf(shuffled, 50).ring]).toEqual([...outlineOf(list, 50).ring]);
        },
      ),
    );
  });

  test('refuses nothing, no numbers and no margin', () => {
    expect(() => outlineOf([], 50)).toThrow('eastings must be at least one');
    expect(() => outlineOf([[NaN, 1]], 50)).toThrow('no usable position');
    for (const margin of [0, -5, NaN, Infinity]) {
      expect(() => outlineOf([[1, 1]], margin)).toThrow('marginMetres must be');
    }
  });
});

function pairs(ring: Float64Array): [number, number][] {
  return Array.from({ length: ring.length / 2 }, (_, at) => [ring[2 * at] ?? NaN, ring[2 * at + 1] ?? NaN]);
}

/** The distance from a place inside to the nearest of the lines through the sides. */
function nearestEdge(ring: Float64Array, [x, y]: Point): number {
  let nearest = Infinity;
  for (let at = 0; at + 3 < ring.length; at += 2) {
    const [ax = NaN, ay = NaN, bx = NaN, by = NaN] = ring.slice(at, at + 4);
    const cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    nearest = Math.min(nearest, cross / Math.hypot(bx - ax, by - ay));
  }
  return nearest;
}
