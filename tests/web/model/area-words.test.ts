import { expect, it } from 'vitest';
import { fitWords } from '../../../web/model/area-words.ts';

it('says how well neighbourhoods fill a larger area, or why that is not known', () => {
  const sentence =
    'The neighbourhoods counted as this ward hold 93% of its addresses; 4% of theirs lie outside.';
  expect(
    fitWords({
      ...{ status: 'known', covered: 0.93, own: 0.96, basis: 'addresses', counted: 5000 },
      ...{ isPoor: false, sentence },
    }),
  ).toBe(sentence);
  expect(fitWords({ status: 'missing', reason: 'exact' })).toContain('lie wholly within it');
  expect(fitWords({ status: 'missing', reason: 'nothing-to-count' })).toContain('is not known');
  expect(fitWords(undefined)).toBe('');
});
