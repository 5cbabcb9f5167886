import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageGroups, gapKinds, riskGroups } from '../../../core/contract/coverage/risk-groups.ts';
import { actionsFor, gapKindOf } from '../../../core/coverage/gap-kinds.ts';
import {
  groupArea,
  riskByCoverage,
  riskHeadline,
  sumAreas,
  sumsOfClasses,
  sumsOfKinds,
  type AreaSums,
  type CoveredArea,
} from '../../../core/coverage/risk-by-coverage.ts';
import {
  bivariateClassOf,
  coverageGroupOf,
  riskBandOf,
  riskGroupOf,
  unservedShare,
} from '../../../core/coverage/risk-groups.ts';

const area = (
  risk: CoveredArea['risk'],
  [premises, unknown, expectedUnserved]: readonly [number, number, number],
  people: number | null,
): CoveredArea => ({ risk, premises, unknown, expectedUnserved, people });

/** Counted by hand in the comments. */
const place: readonly CoveredArea[] = [
  area('fifth-1', [100, 0, 30], 200), // 30 %: many
  area('fifth-1', [100, 0, 4], 210), // 4 %: few
  area('fifth-2', [120, 20, 10], 150), // 10 of 100 known: some
  area('fifth-5', [50, 0, 25], 90), // 50 %: many
  area('fifth-5', [40, 30, 1], null), // three quarters unknown
  area('no-score', [10, 0, 9], 20), // 90 %: many, and no score
];

describe('groups', () => {
  it('are fifths of tenths; no score is no fifth', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(riskGroupOf)).toEqual(
      [1, 1, 2, 2, 3, 3, 4, 4, 5, 5].map((fifth) => `fifth-${fifth}`),
    );
    expect([riskGroupOf(null), riskBandOf('no-score')]).toEqual(['no-score', null]);
  });

  it('of coverage begin at a twentieth and at a fifth of the premises that are known', () => {
    const group = (unserved: number, unknown = 0): string =>
      coverageGroupOf({ premises: 100 + unknown, unknown, expectedUnserved: unserved });
    expect([0, 4.99, 5, 19.99, 20, 100].map((unserved) => group(unserved))).toEqual([
      ...['few', 'few', 'some', 'some', 'many', 'many'],
    ]);
    // A sum of chances that is a twentieth but for its last digits.
    expect(group(50 * 0.1 - 1e-12)).toBe('some');
    expect([group(20, 99), group(20, 100)]).toEqual(['many', 'not-known']);
    expect(coverageGroupOf({ premises: 0, unknown: 0, expectedUnserved: 0 })).toBe('not-known');
  });

  it('have no share where nothing is known', () => {
    expect(unservedShare({ premises: 5, unknown: 5, expectedUnserved: 0 })).toBeNull();
    expect(unservedShare({ premises: 12, unknown: 2, expectedUnserved: 4 })).toBeCloseTo(0.4, 12);
  });

  it('make nine classes; what is missing is of none', () => {
    expect(groupArea(place[0] ?? fail()).mapClass).toBe('C3');
    expect([bivariateClassOf('fifth-3', 'some'), bivariateClassOf('fifth-4', 'few')]).toEqual(['B2', 'A1']);
    expect([bivariateClassOf('no-score', 'many'), bivariateClassOf('fifth-1', 'not-known')]).toEqual([
      null,
      null,
    ]);
  });
});

function fail(): never {
  throw new Error('there is no such area');
}

describe('kinds of gap', () => {
  it.each([
    ['fifth-1', 'many', 'cannot-and-struggle', ['infrastructure', 'outreach']],
    ['fifth-1', 'some', 'cannot-and-struggle', ['infrastructure', 'outreach']],
    ['fifth-1', 'few', 'could-but-may-not', ['outreach']],
    ['fifth-2', 'many', 'cannot', ['infrastructure']],
    ['fifth-5', 'some', 'cannot', ['infrastructure']],
    ['fifth-2', 'few', 'served', []],
  ] as const)('%s and %s: %s', (risk, coverage, kind, actions) => {
    expect(gapKindOf(risk, coverage)).toBe(kind);
    expect(actionsFor(kind)).toEqual(actions);
  });

  it('are none where risk or coverage is not known: nothing is suggested on a guess', () => {
    expect(coverageGroups.map((coverage) => gapKindOf('no-score', coverage))).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(riskGroups.map((risk) => gapKindOf(risk, 'not-known'))).toEqual(Array(6).fill(null));
    expect(gapKinds.map((kind) => actionsFor(kind).length)).toEqual([2, 1, 1, 0]);
  });
});

describe('risk by coverage', () => {
  it('counts areas, premises and people of a place as by hand', () => {
    const { rows, columns, total } = riskByCoverage(place);
    const [first, second] = rows;
    expect(first?.cells[0]).toEqual({
      ...{ areas: 1, premises: 100, unknown: 0, expectedUnserved: 30, people: 200, withoutPeople: 0 },
    });
    expect(first?.total).toEqual({
      ...{ areas: 2, premises: 200, unknown: 0, expectedUnserved: 34, people: 410, withoutPeople: 0 },
    });
    expect(second?.cells[1]).toMatchObject({ areas: 1, premises: 120, unknown: 20, expectedUnserved: 10 });
    expect(columns.map(({ areas }) => areas)).toEqual([3, 1, 1, 1]);
    expect(columns[3]).toMatchObject({ people: null, withoutPeople: 1 });
    expect(total).toEqual({
      ...{ areas: 6, premises: 420, unknown: 50, expectedUnserved: 79, people: 670, withoutPeople: 1 },
    });
  });

  it('keeps what has no score apart: it is in no fifth and in neither side of the headline', () => {
    const { rows } = riskByCoverage(place);
    expect(rows.map(({ total }) => total.areas)).toEqual([2, 1, 0, 0, 2, 1]);
    const { riskiest, elsewhere } = riskHeadline(place);
    expect([riskiest.expectedUnserved, riskiest.premises]).toEqual([34, 200]);
    expect([elsewhere.expectedUnserved, elsewhere.premises, elsewhere.unknown]).toEqual([36, 210, 50]);
  });

  it('sums classes and kinds, each area in one at most', () => {
    const classes = sumsOfClasses(place).filter(({ sums }) => sums.areas > 0);
    expect(classes.map(({ mapClass, sums }) => [mapClass, sums.areas])).toEqual([
      ...[
        ['A3', 1],
        ['B2', 1],
        ['C1', 1],
        ['C3', 1],
      ],
    ]);
    expect(sumsOfKinds(place).map(({ sums }) => sums.areas)).toEqual([1, 1, 2, 0]);
  });

  const anyArea = fc
    .record({
      risk: fc.constantFrom(...riskGroups),
      premises: fc.nat(500),
      unknownShare: fc.double({ min: 0, max: 1, noNaN: true }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      people: fc.option(fc.nat(3000)),
    })
    .map(({ risk, premises, unknownShare, share, people }) => {
      const unknown = Math.round(premises * unknownShare);
      return { risk, premises, unknown, expectedUnserved: (premises - unknown) * share, people };
    });
  const close = (one: AreaSums, other: AreaSums): void => {
    expect({ ...one, expectedUnserved: 0 }).toEqual({ ...other, expectedUnserved: 0 });
    expect(one.expectedUnserved).toBeCloseTo(other.expectedUnserved, 6);
  };
  /** Sums added up once more. */
  const added = (parts: readonly AreaSums[]): AreaSums => {
    const sum = (name: Exclude<keyof AreaSums, 'people'>): number =>
      parts.reduce((total, part) => total + part[name], 0);
    const isKnown = sum('areas') === 0 || sum('withoutPeople') < sum('areas');
    return {
      ...{ areas: sum('areas'), premises: sum('premises'), unknown: sum('unknown') },
      expectedUnserved: sum('expectedUnserved'),
      people: isKnown ? parts.reduce((total, part) => total + (part.people ?? 0), 0) : null,
      withoutPeople: sum('withoutPeople'),
    };
  };

  it('has rows and columns that sum to the totals, whatever the areas', () => {
    fc.assert(
      fc.property(fc.array(anyArea, { maxLength: 40 }), (areas) => {
        const { rows, columns, total } = riskByCoverage(areas);
        for (const row of rows) close(added(row.cells), row.total);
        columns.forEach((column, at) => {
          close(added(rows.map(({ cells }) => cells[at] ?? fail())), column);
        });
        close(added(columns), total);
        close(added(rows.map((row) => row.total)), total);
        close(sumAreas(areas), total);
      }),
    );
  });

  it('does not depend on the order of areas', () => {
    const shuffled = fc
      .array(anyArea, { maxLength: 30 })
      .chain((areas) =>
        fc.tuple(fc.constant(areas), fc.shuffledSubarray(areas, { minLength: areas.length })),
      );
    fc.assert(
      fc.property(shuffled, ([areas, others]) => {
        const [one, other] = [riskByCoverage(areas), riskByCoverage(others)];
        one.rows.forEach((row, at) => {
          row.cells.forEach((cell, column) => {
            close(cell, other.rows[at]?.cells[column] ?? fail());
          });
        });
        close(one.total, other.total);
      }),
    );
  });

  it('does not move an area with a score when one without is added', () => {
    fc.assert(
      fc.property(fc.array(anyArea, { maxLength: 20 }), anyArea, (areas, one) => {
        const before = riskByCoverage(areas).rows.slice(0, 5);
        expect(riskByCoverage([...areas, { ...one, risk: 'no-score' }]).rows.slice(0, 5)).toEqual(before);
      }),
    );
  });
});
