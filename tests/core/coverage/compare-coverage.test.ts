import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  compareCoverage,
  countChanges,
  shownPoints,
  sortChanges,
  type CoverageOfArea,
} from '../../../core/coverage/compare-coverage.ts';
import type { ReleaseVerdict } from '../../../core/coverage/coverage-definitions.ts';
import { changeText, premisesText } from '../../../core/coverage/change-words.ts';
import { createTranslator } from '../../../core/language/translator.ts';

const comparable: ReleaseVerdict = { status: 'comparable' };
const redefined: ReleaseVerdict = { status: 'changed-definition', reasons: [] };

const area = (
  code: string,
  percent: number | null,
  changes: Partial<CoverageOfArea> = {},
): CoverageOfArea => ({
  ...{ code, vintage: 2021, premises: 200, counted: percent === null ? null : 2 * percent, percent },
  ...changes,
});

const from = [area('A', 10), area('B', 20), area('C', 30), area('D', null)];
const to = [area('A', 12.5), area('B', 20.04), area('D', 5), area('E', 40)];
const links = [
  { from: 'C', to: 'E' },
  { from: 'B', to: 'B' },
];
const compared = (release: ReleaseVerdict = comparable) =>
  compareCoverage({ release, from, to, links, areSums: false });

describe('two releases side by side', () => {
  it('gives a change where both mean the same in the same area, and why not elsewhere', () => {
    expect(
      compared().map(({ code, verdict, points, premises, linked }) => [
        code,
        verdict,
        points,
        premises,
        linked,
      ]),
    ).toEqual([
      ['A', 'comparable', 2.5, 5, []],
      ['B', 'comparable', expect.closeTo(0.04, 9), expect.closeTo(0.08, 9), []],
      ['C', 'changed-boundary', null, null, ['E']],
      ['D', 'not-in-source', null, null, []],
      ['E', 'changed-boundary', null, null, ['C']],
    ]);
    expect(countChanges(compared())).toEqual({
      ...{ areas: 5, up: 1, down: 0, same: 1 },
      notComparable: { 'changed-definition': 0, 'changed-boundary': 2, 'not-in-source': 1 },
    });
  });

  it('says what an area became only where one release lacks it, and never that it became itself', () => {
    const [here, gone] = compareCoverage({
      ...{ release: comparable, areSums: false },
      from: [area('A', 10), area('B', 20)],
      to: [area('A', 11)],
      links: [
        { from: 'A', to: 'X' },
        { from: 'B', to: 'B' },
      ],
    });
    expect(here).toMatchObject({ code: 'A', verdict: 'comparable', linked: [] });
    expect(gone).toMatchObject({ code: 'B', verdict: 'not-in-source', linked: [] });
  });

  it('gives no change of any area over a new definition', () => {
    const changes = compared(redefined);
    expect(changes.every(({ points, premises }) => points === null && premises === null)).toBe(true);
    expect(changes.map(({ verdict }) => verdict)).toEqual([
      'changed-definition',
      'changed-definition',
      'changed-boundary',
      'not-in-source',
      'changed-boundary',
    ]);
  });

  it('does not compare sums of areas of two vintages', () => {
    const sums = {
      release: comparable,
      from: [area('A', 1, { vintage: 2011 })],
      to: [area('A', 2)],
      links: [],
    };
    expect(compareCoverage({ ...sums, areSums: true })[0]?.verdict).toBe('changed-boundary');
    expect(compareCoverage({ ...sums, areSums: false })[0]?.points).toBe(1);
  });

  it('gives points without premises where a release has no numbers', () => {
    const [change] = compareCoverage({
      ...{ release: comparable, links: [], areSums: false },
      from: [area('A', 1, { counted: null, premises: null })],
      to: [area('A', 3)],
    });
    expect(change).toMatchObject({ points: 2, premises: null });
  });

  it('keeps its laws', () => {
    const codes = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F');
    const percents = fc.option(fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10));
    const release = fc.uniqueArray(fc.tuple(codes, percents), { selector: ([code]) => code });
    fc.assert(
      fc.property(release, release, (before, after) => {
        const [one, other] = [before, after].map((rows) =>
          rows.map(([code, percent]) => area(code, percent)),
        );
        const forth = compareCoverage({
          release: comparable,
          from: one ?? [],
          to: other ?? [],
          links: [],
          areSums: false,
        });
        const back = compareCoverage({
          release: comparable,
          from: other ?? [],
          to: one ?? [],
          links: [],
          areSums: false,
        });
        // Backwards every change is the other way round.
        expect(back.map(({ points }) => (points === null ? null : -points || 0))).toEqual(
          forth.map(({ points }) => (points === null ? null : points || 0)),
        );
        // Every area is counted once.
        const { areas, up, down, same, notComparable } = countChanges(forth);
        const none = Object.values(notComparable).reduce((sum, count) => sum + count, 0);
        expect(up + down + same + none).toBe(areas);
        expect(areas).toBe(new Set([...before, ...after].map(([code]) => code)).size);
      }),
    );
  });

  it('sorts by any column with what has no figure last, either way', () => {
    const named = compared().map((change) => ({ ...change, name: `Area ${change.code}` }));
    const order = (sort: Parameters<typeof sortChanges>[1], direction: 'asc' | 'desc') =>
      sortChanges(named, sort, direction)
        .map(({ code }) => code)
        .join('');
    expect(order('points', 'desc')).toBe('ABCDE');
    expect(order('points', 'asc')).toBe('BACDE');
    expect(order('from', 'desc')).toBe('CBADE');
    expect(order('to', 'asc')).toBe('DABEC');
    expect(order('name', 'desc')).toBe('EDCBA');
  });
});

describe('the order of changes', () => {
  it('is by name and then by code where figures are the same, whichever way it goes', () => {
    const names: Readonly<Record<string, string>> = { A: 'Zeal', B: 'Hope', C: 'Hope', D: 'Ash' };
    const rows = compareCoverage({
      ...{ release: comparable, areSums: false, links: [] },
      from: ['C', 'B', 'A', 'D'].map((code) => area(code, 10)),
      to: ['C', 'B', 'A', 'D'].map((code) => area(code, code === 'D' ? 11 : 20)),
    }).map((change) => ({ ...change, name: names[change.code] ?? '' }));
    const order = (sort: Parameters<typeof sortChanges>[1], direction: 'asc' | 'desc') =>
      sortChanges(rows.toReversed(), sort, direction)
        .map(({ code }) => code)
        .join('');
    expect([order('points', 'desc'), order('points', 'asc')]).toEqual(['BCAD', 'DBCA']);
    expect([order('name', 'asc'), order('name', 'desc')]).toEqual(['DBCA', 'ACBD']);
  });

  it('has the areas that one became in the order of their codes', () => {
    const [gone] = compareCoverage({
      ...{ release: comparable, areSums: false },
      from: [area('A', 10)],
      to: [],
      links: ['Z', 'X', 'Y'].map((to) => ({ from: 'A', to })),
    });
    expect(gone?.linked).toEqual(['X', 'Y', 'Z']);
  });
});

test('a change that does not show is none, and has no sign', () => {
  expect([0.04, -0.04, -0.05, 0.05, -1].map(shownPoints)).toEqual([0, 0, 0, 0.1, -1]);
});

describe('a change in words', () => {
  const t = createTranslator('en');
  it('has its sign, says so where there is none, and never gives a figure that cannot be compared', () => {
    const row = { verdict: 'comparable' as const, linked: [] };
    expect(changeText({ ...row, points: 2.34 }, t)).toBe('+2.3 points');
    expect(changeText({ ...row, points: -0.96 }, t)).toBe('−1.0 points');
    expect(changeText({ ...row, points: 0.04 }, t)).toBe('no change');
    expect(changeText({ points: null, verdict: 'changed-definition', linked: [] }, t)).toBe(
      'not comparable: the two releases count different things',
    );
    const linked = [{ code: 'E', name: 'New Town' }];
    expect(changeText({ points: null, verdict: 'changed-boundary', linked }, t)).toBe(
      'not comparable: new borders, see New Town',
    );
    expect(premisesText(-1234.4, t)).toBe('−1,234 premises');
    expect(premisesText(null, t)).toBe('');
  });
});
