import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../core/errors.ts';
import { contiguity } from '../../../core/spatial/contiguity.ts';
import { distanceBand } from '../../../core/spatial/distance-band.ts';
import { kNearest } from '../../../core/spatial/k-nearest.ts';
import { linkIslands } from '../../../core/spatial/link-islands.ts';
import { nearbyPoints } from '../../../core/spatial/located-points.ts';
import {
  listsOf,
  neighboursAmong,
  neighboursFromLists,
  symmetrised,
  withSelf,
} from '../../../core/spatial/neighbours.ts';
import { readGal, readGwt } from '../../../core/spatial/read-neighbour-file.ts';
import { boardOfSquares } from '../../support/lattice.ts';

const plane = (...points: readonly (readonly [number, number])[]) => ({
  x: Float64Array.from(points, ([x]) => x),
  y: Float64Array.from(points, ([, y]) => y),
  plane: 'plane' as const,
});
const square = (x: number, y: number, side = 1) =>
  Float64Array.of(x, y, x + side, y, x + side, y + side, x, y + side, x, y);

describe('contiguity', () => {
  test('a corner makes queens, an edge makes rooks', () => {
    const board = boardOfSquares(3, 3);
    const queens = listsOf(contiguity(board, { rule: 'queen' }));
    const rooks = listsOf(contiguity(board, { rule: 'rook' }));
    expect(queens[4]).toEqual([0, 1, 2, 3, 5, 6, 7, 8]);
    expect(rooks[4]).toEqual([1, 3, 5, 7]);
    expect([queens[0], rooks[0]]).toEqual([
      [1, 3, 4],
      [1, 3],
    ]);
  });

  test('holes, several polygons, an area in the hole of another, an area without polygons', () => {
    const around = [[square(0, 0, 3), square(1, 1)]];
    const inside = [[square(1, 1)]];
    const twoParts = [[square(3, 0)], [square(10, 10)]];
    const farAway = [[square(11, 10)]];
    const lists = listsOf(contiguity([around, inside, twoParts, farAway, []], { rule: 'rook' }));
    // The ring of `around` has no corner at 3, 1, where `twoParts` has one: they share the corner 3, 0 only.
    expect(lists).toEqual([[1], [0], [3], [2], []]);
    expect(listsOf(contiguity([around, inside, twoParts], { rule: 'queen' }))[0]).toEqual([1, 2]);
  });

  test('corners that differ by rounding meet within the tolerance and not beyond', () => {
    const apart = [[[square(0, 0)]], [[square(1.0004, 0)]], [[square(2.0013, 0)]]];
    const linked = (rule: 'queen' | 'rook', tolerance: number) =>
      listsOf(contiguity(apart, { rule, tolerance }));
    for (const rule of ['queen', 'rook'] as const) {
      expect(linked(rule, 0)).toEqual([[], [], []]);
      expect(linked(rule, 0.0005)).toEqual([[1], [0], []]);
      expect(linked(rule, 0.001)).toEqual([[1], [0, 2], [1]]);
    }
  });

  test('the direction and the first corner of a ring do not matter', () => {
    const turned = Float64Array.of(2, 1, 2, 0, 1, 0, 1, 1, 2, 1);
    expect(listsOf(contiguity([[[square(0, 0)]], [[turned]]], { rule: 'rook' }))).toEqual([[1], [0]]);
  });
});

describe('distance', () => {
  test('the nearest are those a plain search finds, ties to the first', () => {
    const position = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(
        fc.array(position, { minLength: 5, maxLength: 120 }),
        fc.integer({ min: 1, max: 4 }),
        (points, k) => {
          const squared = (one: number, other: number) => {
            const [ax, ay] = points[one] ?? [0, 0];
            const [bx, by] = points[other] ?? [0, 0];
            return (ax - bx) ** 2 + (ay - by) ** 2;
          };
          const plain = points.map((_, at) =>
            points
              .map((__, other) => other)
              .filter((other) => other !== at)
              .sort((one, other) => squared(at, one) - squared(at, other) || one - other)
              .slice(0, k)
              .sort((one, other) => one - other),
          );
          expect(listsOf(kNearest(plane(...points), k))).toEqual(plain);
        },
      ),
      { seed: 7 },
    );
  });

  test('ties of a grid with rounded coordinates go to the lowest number', () => {
    // 0.3 - 0.2 is less than 0.2 - 0.1 in doubles.
    expect(listsOf(kNearest(plane([0.1, 0], [0.2, 0], [0.3, 0]), 1))).toEqual([[1], [0], [1]]);
  });

  test('a band takes its upper limit in and leaves its lower limit out', () => {
    const points = plane([0, 0], [3, 4], [0, 10], [0, 0]);
    expect(listsOf(distanceBand(points, { lower: 0, upper: 5 }))).toEqual([[1], [0, 3], [], [1]]);
    expect(listsOf(distanceBand(points, { lower: 5, upper: 10 }))[0]).toEqual([2]);
    expect(() => distanceBand(points, { lower: 5, upper: 5 })).toThrow(AppError);
  });

  test('in degrees, metres along the globe count', () => {
    const quarter = nearbyPoints({ ...plane([0, 0], [90, 0], [0, 60], [90, 60]), plane: 'degrees' });
    // A quarter of the equator; along the 60th parallel the short way is over the north: cos c = 3/4.
    expect(quarter.distance(0, 1)).toBeCloseTo((Math.PI / 2) * 6_371_008.8, 3);
    expect(quarter.distance(2, 3)).toBeCloseTo(Math.acos(0.75) * 6_371_008.8, 3);
    // Across the date line, which degrees as such would call 359.8 apart.
    const degrees = { ...plane([0, 51], [0, 60], [179.9, 0], [-179.9, 0]), plane: 'degrees' as const };
    expect(listsOf(kNearest(degrees, 1)).slice(2)).toEqual([[3], [2]]);
    expect(listsOf(distanceBand(degrees, { lower: 0, upper: 22_240 }))[2]).toEqual([3]);
    expect(listsOf(distanceBand(degrees, { lower: 0, upper: 22_239 }))[2]).toEqual([]);
    expect(() => nearbyPoints({ ...degrees, y: Float64Array.of(0, 0, 0, 91) })).toThrow(/Area 4/);
  });

  test('k must leave an area to be near to', () => {
    expect(() => kNearest(plane([0, 0], [1, 1]), 2)).toThrow(/whole number from 1 to 1/);
  });
});

describe('changes to neighbours', () => {
  const oneWay = neighboursFromLists([[1], [], [1]]);

  test('symmetrised, with self, among some', () => {
    expect(listsOf(symmetrised(oneWay))).toEqual([[1], [0, 2], [1]]);
    expect(listsOf(withSelf(oneWay))).toEqual([[0, 1], [1], [1, 2]]);
    const among = neighboursAmong(oneWay, Int32Array.of(1, 2));
    expect(listsOf(among.neighbours)).toEqual([[], [0]]);
    expect(among.links).toEqual(Int32Array.of(1));
  });

  test('islands stay alone, or are linked to the nearest or as told, and it is said', () => {
    const points = plane([0, 0], [1, 0], [5, 0], [7, 0]);
    const pair = neighboursFromLists([[1], [0], [], []]);
    expect(linkIslands(pair, { kind: 'none' })).toMatchObject({ islands: [2, 3], stillAlone: [2, 3] });
    const nearest = linkIslands(pair, { kind: 'nearest', points });
    expect(listsOf(nearest.neighbours)).toEqual([[1], [0], [3], [2]]);
    expect(nearest).toMatchObject({ islands: [2, 3], stillAlone: [] });
    const ferry = linkIslands(pair, { kind: 'links', links: [[2, 0]] });
    expect(listsOf(ferry.neighbours)).toEqual([[1, 2], [0], [0], []]);
    expect(ferry.stillAlone).toEqual([3]);
    expect(() => linkIslands(pair, { kind: 'links', links: [[2, 9]] })).toThrow(AppError);
  });
});

describe('neighbour files', () => {
  const areaOfId = new Map(['a', 'b', 'c'].map((id, at) => [id, at]));
  const read = (text: string) => readGal({ text, path: 'x.gal', areaOfId, areaCount: 3 });
  const readLinks = (text: string) => readGwt({ text, path: 'x.gwt', areaOfId, areaCount: 3 });

  test('GAL with either header, with and without the empty line of an island', () => {
    const lists = [[1], [0], []];
    expect(listsOf(read('3\na 1\nb\nb 1\na\nc 0\n\n').neighbours)).toEqual(lists);
    expect(listsOf(read('0 3 layer FIPS\r\na 1\r\nb\r\nc 0\r\nb 1\r\na\r\n').neighbours)).toEqual(lists);
    expect(read('3\na 1\nb\nb 1\na').unnamed).toEqual([2]);
    expect(read('3\na 1\nb').values).toBeNull();
  });

  test('GWT keeps its numbers beside its links', () => {
    const { neighbours, values } = readLinks('0 3 layer id\na c 2.5\na b 1.5\nb a 1.5\n');
    expect(listsOf(neighbours)).toEqual([[1, 2], [0], []]);
    expect(values).toEqual(Float64Array.of(1.5, 2.5, 1.5));
  });

  test.each([
    [read, '', /line 0.*no header/],
    [read, '3\na x\n', /line 2: "x" is no number of neighbours/],
    [read, '3\na 2\nb\n', /line 2: "2" neighbours were announced/],
    [read, '3\nz 1\na\n', /line 2: "z" is no area/],
    [read, '3\na 1\na\n', /line 3: "a" is its own neighbour/],
    [read, '3\na 1\nb\na 1\nc\n', /line 4: "a" has a list/],
    [read, '3\na 2\nb b\n', /line 3: "b" stands twice/],
    [readLinks, '3\na b\nb a 1\n', /line 3: "b" is not the third/],
    [readLinks, '3\na b near\n', /line 2: "near" is not the third/],
  ])('%o refuses %j', (reader, text, message) => {
    expect(() => reader(text)).toThrow(message);
    expect(() => reader(text)).toThrow(AppError);
  });
});
