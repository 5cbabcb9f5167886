import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTranslator } from '../../../core/language/translator.ts';
import { standingSentence, type Standing } from '../../../core/sentences/standing-sentence.ts';

const [english, welsh] = [createTranslator('en'), createTranslator('cy')];

const ward: Standing = {
  ...{ name: 'Sale Central', type: 'ward', score: 71.3, rank: 40, jointRank: null, rankOf: 4567 },
  ...{ inputsPresent: 6, inputsTotal: 6 },
  interval: { q5: 31, q95: 402, worstTenthShare: 1 },
};
const say = (changes: Partial<Standing>, t = english): string => standingSentence({ ...ward, ...changes }, t);
const between = (q5: number, q95: number, worstTenthShare: number) => ({
  interval: { q5, q95, worstTenthShare },
});

describe('where an area stands', () => {
  // Of 4,567 the first tenth is ranks 1 to 456, the second 457 to 913, the third 914 to 1,370, the last from 4,111.
  test.each([
    [{}, 'Sale Central is in the tenth at greatest risk of digital exclusion, of 4,567 wards compared.'],
    [
      between(120.5, 1000, 0.62),
      'Sale Central may or may not be among the tenth at greatest risk of digital exclusion: plausible versions of the index put it anywhere from the first to the third tenth of 4,567 wards compared.',
    ],
    [
      between(460, 900, 0),
      'Sale Central is in the second tenth by risk of digital exclusion, counted from the greatest risk, of 4,567 wards compared.',
    ],
    [
      between(460, 1371, 0.01),
      'Sale Central is somewhere from the second to the fourth tenth by risk of digital exclusion, counted from the greatest risk, of 4,567 wards compared.',
    ],
    [
      between(4200, 4567, 0),
      'Sale Central is in the tenth at least risk of digital exclusion, of 4,567 wards compared.',
    ],
    [
      { interval: null },
      'By its score Sale Central is in tenth 1 of 10 by risk of digital exclusion, where tenth 1 is at greatest risk, of 4,567 wards compared.',
    ],
    [
      { type: 'region' as const, rank: 2, rankOf: 9, ...between(1.2, 3.4, 0) },
      'Sale Central has a rank from 1 to 4 of 9 regions compared, where 1 is the greatest risk of digital exclusion.',
    ],
    [
      { type: 'region' as const, rank: 2, rankOf: 9, interval: null },
      'Sale Central has rank 2 of 9 regions compared, where 1 is the greatest risk of digital exclusion.',
    ],
    [
      { type: 'region' as const, rank: 2.5, jointRank: 2, rankOf: 9, interval: null },
      'Sale Central has joint 2nd rank of 9 regions compared, where 1 is the greatest risk of digital exclusion.',
    ],
    [
      { rank: 1, rankOf: 1, interval: null },
      'Sale Central has a score for risk of digital exclusion, but no other place to compare it with.',
    ],
    [
      { score: null, rank: null, inputsPresent: 1, interval: null },
      'Sale Central has no score for risk of digital exclusion: only 1 of 6 inputs have a value that can be used here.',
    ],
  ])('%j', (changes: Partial<Standing>, sentence) => {
    expect(say(changes)).toBe(sentence);
  });

  test.each([
    [
      {},
      'Sale Central: yn y 10% sydd yn y perygl mwyaf o allgáu digidol, o blith 4,567 o leoedd a gymharwyd, sef wardiau etholiadol.',
    ],
    [
      between(120.5, 1000, 0.62),
      'Sale Central: gall fod, neu gall beidio â bod, ymhlith y 10% sydd yn y perygl mwyaf o allgáu digidol; mae fersiynau credadwy o’r mynegai yn ei gosod yn unrhyw le o ddegradd 1 hyd at ddegradd 3 o 10, o blith 4,567 o leoedd a gymharwyd, sef wardiau etholiadol.',
    ],
    [
      { score: null, rank: null, inputsPresent: 1, interval: null },
      'Sale Central: nid oes sgôr ar gyfer perygl o allgáu digidol, gan mai dim ond 1 o 6 mewnbwn sydd â gwerth y gellir ei ddefnyddio yma.',
    ],
  ])('in Welsh: %j', (changes: Partial<Standing>, sentence) => {
    expect(say(changes, welsh)).toBe(sentence);
  });

  test('where most versions put it in the worst tenth and a few do not, no rounding settles it', () => {
    expect(say(between(400, 456, 0.94))).toContain('may or may not');
    expect(say(between(457, 500, 0.06))).toContain('from the first to the second tenth');
  });
});

test('it never says more than the interval allows', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 40_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (rankOf, one, other, worstTenthShare) => {
        const [q5, q95] = [1 + Math.min(one, other) * (rankOf - 1), 1 + Math.max(one, other) * (rankOf - 1)];
        const text = say({ rankOf, rank: q5, interval: { q5, q95, worstTenthShare } });
        // The worst tenth is the ranks up to a tenth of them, by the definition of the published deciles.
        const [isBestIn, isWorstIn] = [Math.floor(q5) <= rankOf / 10, Math.ceil(q95) <= rankOf / 10];
        const isSettled = worstTenthShare >= 0.95 || worstTenthShare <= 0.05;
        const isClaimed = text.includes('is in the tenth at greatest risk');
        expect(isClaimed).toBe(isWorstIn && isSettled);
        expect(text.includes('may or may not')).toBe(!isSettled || (isBestIn && !isWorstIn));
        // The least risky tenth is claimed only where the whole interval is in it.
        if (text.includes('is in the tenth at least risk')) {
          expect(Math.floor(q5)).toBeGreaterThan(0.9 * rankOf);
        }
      },
    ),
  );
});
