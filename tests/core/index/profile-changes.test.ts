import { describe, expect, it } from 'vitest';
import { profileChanges } from '../../../core/index/profile-changes.ts';
import { buildProfile } from '../../support/build-profile.ts';

const name = (id: string): string => `<${id}>`;
const people = (children: readonly { indicator: string; weight?: number }[], weight = 1) =>
  buildProfile({
    id: 'p',
    title: 'P',
    components: [{ id: 'people', title: 'People', weight, children: [...children] }],
  });

describe('what changed between two versions of a profile', () => {
  it('is nothing between a profile and itself, or one with other words', () => {
    const profile = people([{ indicator: 'old' }]);
    expect(profileChanges(profile, { ...profile, title: 'Other', limits: ['x'] }, name)).toEqual([]);
  });

  it('names what came and went, and weights that changed', () => {
    const before = people([{ indicator: 'old', weight: 1 }, { indicator: 'ill' }]);
    const after = people([{ indicator: 'old', weight: 2 }, { indicator: 'poor' }], 3);
    expect(profileChanges(before, after, name)).toEqual([
      'New indicator: <poor>.',
      'No longer there: indicator <ill>.',
      'The weight of People goes from 1 to 3.',
      'The weight of <old> goes from 1 to 2.',
    ]);
  });

  it('names methods that changed, of the whole and of one indicator', () => {
    const before = people([{ indicator: 'old' }]);
    const after = {
      ...people([{ indicator: 'old' }]),
      base: { kind: 'within', type: 'lad' } as const,
      components: [
        {
          id: 'people',
          title: 'People',
          weight: 1,
          children: [{ indicator: 'old', weight: 1, direction: 'lower-is-riskier' as const }],
        },
      ],
    };
    const changes = profileChanges(before, after, name);
    expect(changes[0]).toContain('<old> is treated differently');
    expect(changes[1]).toBe(
      'What an area is compared with changed: kind everything before, kind within, type lad now.',
    );
  });

  it('says what was done to the figures before and what is done now', () => {
    const before = people([{ indicator: 'old' }]);
    const after = buildProfile({
      ...people([{ indicator: 'old' }]),
      recipe: [{ stage: 'impute', by: { method: 'median' } }],
      weighting: { method: 'equal' },
    });
    expect(profileChanges(before, after, name)).toEqual([
      'How figures are prepared changed. Before: Nothing is done. Now: Missing figures are filled in with the median of all areas.',
      'Where the weights of the components come from changed: nothing before, method equal now.',
    ]);
  });

  it('gives the settings of a recipe where its sentences say no difference', () => {
    const em = (iterations: number) =>
      buildProfile({
        ...people([{ indicator: 'old' }]),
        recipe: [{ stage: 'impute', by: { method: 'em', iterations, tolerance: 0.01 } }],
      });
    expect(profileChanges(em(200), em(500), name)).toEqual([
      'How figures are prepared changed: stage impute, by {"method":"em","iterations":200,"tolerance":0.01} before, ' +
        'stage impute, by {"method":"em","iterations":500,"tolerance":0.01} now.',
    ]);
    const plain = people([{ indicator: 'old' }]);
    const ranked = { ...plain, recipe: [{ stage: 'normalise', by: { method: 'z-score' } }] };
    expect(profileChanges(plain, buildProfile(ranked), name)).toEqual([
      expect.stringMatching(
        /^How figures are prepared changed: nothing before, stage normalise, by .*z-score.* now\.$/,
      ),
    ]);
  });

  it('takes no recipe and one without stages for the same', () => {
    const plain = people([{ indicator: 'old' }]);
    expect(profileChanges(plain, { ...plain, recipe: [] }, name)).toEqual([]);
  });

  it('speaks of the methods that indicators have of their own, and of whose share counts', () => {
    const before = people([{ indicator: 'old' }]);
    const after = buildProfile({
      ...before,
      availabilityBy: 'weight',
      recipe: [{ stage: 'impute', by: { method: 'median' } }],
      components: [
        {
          ...{ id: 'people', title: 'People', weight: 1 },
          children: [{ indicator: 'old', impute: { method: 'mean' } }],
        },
      ],
    });
    const changes = profileChanges(before, after, name);
    expect(changes[2]).toMatch(/^Whether .* missing .* changed: nothing before, "weight" now\.$/);
    expect(changes[1]).toBe(
      'How figures are prepared changed. Before: Nothing is done. Now: Missing figures of <old> are filled in with the mean of all areas.',
    );
  });
});
