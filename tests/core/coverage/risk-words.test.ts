import { describe, expect, it } from 'vitest';
import type { AreaSums } from '../../../core/coverage/risk-by-coverage.ts';
import { gapSentence } from '../../../core/coverage/gap-words.ts';
import { howMany, premisesText, riskSentences, takeUpSentences } from '../../../core/coverage/risk-words.ts';
import { createTranslator } from '../../../core/language/translator.ts';

const t = createTranslator('en');
const sums = (
  premises: number,
  unknown: number,
  expectedUnserved: number,
  people: number | null = 1200,
): AreaSums => ({
  ...{ areas: 2, premises, unknown, expectedUnserved, people, withoutPeople: people === null ? 2 : 0 },
});
const none: AreaSums = { ...sums(0, 0, 0, 0), areas: 0, withoutPeople: 0 };

describe('how many go without', () => {
  it.each([
    [[10, 0, 0], 'none'],
    [[10, 0, 0.00001], 'none'],
    [[10, 0, 0.4], 'under-one'],
    [[10, 0, 0.99999], 'some'],
    [[10, 10, 0], 'not-known'],
    [[0, 0, 0], 'not-known'],
  ] as const)('%s: %s', ([premises, unknown, expectedUnserved], word) => {
    expect(howMany({ premises, unknown, expectedUnserved })).toBe(word);
  });

  it('says so in a cell, and never that nothing known is none', () => {
    expect(premisesText(sums(1500, 0, 12.4), t)).toBe('1,500 (about 12 without)');
    expect(premisesText(sums(10, 10, 0), t)).toBe('10 (not known)');
    expect(premisesText(none, t)).toBe('0');
  });
});

describe('the headline', () => {
  it('has its denominator, the other areas, what is not known, and whose people they are', () => {
    expect(
      riskSentences({ riskiest: sums(720, 20, 12.3), elsewhere: sums(900, 0, 0) }, 'superfast', t),
    ).toEqual([
      'About 12 of 700 premises in the riskiest fifth of areas cannot order superfast broadband (30 Mbit/s) (1.8%).',
      'In the other areas all 900 premises of which it is known can order it.',
      'Of 20 more premises in the riskiest fifth no source says anything. They are not counted as served.',
      '1,200 people live in the areas of the riskiest fifth. They are all who live there, not only those of these premises.',
    ]);
  });

  it('says less where less is known', () => {
    expect(riskSentences({ riskiest: none, elsewhere: sums(9, 0, 0.2, null) }, 'decent', t)).toEqual([
      'None of the areas here is in the riskiest fifth of the ranking.',
      'In the other areas it is fewer than 1 of 9.',
    ]);
    expect(riskSentences({ riskiest: sums(5, 5, 0, null), elsewhere: none }, 'gigabit', t)).toEqual([
      'It is not known of any premises in the riskiest fifth of areas whether gigabit broadband (1,000 Mbit/s) can be ordered there.',
    ]);
  });
});

describe('take-up', () => {
  const authority = { code: 'E08000009', name: 'Trafford', percentOfAll: 20, period: '2025-07' };
  it('is said with what it is not', () => {
    const [first, second] = takeUpSentences([{ ...authority, percentOfCoverage: 41 }], t);
    expect(first).toBe('In Trafford, 41% of the premises that can have full fibre take it (July 2025).');
    expect(second).toContain('whole authority, and of full fibre only');
  });
  it('is said to be missing where it is', () => {
    expect(takeUpSentences([{ ...authority, percentOfCoverage: null }], t)).toHaveLength(1);
    expect(takeUpSentences([], t)[0]).toContain('is not loaded');
  });
});

describe('the sentence of an area', () => {
  const gap = {
    class: 'superfast',
    premises: 712,
    unknown: 12,
    expectedUnserved: 12.2,
    period: '2026-01',
  } as const;
  it('has its denominator, what is not known, and when it is of', () => {
    expect(gapSentence(gap, t)).toBe(
      'About 12 of 700 premises here cannot order superfast broadband (30 Mbit/s). Of 12 more premises it is not known. ' +
        'What premises can order is estimated from sources of January 2026.',
    );
    expect(gapSentence({ ...gap, unknown: 712 }, t)).toBeNull();
  });
});
