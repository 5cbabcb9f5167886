import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codedColumn, countCodes } from '../../../core/coverage/coded-column.ts';
import {
  findNotSpots,
  usualNotSpotRule,
  type AreaRisk,
  type NotSpotPremises,
} from '../../../core/coverage/find-not-spots.ts';
import { rankNotSpots } from '../../../core/coverage/rank-not-spots.ts';
import { covers } from '../../../core/geography/point-in-polygon.ts';

interface Premises {
  readonly uprn: number;
  readonly at: readonly [easting: number, northing: number];
  /** null is not known. */
  readonly chance: number | null;
  readonly postcode?: string | null;
  readonly lsoa?: string | null;
  readonly plan?: string | null;
}

function columns(list: readonly Premises[]): NotSpotPremises {
  return {
    uprns: Float64Array.from(list, ({ uprn }) => uprn),
    eastings: Float64Array.from(list, ({ at }) => at[0]),
    northings: Float64Array.from(list, ({ at }) => at[1]),
    chances: Float64Array.from(list, ({ chance }) => chance ?? NaN),
    postcodes: codedColumn(list.map(({ postcode }) => postcode ?? null)),
    areas: { lsoa: codedColumn(list.map(({ lsoa }) => lsoa ?? null)) },
    plans: codedColumn(list.map(({ plan }) => plan ?? null)),
  };
}

/** A hamlet of five along a road, one of its six served, another place of three, one alone, one not known. */
const village: readonly Premises[] = [
  { uprn: 11, at: [400_000, 300_000], chance: 0, postcode: 'AA1 1AA', lsoa: 'E1', plan: 'voucher' },
  { uprn: 12, at: [400_100, 300_000], chance: 0, postcode: 'AA1 1AA', lsoa: 'E1', plan: 'not-planned' },
  { uprn: 13, at: [400_200, 300_000], chance: 0.25, postcode: 'AA1 1AB', lsoa: 'E2', plan: 'voucher' },
  { uprn: 14, at: [400_300, 300_000], chance: 0.45, postcode: null, lsoa: null, plan: null },
  { uprn: 15, at: [400_400, 300_000], chance: 0, postcode: 'AA1 1AA', lsoa: 'E3', plan: 'voucher' },
  { uprn: 16, at: [400_150, 300_010], chance: 1, postcode: 'AA1 1AA', lsoa: 'E1' },
  { uprn: 17, at: [400_250, 300_010], chance: null, postcode: 'AA1 1AA', lsoa: 'E1' },
  { uprn: 21, at: [410_000, 300_000], chance: 0.5, lsoa: 'E2' },
  { uprn: 22, at: [420_000, 310_000], chance: 0, lsoa: 'E2' },
  { uprn: 23, at: [420_010, 310_000], chance: 0.49, lsoa: 'E2' },
];
const rule = { epsMetres: 250, minimumPremises: 4, marginMetres: 50 };

describe('not-spots', () => {
  test('by hand: members, counts, outline, centre, distance, postcodes, areas and plans', () => {
    const found = findNotSpots(columns(village), rule);
    expect(found.totals).toEqual({ premises: 10, served: 2, unserved: 7, unknown: 1 });
    expect(found.notSpots).toHaveLength(1);
    const [spot] = found.notSpots;
    expect([...(spot?.rows ?? [])]).toEqual([0, 1, 2, 3, 4]);
    expect(spot).toMatchObject({
      premises: 5,
      sure: 3,
      likely: 2,
      within: { premises: 7, served: 1, unserved: 5, unknown: 1 },
      // The mean of 0, 100, 200, 300, 400 is the third.
      centre: 2,
      risk: null,
    });
    expect(spot?.expectedUnserved).toBeCloseTo(4.3, 12);
    // From 12 or 13, at 100 and 200, to 16 at 150 and ten metres to the north.
    expect(spot?.nearestServed).toEqual({ row: 5, distanceMetres: Math.sqrt(50 ** 2 + 10 ** 2) });
    expect(spot?.postcodes).toEqual({
      counts: [
        { code: 'AA1 1AA', premises: 3 },
        { code: 'AA1 1AB', premises: 1 },
      ],
      missing: 1,
    });
    expect(spot?.areas['lsoa']).toEqual({
      counts: [
        { code: 'E1', premises: 2 },
        { code: 'E2', premises: 1 },
        { code: 'E3', premises: 1 },
      ],
      missing: 1,
    });
    expect(spot?.plans).toEqual({
      counts: [
        { code: 'voucher', premises: 3 },
        { code: 'not-planned', premises: 1 },
      ],
      missing: 1,
    });
    // A polygon of 16 sides around 50 m, 7,956, and a band of 400 m from corner to corner of it: 2 * 50 / cos(π/16).
    expect(Math.abs((spot?.areaSquareMetres ?? 0) - 7956 - 400 * 101.96)).toBeLessThan(20);
    expect([...found.scattered]).toEqual([8, 9]);
    expect(found.scatteredExpectedUnserved).toBeCloseTo(1.51, 12);
  });

  test('risk is that of areas; areas without a score are counted apart and weigh nothing', () => {
    const risk = (scores: number[]): AreaRisk => ({
      kind: 'lsoa',
      scores: Float64Array.from(scores),
      highFrom: 0.8,
    });
    const riskOf = (scores: number[]) => findNotSpots(columns(village), rule, risk(scores)).notSpots[0]?.risk;
    // Two premises in E1, one in E2, one in E3, one whose area is not known.
    expect(riskOf([0.9, 0.8, NaN])).toEqual({ weighted: 0.9 + 0.9 + 0.8, high: 3, missing: 2 });
    expect(riskOf([0, 0.79, 0])).toEqual({ weighted: 0.79, high: 0, missing: 1 });
    expect(riskOf([NaN, NaN, NaN])).toEqual({ weighted: null, high: 0, missing: 5 });
  });

  test('nobody served: no distance; nobody unserved: no not-spots; nobody at all', () => {
    const unserved = village.filter(({ chance }) => chance !== null && chance < 0.5);
    expect(findNotSpots(columns(unserved), rule).notSpots[0]?.nearestServed).toBeNull();
    const served = village.filter(({ chance }) => chance !== null && chance >= 0.5);
    expect(findNotSpots(columns(served), rule)).toMatchObject({ notSpots: [], scatteredExpectedUnserved: 0 });
    expect(findNotSpots(columns([]), rule).totals).toEqual({
      premises: 0,
      served: 0,
      unserved: 0,
      unknown: 0,
    });
  });

  test('of equally near premises the one with the lowest UPRN is named', () => {
    const heap = (uprn: number): Premises => ({ uprn, at: [0, 0], chance: 0 });
    const around: Premises[] = [
      { uprn: 9, at: [30, 40], chance: 1 },
      { uprn: 7, at: [-40, -30], chance: 0.6 },
      { uprn: 8, at: [50, 0], chance: 1 },
    ];
    const found = findNotSpots(columns([...around, ...[1, 2, 3, 4].map(heap)]), rule).notSpots[0];
    expect(found?.nearestServed).toEqual({ row: 1, distanceMetres: 50 });
    expect(found?.centre).toBe(3);
  });

  const anyPremises = fc.array(
    fc.record({
      at: fc.tuple(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 1500 })),
      chance: fc.oneof(
        fc.constantFrom(0, 1, null),
        fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
      ),
      postcode: fc.constantFrom('A', 'B', null),
      lsoa: fc.constantFrom('E1', 'E2', 'E3', null),
      plan: fc.constantFrom('voucher', null),
    }),
    { maxLength: 60 },
  );
  const numbered = anyPremises.map((list) =>
    list.map((facts, at): Premises => ({ uprn: 1000 - at, ...facts })),
  );

  test('no premises is lost: members and scattered are all of the unserved, each once', () => {
    fc.assert(
      fc.property(numbered, fc.integer({ min: 1, max: 6 }), (list, minimumPremises) => {
        const premises = columns(list);
        const found = findNotSpots(premises, { ...usualNotSpotRule, minimumPremises });
        const rows = [...found.notSpots.flatMap((spot) => [...spot.rows]), ...found.scattered];
        const unserved = list.flatMap(({ chance }, row) => (chance !== null && chance < 0.5 ? [row] : []));
        expect(rows.sort((one, other) => one - other)).toEqual(unserved);
        expect(found.totals.unserved).toBe(unserved.length);
        const expected = found.notSpots.reduce((sum, spot) => sum + spot.expectedUnserved, 0);
        const all = unserved.reduce((sum, row) => sum + 1 - (list[row]?.chance ?? NaN), 0);
        expect(expected + found.scatteredExpectedUnserved).toBeCloseTo(all, 9);
        for (const spot of found.notSpots) {
          const inside = list.filter(({ at }) => covers([spot.outline], ...at));
          expect(spot.within.premises).toBe(inside.length);
          expect(spot.within.unknown).toBe(inside.filter(({ chance }) => chance === null).length);
          for (const row of spot.rows) expect(inside).toContain(list[row]);
          expect(spot.sure + spot.likely).toBe(spot.premises);
          expect(spot.rows).toContain(spot.centre);
          const distances = [...spot.rows].flatMap((row) =>
            list
              .filter(({ chance }) => chance !== null && chance >= 0.5)
              .map(({ at }) =>
                Math.hypot(at[0] - (list[row]?.at[0] ?? NaN), at[1] - (list[row]?.at[1] ?? NaN)),
              ),
          );
          if (distances.length === 0) expect(spot.nearestServed).toBeNull();
          else expect(spot.nearestServed?.distanceMetres).toBeCloseTo(Math.min(...distances), 9);
        }
      }),
    );
  });

  test('the order of the premises does not matter', () => {
    const shuffled = numbered.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    const told = (list: readonly Premises[]) => {
      const found = findNotSpots(columns(list), { ...usualNotSpotRule, minimumPremises: 2 });
      const uprnOf = (row: number) => list[row]?.uprn;
      return {
        ...found,
        scattered: [...found.scattered].map(uprnOf),
        notSpots: found.notSpots.map((spot) => ({
          ...spot,
          rows: [...spot.rows].map(uprnOf),
          centre: uprnOf(spot.centre),
          nearestServed: spot.nearestServed && { ...spot.nearestServed, row: uprnOf(spot.nearestServed.row) },
        })),
      };
    };
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(told(other)).toEqual(told(list));
      }),
    );
  });

  test('refuses columns that do not fit, and chances that are none', () => {
    const premises = columns(village);
    const short = codedColumn(['A']);
    expect(() => findNotSpots({ ...premises, postcodes: short })).toThrow('postcodes has 1 rows');
    expect(() => findNotSpots({ ...premises, areas: { ward: short } })).toThrow('areas.ward has 1 rows');
    expect(() => findNotSpots({ ...premises, plans: short })).toThrow('plans has 1 rows');
    const chances = Float64Array.from(premises.chances);
    chances[3] = 1.5;
    expect(() => findNotSpots({ ...premises, chances })).toThrow('premises 14 has a chance out of 0 to 1');
    const risk = { kind: 'ward', scores: new Float64Array(0), highFrom: 1 };
    expect(() => findNotSpots(premises, rule, risk)).toThrow('no areas of the kind ward');
    expect(() => findNotSpots(premises, rule, { ...risk, kind: 'lsoa' })).toThrow(
      '3 areas need as many scores',
    );
    const negative = { kind: 'lsoa', scores: Float64Array.of(1, -1, 1), highFrom: 1 };
    expect(() => findNotSpots(premises, rule, negative)).toThrow('zero or more');
    expect(() => findNotSpots(premises, { ...rule, epsMetres: 0 })).toThrow('epsMetres');
    expect(() => findNotSpots(premises, { ...rule, marginMetres: 0 })).toThrow('marginMetres');
  });
});

describe('codes', () => {
  test('are counted, the most first, then by code; missing ones apart', () => {
    const column = codedColumn(['B', 'A', null, 'B', 'C', 'A', 'D']);
    expect(countCodes(column, [0, 1, 2, 3, 4, 5])).toEqual({
      counts: [
        { code: 'A', premises: 2 },
        { code: 'B', premises: 2 },
        { code: 'C', premises: 1 },
      ],
      missing: 1,
    });
  });
});

describe('ranks', () => {
  const spot = (name: string, premises: number, high: number | null, distance: number | null) => ({
    name,
    premises,
    expectedUnserved: premises,
    risk:
      high === null ? { weighted: null, high: 0, missing: premises } : { weighted: high, high, missing: 0 },
    nearestServed: distance === null ? null : { row: 0, distanceMetres: distance },
  });
  const spots = [
    spot('a', 5, 2, 100),
    spot('b', 9, null, 100),
    spot('c', 9, 2, null),
    spot('d', 7, 7, 900),
    spot('e', 5, 2, 100),
  ];
  const told = (order: Parameters<typeof rankNotSpots>[1]) =>
    rankNotSpots(spots, order).map(({ notSpot, rank }) => [notSpot.name, rank]);

  test('greatest first; equal ones share a rank; without a measure last and without a rank', () => {
    expect(told('premises')).toEqual([
      ['c', 1],
      ['b', 1],
      ['d', 3],
      ['a', 4],
      ['e', 4],
    ]);
    expect(told('high-risk')).toEqual([
      ['d', 1],
      ['c', 2],
      ['a', 2],
      ['e', 2],
      ['b', null],
    ]);
    expect(told('distance')).toEqual([
      ['d', 1],
      ['b', 2],
      ['a', 2],
      ['e', 2],
      ['c', null],
    ]);
  });
});
