import { expect, it } from 'vitest';
import { profileChanges } from '../../../core/index/profile-changes.ts';
import { singleChanges } from '../../../core/index/single-changes.ts';
import { buildProfile } from '../../support/build-profile.ts';

const profile = (
  weight: number,
  children: readonly { indicator: string; weight?: number; direction?: 'lower-is-riskier' }[],
) =>
  buildProfile({
    id: 'p',
    title: 'P',
    components: [{ id: 'people', title: 'People', weight, children: [...children] }],
  });

it('takes over one setting at a time, and nothing where there is no difference', () => {
  const before = profile(1, [{ indicator: 'old' }, { indicator: 'ill' }]);
  expect(singleChanges(before, before)).toEqual([]);
  const after = { ...before, availability: 0.9, base: { kind: 'within' as const, type: 'lad' as const } };
  const changes = singleChanges(before, after);
  expect(changes.map(({ setting }) => setting)).toEqual(['availability', 'base']);
  expect(changes[0]?.profile).toEqual({ ...before, availability: 0.9 });
  expect(changes[1]?.profile).toEqual({ ...before, base: after.base });
});

it('keeps weights apart from what else is said of the same indicators', () => {
  const before = profile(1, [
    { indicator: 'old', weight: 1 },
    { indicator: 'ill', weight: 1 },
  ]);
  const after = profile(2, [
    { indicator: 'old', weight: 3, direction: 'lower-is-riskier' },
    { indicator: 'ill', weight: 1 },
  ]);
  const changes = singleChanges(before, after);
  expect(changes.map(({ setting }) => setting)).toEqual(['weights', 'indicators']);
  expect(changes[0]?.profile).toEqual(
    profile(2, [
      { indicator: 'old', weight: 3 },
      { indicator: 'ill', weight: 1 },
    ]),
  );
  expect(changes[1]?.profile).toEqual(
    profile(1, [
      { indicator: 'old', weight: 1, direction: 'lower-is-riskier' },
      { indicator: 'ill', weight: 1 },
    ]),
  );
});

it('takes the whole tree where the indicators are others', () => {
  const before = profile(1, [{ indicator: 'old' }]);
  const after = profile(2, [{ indicator: 'old' }, { indicator: 'ill' }]);
  expect(singleChanges(before, after)).toEqual([{ setting: 'indicators', profile: after }]);
});

it('takes words alone, and a recipe without stages, for no change', () => {
  const before = profile(1, [{ indicator: 'old' }]);
  const after = buildProfile({
    ...before,
    title: 'Other',
    recipe: [],
    components: [
      {
        ...{ id: 'people', title: 'Those who live here', weight: 1 },
        children: [{ indicator: 'old', substitution: 'aged 75 for aged 80' }],
      },
    ],
  });
  expect(singleChanges(before, after)).toEqual([]);
  // With other weights it is the weights alone.
  const [component] = after.components;
  const weighed = { ...after, components: component === undefined ? [] : [{ ...component, weight: 2 }] };
  expect(singleChanges(before, weighed).map(({ setting }) => setting)).toEqual(['weights']);
});

it('changes every setting that the sentences about two profiles speak of', () => {
  const before = profile(1, [{ indicator: 'old' }]);
  const after = buildProfile({
    ...before,
    ...{ availability: 0.5, availabilityBy: 'weight', base: { kind: 'within', type: 'lad' } },
    ...{ normalise: { method: 'z-score' }, aggregate: { method: 'geometric' } },
    ...{ weighting: { method: 'equal' }, ranking: { ties: 'min' } },
    ...{ presentation: { method: 'none' }, recipe: [{ stage: 'denominate' }] },
  });
  const settings = singleChanges(before, after).map(({ setting }) => setting);
  expect(settings).toHaveLength(9);
  expect(profileChanges(before, after, (id) => id)).toHaveLength(9);
});
