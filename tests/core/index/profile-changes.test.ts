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
      'Where the weights of the components come from changed: nothing before, method equal now.',
      'How figures are prepared changed. Before: Nothing is done. Now: Missing figures are filled in with the median of all areas.',
    ]);
  });
});
