import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../core/errors.ts';
import { densityClusters, type DensityRule } from '../../../core/spatial/density-clusters.ts';
import { gridPoints, scatteredHamlets } from '../../support/grid-points.ts';

type Point = readonly [number, number];

/** Whole metres on a small board: many coincident points, and many at exactly the same distance. */
const board = fc.array(fc.tuple(fc.nat(24), fc.nat(24)), { maxLength: 60 });
const anywhere = fc.array(
  fc.tuple(fc.double({ min: 0, max: 30, noNaN: true }), fc.double({ min: 0, max: 30, noNaN: true })),
  { maxLength: 50 },
);
const points = fc.oneof(board, anywhere);
const eps = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.double({ min: 0.5, max: 9, noNaN: true }));

function cluster(list: readonly Point[], rule: DensityRule) {
  const { eastings, northings } = gridPoints(list);
  return densityClusters(eastings, northings, rule);
}

/** The definition word by word, all distances measured: labels in the published order of ours. */
function byDefinition(
  list: readonly Point[],
  epsMetres: number,
  minimum: number,
  weights?: readonly number[],
) {
  const far = (one: Point, other: Point) => Math.sqrt((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2);
  const indices = list.map((_, at) => at);
  const at = (index: number): Point => list[index] ?? [NaN, NaN];
  const near = (index: number) => indices.filter((other) => far(at(index), at(other)) <= epsMetres);
  const weigh = (members: readonly number[]) =>
    weights === undefined
      ? members.length
      : members.reduce((sum, member) => sum + Math.round((weights[member] ?? 0) * 1e6), 0) / 1e6;
  const southWest = (one: number, other: number) => at(one)[1] - at(other)[1] || at(one)[0] - at(other)[0];
  const core = indices.filter((index) => weigh(near(index)) >= minimum);
  const labels = list.map(() => -1);
  let number = 0;
  for (const seed of [...core].sort(southWest)) {
    if (labels[seed] !== -1) continue;
    const waiting = [seed];
    labels[seed] = number;
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const other of near(next)) {
        if (!core.includes(other) || labels[other] !== -1) continue;
        labels[other] = number;
        waiting.push(other);
      }
    }
    number += 1;
  }
  for (const index of indices) {
    if (core.includes(index)) continue;
    const [nearest] = near(index)
      .filter((other) => core.includes(other))
      .sort((one, other) => far(at(one), at(index)) - far(at(other), at(index)) || southWest(one, other));
    labels[index] = nearest === undefined ? -1 : (labels[nearest] ?? -1);
  }
  return { labels, isCore: indices.map((index) => (core.includes(index) ? 1 : 0)), clusterCount: number };
}

const plain = ({ labels, isCore, clusterCount }: ReturnType<typeof densityClusters>) => ({
  labels: [...labels],
  isCore: [...isCore],
  clusterCount,
});

describe('clusters by density', () => {
  test('two places and what lies alone', () => {
    const found = cluster(
      [
        [0, 0],
        [100, 0],
        [200, 0],
        [5000, 5000],
        [1000, 10],
        [1100, 10],
        [1200, 10],
      ],
      { epsMetres: 100, minimumPoints: 3 },
    );
    // Only the middle of each row has three within reach; its neighbours are border points.
    expect(plain(found)).toEqual({
      labels: [0, 0, 0, -1, 1, 1, 1],
      isCore: [0, 1, 0, 0, 0, 1, 0],
      clusterCount: 2,
    });
  });

  test('a border point goes to the nearest core point; of equally near ones to the southernmost', () => {
    const north: Point[] = [
      [0, 14],
      [0, 17],
      [0, 18],
      [0, 19],
    ];
    const south: Point[] = [
      [0, 6],
      [0, 3],
      [0, 2],
      [0, 1],
    ];
    const rule = { epsMetres: 4, minimumPoints: 4 };
    const between = (northing: number) => cluster([...north, [0, northing], ...south], rule);
    expect(between(10).labels[4]).toBe(0);
    expect([between(10).isCore[4], between(10).clusterCount]).toEqual([0, 2]);
    expect(cluster([...north, [0, 10.5]], rule).labels[4]).toBe(0);
    expect(cluster([...north, [0, 9.5]], rule).labels[4]).toBe(-1);
  });

  test('nothing, one point, all at one place', () => {
    const rule = { epsMetres: 1, minimumPoints: 2 };
    expect(plain(cluster([], rule))).toEqual({ labels: [], isCore: [], clusterCount: 0 });
    expect(plain(cluster([[1, 1]], rule))).toEqual({ labels: [-1], isCore: [0], clusterCount: 0 });
    expect(cluster([[1, 1]], { epsMetres: 1, minimumPoints: 1 }).clusterCount).toBe(1);
    const heap = Array.from({ length: 2000 }, (): Point => [400_000.5, 300_000.25]);
    expect(cluster(heap, { epsMetres: 5, minimumPoints: 2000 }).clusterCount).toBe(1);
    expect(cluster(heap, { epsMetres: 5, minimumPoints: 2001 }).clusterCount).toBe(0);
  });

  test('distances equal to eps are within reach, on every machine', () => {
    const pair: Point[] = [
      [400_000, 300_000],
      [400_003, 300_004],
    ];
    expect(cluster(pair, { epsMetres: 5, minimumPoints: 2 }).clusterCount).toBe(1);
    expect(cluster(pair, { epsMetres: 4.999_999_999, minimumPoints: 2 }).clusterCount).toBe(0);
    // Distances whose square is greater than the rounded square of eps, though they are equal to eps.
    for (let at = 1; at < 400; at += 1) {
      const apart: Point[] = [
        [0, 0],
        [at / 100, (3 * at + 1) / 100],
      ];
      const epsMetres = Math.sqrt((at / 100) ** 2 + ((3 * at + 1) / 100) ** 2);
      expect(cluster(apart, { epsMetres, minimumPoints: 2 }).clusterCount).toBe(1);
    }
  });

  test('is what the definition says when all distances are measured', () => {
    fc.assert(
      fc.property(points, eps, fc.integer({ min: 1, max: 7 }), (list, epsMetres, minimumPoints) => {
        expect(plain(cluster(list, { epsMetres, minimumPoints }))).toEqual(
          byDefinition(list, epsMetres, minimumPoints),
        );
      }),
      { numRuns: 400 },
    );
  });

  test('so it is with weights in percent, whose sums are exact', () => {
    const weighted = fc.array(fc.tuple(fc.nat(24), fc.nat(24), fc.nat(100)), { maxLength: 50 });
    fc.assert(
      fc.property(weighted, eps, fc.integer({ min: 1, max: 400 }), (list, epsMetres, hundredths) => {
        const weights = list.map(([, , percent]) => percent / 100);
        const places = list.map(([x, y]): Point => [x, y]);
        const minimumWeight = hundredths / 100;
        expect(
          plain(cluster(places, { epsMetres, weights: Float64Array.from(weights), minimumWeight })),
        ).toEqual(byDefinition(places, epsMetres, minimumWeight, weights));
      }),
      { numRuns: 200 },
    );
    // A third counts as 333,333 millionths.
    const thirds = new Float64Array(3).fill(1 / 3);
    const heap = thirds.map(() => 7);
    const count = (minimumWeight: number) =>
      densityClusters(heap, heap, { epsMetres: 1, weights: thirds, minimumWeight }).clusterCount;
    expect([count(0.999_999), count(1)]).toEqual([1, 0]);
  });

  test('points far out of all proportion to eps give the same as the definition', () => {
    const far: Point[] = [
      [-9e8, 9e8],
      [0, 0],
      [0, 0.001],
      [0, 0.0015],
      [0.5, 0],
      [9e8, -9e8],
    ];
    for (const epsMetres of [0.0005, 0.001, 0.5]) {
      expect(plain(cluster(far, { epsMetres, minimumPoints: 2 }))).toEqual(byDefinition(far, epsMetres, 2));
    }
  });

  test('the order of the points permutes the labels and nothing else', () => {
    fc.assert(
      fc.property(
        points.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray(
              list.map((_, at) => at),
              { minLength: list.length },
            ),
          ),
        ),
        eps,
        fc.integer({ min: 1, max: 6 }),
        ([list, order], epsMetres, minimumPoints) => {
          const rule = { epsMetres, minimumPoints };
          const straight = cluster(list, rule);
          const shuffled = cluster(
            order.map((at) => list[at] ?? [NaN, NaN]),
            rule,
          );
          expect([...shuffled.labels]).toEqual(order.map((at) => straight.labels[at]));
          expect([...shuffled.isCore]).toEqual(order.map((at) => straight.isCore[at]));
        },
      ),
    );
  });

  test('a larger eps parts no core points that were together, and drops no point', () => {
    fc.assert(
      fc.property(points, eps, eps, fc.integer({ min: 1, max: 6 }), (list, one, other, minimumPoints) => {
        const less = cluster(list, { epsMetres: Math.min(one, other), minimumPoints });
        const more = cluster(list, { epsMetres: Math.max(one, other), minimumPoints });
        const labelOfCluster = new Map<number, number>();
        less.labels.forEach((label, at) => {
          if (label === -1) return;
          expect(more.labels[at]).not.toBe(-1);
          if (less.isCore[at] !== 1) return;
          expect(more.isCore[at]).toBe(1);
          const now = more.labels[at] ?? -1;
          expect(labelOfCluster.get(label) ?? now).toBe(now);
          labelOfCluster.set(label, now);
        });
      }),
    );
  });

  test('100,000 premises in hamlets: clusters from south to north, every point accounted for', () => {
    const { eastings, northings } = scatteredHamlets(100_000, 100_000);
    const { labels, isCore, clusterCount } = densityClusters(eastings, northings, {
      epsMetres: 200,
      minimumPoints: 5,
    });
    const lowest = new Float64Array(clusterCount).fill(Infinity);
    labels.forEach((label, at) => {
      if (isCore[at] === 1) lowest[label] = Math.min(lowest[label] ?? Infinity, northings[at] ?? NaN);
    });
    expect(clusterCount).toBeGreaterThan(1000);
    expect([...lowest]).toEqual([...lowest].sort((one, other) => one - other));
    expect(lowest.every(Number.isFinite)).toBe(true);
  });

  test('what cannot be clustered is refused with field, row and value', () => {
    const one = Float64Array.of(1);
    const refusal = (run: () => unknown): Readonly<Record<string, unknown>> => {
      try {
        run();
      } catch (error) {
        if (error instanceof AppError && error.code === 'invalid-request') return error.details;
        throw error;
      }
      throw new Error('It was not refused.');
    };
    for (const epsMetres of [0, -1, NaN, Infinity]) {
      expect(refusal(() => densityClusters(one, one, { epsMetres, minimumPoints: 1 }))).toMatchObject({
        field: 'epsMetres',
        value: String(epsMetres),
      });
    }
    for (const minimumPoints of [0, -3, 1.5, NaN]) {
      expect(refusal(() => densityClusters(one, one, { epsMetres: 1, minimumPoints }))).toMatchObject({
        field: 'minimumPoints',
      });
    }
    for (const bad of [NaN, Infinity, -Infinity, 2e9]) {
      const rule = { epsMetres: 1, minimumPoints: 1 };
      expect(
        refusal(() => densityClusters(Float64Array.of(1, bad), Float64Array.of(1, 1), rule)),
      ).toMatchObject({
        row: 1,
      });
      expect(
        refusal(() => densityClusters(Float64Array.of(1, 1), Float64Array.of(bad, 1), rule)),
      ).toMatchObject({
        row: 0,
      });
    }
    for (const weight of [-0.1, NaN, Infinity]) {
      const weights = Float64Array.of(weight);
      expect(
        refusal(() => densityClusters(one, one, { epsMetres: 1, weights, minimumWeight: 1 })),
      ).toMatchObject({
        field: 'weights',
        row: 0,
      });
    }
    const weights = Float64Array.of(1);
    expect(
      refusal(() => densityClusters(one, one, { epsMetres: 1, weights, minimumWeight: 0 })),
    ).toMatchObject({
      field: 'minimumWeight',
    });
    expect(
      refusal(() =>
        densityClusters(one, one, { epsMetres: 1, weights: new Float64Array(2), minimumWeight: 1 }),
      ),
    ).toMatchObject({ field: 'weights', value: '2' });
    expect(
      refusal(() => densityClusters(one, new Float64Array(2), { epsMetres: 1, minimumPoints: 1 })),
    ).toMatchObject({ field: 'northings' });
  });
});
