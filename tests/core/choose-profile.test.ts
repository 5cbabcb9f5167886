import { expect, test } from 'vitest';
import { chooseProfile } from '../../core/choose-profile.ts';
import { creditLine } from '../../core/join-attributions.ts';
import { clusterKindSchema } from '../../core/contract/clusters.ts';
import { isQuadrant } from '../../core/spatial/clusters.ts';

test('the profile that is wanted is chosen, else the Atlas’s own, else the first', () => {
  const profiles = [{ id: 'first' }, { id: 'atlas' }, { id: 'own' }];
  expect(chooseProfile(profiles, 'own')).toEqual({ id: 'own' });
  expect(chooseProfile(profiles, 'gone')).toEqual({ id: 'atlas' });
  expect(chooseProfile(profiles)).toEqual({ id: 'atlas' });
  expect(chooseProfile([{ id: 'first' }, { id: 'own' }], 'gone')).toEqual({ id: 'first' });
  const none: readonly { id: string }[] = [];
  expect(chooseProfile(none, 'own')).toBeUndefined();
});

test('a credit line says first that data is made up', () => {
  expect(creditLine({ lines: ['One', 'Two'], madeUp: false })).toBe('One · Two');
  expect(creditLine({ lines: ['One'], madeUp: true })).toBe('MADE-UP DATA · One');
});

test('clusters and outliers are the four kinds that were significant', () => {
  expect(clusterKindSchema.options.filter(isQuadrant)).toEqual([
    ...['high-high', 'low-low', 'high-low', 'low-high'],
  ]);
  expect(isQuadrant(undefined)).toBe(false);
});
