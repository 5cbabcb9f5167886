import { expect, it } from 'vitest';
import type { Direction } from '../../../core/contract/indicator.ts';
import { compileProfile } from '../../../core/index/compile-profile.ts';
import { oneGroup, type ComparisonGroups } from '../../../core/index/comparison-groups.ts';
import { matrixOf } from '../../../core/index/indicator-matrix.ts';
import { fixedChanges, scoreBothDates, type DatedFigures } from '../../../core/index/score-both-dates.ts';
import { weightsWithout } from '../../../core/index/weights.ts';
import { buildProfile } from '../../support/build-profile.ts';

const profileOf = (...children: readonly { indicator: string; weight?: number }[]) =>
  buildProfile({
    id: 'p',
    title: 'P',
    components: [{ id: 'all', title: 'All', children: [...children] }],
  });

/** Figures by indicator, one per area, in the order of the profile given. */
function dated(
  profile: ReturnType<typeof profileOf>,
  columns: Readonly<Record<string, readonly (number | null)[]>>,
  groups?: ComparisonGroups,
): DatedFigures {
  const compiled = compileProfile(profile, (): Direction => 'higher-is-riskier');
  const rowCount = Object.values(columns)[0]?.length ?? 0;
  const matrix = matrixOf(
    rowCount,
    compiled.leaves.map(({ indicatorId }) => columns[indicatorId] ?? []),
  );
  return { compiled, matrix, groups: groups ?? oneGroup(rowCount) };
}

const outside = (...ids: readonly number[]): ComparisonGroups => ({ ids: Int32Array.from(ids), count: 1 });

it('takes no goalpost from an area outside the base, and gives it no fixed score', () => {
  const profile = profileOf({ indicator: 'a' });
  const groups = outside(0, 0, -1);
  const both = scoreBothDates(
    profile,
    dated(profile, { a: [0, 5, 1000] }, groups),
    dated(profile, { a: [10, 5, -500] }, groups),
  );
  expect([...both.before.score]).toEqual([0, 50, NaN]);
  expect([...both.after.score]).toEqual([100, 50, NaN]);
  expect(fixedChanges(both)).toEqual([
    { row: 0, change: 100 },
    { row: 1, change: 0 },
  ]);
});

it('has no fixed change of an area that is outside the base at one date only', () => {
  const profile = profileOf({ indicator: 'a' });
  const both = scoreBothDates(
    profile,
    dated(profile, { a: [0, 5, 20] }, outside(0, 0, -1)),
    dated(profile, { a: [10, 5, 8] }, outside(0, 0, 0)),
  );
  expect([...both.before.score]).toEqual([0, 50, NaN]);
  expect([...both.after.score]).toEqual([100, 50, 80]);
  expect(fixedChanges(both).map(({ row }) => row)).toEqual([0, 1]);
});

it('finds each indicator by its name, wherever it stands at either date', () => {
  const profile = profileOf({ indicator: 'a' }, { indicator: 'b' });
  const turned = profileOf({ indicator: 'b' }, { indicator: 'a' });
  const both = scoreBothDates(
    profile,
    dated(turned, { a: [0, 10], b: [100, 300] }),
    dated(profile, { a: [5, 10], b: [100, 200] }),
  );
  // a from 0 to 10, b from 100 to 300.
  expect([...both.before.score]).toEqual([0, 100]);
  expect([...both.after.score]).toEqual([25, 75]);
});

it('takes an indicator that one date does not have for missing there, not for another', () => {
  const profile = profileOf({ indicator: 'a' }, { indicator: 'b' });
  const only = profileOf({ indicator: 'a' });
  const both = scoreBothDates(
    profile,
    dated(only, { a: [0, 10] }),
    dated(profile, { a: [5, 10], b: [100, 200] }),
  );
  expect([...(both.before.columns[1]?.values ?? [])]).toEqual([NaN, NaN]);
  expect(fixedChanges(both)).toEqual([]);
});

it('asks nothing of an indicator or a component that carries no weight', () => {
  const profile = buildProfile({
    id: 'p',
    title: 'P',
    components: [
      {
        ...{ id: 'all', title: 'All' },
        children: [
          { indicator: 'a', weight: 1 },
          { indicator: 'b', weight: 0 },
        ],
      },
      { id: 'out', title: 'Out', weight: 1, children: [{ indicator: 'c', weight: 1 }] },
    ],
  });
  // As settled weights have it where every indicator of a component was screened out.
  const settled = {
    ...profile,
    components: profile.components.map((component) =>
      component.id === 'out'
        ? { ...component, weight: 0, children: [{ indicator: 'c', weight: 0 }] }
        : component,
    ),
  };
  const both = scoreBothDates(
    settled,
    dated(profile, { a: [0, 10], b: [null, 1], c: [1, 2] }),
    dated(profile, { a: [5, 10], b: [3, 1], c: [null, 3] }),
  );
  expect(fixedChanges(both)).toEqual([
    { row: 0, change: 50 },
    { row: 1, change: 0 },
  ]);
});

it('leaves out an indicator that the screening of either date left out', () => {
  const profile = profileOf({ indicator: 'a' }, { indicator: 'b' });
  const screened = ({ compiled, ...figures }: DatedFigures): DatedFigures => ({
    ...figures,
    compiled: { ...compiled, weights: weightsWithout(compiled, compiled.weights, 1) ?? compiled.weights },
  });
  const before = dated(profile, { a: [0, 10], b: [1, 2] });
  const after = dated(profile, { a: [5, 10], b: [2, 2] });
  const changes = [
    { row: 0, change: 50 },
    { row: 1, change: 0 },
  ];
  expect(fixedChanges(scoreBothDates(profile, screened(before), after))).toEqual(changes);
  expect(fixedChanges(scoreBothDates(profile, before, screened(after)))).toEqual(changes);
});
