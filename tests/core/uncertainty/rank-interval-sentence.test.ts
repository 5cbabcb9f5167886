import { expect, test } from 'vitest';
import { assumptionsSchema } from '../../../core/contract/assumptions.ts';
import { groupMedianRanks } from '../../../core/uncertainty/group-median.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import { rankIntervalSentence } from '../../../core/uncertainty/rank-interval-sentence.ts';
import { usualAssumptions } from '../../../core/uncertainty/usual-assumptions.ts';
import { buildProfile } from '../../support/build-profile.ts';

const figures = {
  ...{ q5: 210, q95: 640, rankOf: 33_755, worstTenthShare: 0.92 },
  ...{ authority: null, kindNoun: null },
};

test('an interval in words', () => {
  expect(rankIntervalSentence(figures)).toBe(
    'Between 210th and 640th of 33,755; in the worst tenth in 92% of plausible versions.',
  );
});

test('ends are rounded outwards, and have the endings people say', () => {
  const ends = (q5: number, q95: number): string =>
    rankIntervalSentence({ ...figures, q5, q95 }).replace(/;.*/, '');
  expect(ends(1.95, 2.05)).toBe('Between 1st and 3rd of 33,755');
  expect(ends(11, 22)).toBe('Between 11th and 22nd of 33,755');
  expect(ends(1112.5, 1121)).toBe('Between 1,112th and 1,121st of 33,755');
  expect(ends(7, 7)).toBe('7th of 33,755');
});

test('a share is never rounded to none or all', () => {
  const share = (worstTenthShare: number): string =>
    rankIntervalSentence({ ...figures, worstTenthShare }).replace(/.*; /, '');
  expect(share(0)).toBe('in the worst tenth in no plausible version.');
  expect(share(1)).toBe('in the worst tenth in every plausible version.');
  expect(share(0.001)).toBe('in the worst tenth in fewer than 1% of plausible versions.');
  expect(share(0.999)).toBe('in the worst tenth in more than 99% of plausible versions.');
});

test('an area that its authority does not leave out says so', () => {
  const authority = { name: 'Trafford', isApart: false };
  expect(rankIntervalSentence({ ...figures, authority })).toMatch(
    / It cannot be told apart from the middle of Trafford\.$/,
  );
  expect(rankIntervalSentence({ ...figures, authority: { ...authority, isApart: true } })).not.toMatch(
    /Trafford/,
  );
});

test('larger areas are called by their name, and so is the middle of those in the authority', () => {
  const ward = { ...figures, q5: 3, q95: 8.5, rankOf: 21, worstTenthShare: 0, kindNoun: 'wards' };
  expect(rankIntervalSentence(ward)).toBe(
    'Between 3rd and 9th of 21 wards; in the worst tenth in no plausible version.',
  );
  expect(rankIntervalSentence({ ...ward, authority: { name: 'Trafford', isApart: false } })).toMatch(
    /\. It cannot be told apart from the middle of the wards of Trafford\.$/,
  );
});

test('of fewer than ten none is in the worst tenth, so nothing is said of it', () => {
  const region = { ...figures, q5: 1, q95: 2, worstTenthShare: 0, kindNoun: 'regions' };
  expect(rankIntervalSentence({ ...region, rankOf: 9 })).toBe('Between 1st and 2nd of 9 regions.');
  expect(rankIntervalSentence({ ...region, rankOf: 10 })).toMatch(/of 10 regions; in the worst tenth/);
});

test('in Welsh', () => {
  const welsh = createTranslator('cy');
  expect(rankIntervalSentence({ ...figures, authority: { name: 'Wrecsam', isApart: false } }, welsh)).toBe(
    'Rhwng safle 210 a safle 640 o blith 33,755; yn y 10% gwaethaf yn y gyfran hon o fersiynau credadwy: 92%. Ni ellir gwahaniaethu rhyngddi a chanol yr awdurdod hwn: Wrecsam.',
  );
  const ward = { ...figures, q5: 3, q95: 3, rankOf: 21, worstTenthShare: 0, kindNoun: 'wardiau' };
  expect(rankIntervalSentence({ ...ward, authority: { name: 'Wrecsam', isApart: false } }, welsh)).toBe(
    'Safle 3 o blith 21 (wardiau); nid yw yn y 10% gwaethaf mewn unrhyw fersiwn gredadwy. Ni ellir gwahaniaethu rhyngddi a chanol ardaloedd eraill o’r un math (wardiau) yn yr awdurdod hwn: Wrecsam.',
  );
});

test('the usual assumptions leave a normalisation alone that the means need', () => {
  expect(Object.keys(usualAssumptions(buildProfile({})))).toEqual(['weights', 'normalisation', 'leaveOut']);
  const geometric = buildProfile({ aggregate: { method: 'geometric' } });
  expect(Object.keys(usualAssumptions(geometric))).toEqual(['weights', 'leaveOut']);
  expect(Object.keys(usualAssumptions(buildProfile({ normalise: { method: 'none' } })))).toHaveLength(2);
});

test('assumptions may be written short', () => {
  const short = {
    weights: 0.1,
    leaveOut: 0.3,
    smallNumbers: true,
    normalisation: ['own', 'rank', { method: 'min-max', range: [1, 9] }],
  };
  expect(assumptionsSchema.parse(short)).toEqual({
    weights: { noise: 'uniform', spread: 0.1, of: 'all' },
    leaveOut: { share: 0.3 },
    smallNumbers: {},
    normalisation: ['own', { method: 'rank', ties: 'average' }, { method: 'min-max', lower: 1, upper: 9 }],
  });
  expect(assumptionsSchema.parse({ weights: 0.1, smallNumbers: false })).not.toHaveProperty('smallNumbers');
  expect(() => assumptionsSchema.parse({ aggregation: ['arithmatic'] })).toThrow(/method/);
});

test('the median rank of a group is of those ranked in it', () => {
  const medians = groupMedianRanks(Float64Array.of(1, 5, NaN, 9, 2), ['a', 'a', 'a', null, 'b']);
  expect([...medians]).toEqual([
    ['a', 3],
    ['b', 2],
  ]);
});
