import { expect, test } from 'vitest';
import { figureGroupOf, isOfPeople } from '../../../core/area-page/figure-groups.ts';
import { loadCatalogue } from '../../../server/usecases/catalogue.ts';
import { repositoryPath } from '../../support/shared.ts';

test('every catalogued figure has a group, and those of people and their means are among those of people', async () => {
  const { indicators } = await loadCatalogue(repositoryPath('data'));
  for (const { id: indicatorId, theme } of indicators) {
    const group = figureGroupOf({ indicatorId, theme });
    expect({ indicatorId, group }).not.toMatchObject({ group: 'other' });
    if (theme === 'people' || theme === 'means-and-skills')
      expect({ indicatorId, ok: isOfPeople(group) }).toMatchObject({ ok: true });
  }
  const groups = new Map(indicators.map(({ id, theme }) => [id, figureGroupOf({ indicatorId: id, theme })]));
  expect(groups.get('aged-75-plus')).toBe('age');
  expect(groups.get('social-rented')).toBe('housing');
  expect(groups.get('poor-english')).toBe('language');
  expect(groups.get('premises-gigabit')).toBe('connectivity');
});

test('what somebody else has added is shown by its theme, or with the others', () => {
  expect(figureGroupOf({ indicatorId: 'their-own', theme: 'people' })).toBe('people');
  expect(figureGroupOf({ indicatorId: 'their-own', theme: 'weather' })).toBe('other');
  expect(isOfPeople('other')).toBe(false);
});
