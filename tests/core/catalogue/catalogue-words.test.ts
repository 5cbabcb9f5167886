import { describe, expect, it, test } from 'vitest';
import { ageInWords, freshnessSentence, rhythmInWords } from '../../../core/catalogue/age-sentence.ts';
import { dataAge } from '../../../core/catalogue/data-age.ts';
import {
  directionInWords,
  gapInWords,
  methodInWords,
  setInWords,
  severityInWords,
  unitInWords,
  verdictInWords,
} from '../../../core/catalogue/catalogue-words.ts';
import { areaTypes, membershipMethodSchema } from '../../../core/contract/area.ts';
import { directionSchema, missingReasons, unitSchema } from '../../../core/contract/indicator.ts';
import { qualityReportSchema, severitySchema } from '../../../core/contract/quality.ts';
import { createTranslator } from '../../../core/language/translator.ts';

const english = createTranslator('en');
const welsh = createTranslator('cy');

describe('age in words', () => {
  test.each([
    [0, 'less than a month old'],
    [1, '1 month old'],
    [11, '11 months old'],
    [12, '1 year old'],
    [13, '1 year and 1 month old'],
    [58, '4 years and 10 months old'],
    [120, '10 years old'],
  ])('%i months', (months, expected) => {
    expect(ageInWords({ months }, english)).toBe(expected);
  });

  test.each([
    [1, 'every month'],
    [6, 'every 6 months'],
    [12, 'every year'],
    [18, 'every 18 months'],
    [120, 'every 10 years'],
  ])('a rhythm of %i months', (months, expected) => {
    expect(rhythmInWords(months, english)).toBe(expected);
  });
});

describe('the sentence about newer figures', () => {
  const sentence = (period: string, everyMonths: number | null): string | null =>
    freshnessSentence({ age: dataAge([period], '2026-11-22', everyMonths), everyMonths }, english);

  it('never says more than the months allow', () => {
    expect(sentence('2021', 120)).toBe('New figures come out every 10 years: none are due yet.');
    expect(sentence('2026-01', 6)).toBe('New figures come out every 6 months: newer ones may be out.');
    expect(sentence('2020', 12)).toBe('New figures come out every year: newer ones are very likely out.');
  });

  it('is not said where nothing is known', () => {
    expect(sentence('2021', null)).toBeNull();
    expect(sentence('mid-2020', 12)).toBeNull();
  });
});

describe('why areas have no figure', () => {
  it('names the nation that the file leaves out, and each reason with its number', () => {
    const gap = {
      absent: [
        { nation: 'England', areas: 33_755 },
        { nation: null, areas: 2 },
      ],
      missing: [{ reason: 'suppressed' as const, areas: 1 }],
    };
    expect(gapInWords(gap, english)).toEqual([
      '33,755 in England: not in the file',
      '2: not in the file',
      '1: withheld by the publisher to protect people',
    ]);
    expect(gapInWords(gap, welsh)[0]).toBe('33,755 (Lloegr): ddim yn y ffeil');
    expect(gapInWords({ absent: [], missing: [] }, english)).toEqual([]);
  });
});

it('has words of its own for every member of every closed list, in both languages', () => {
  for (const t of [english, welsh]) {
    const lists = [
      areaTypes.map((type) => setInWords({ type, vintage: 2021 }, t)),
      unitSchema.options.map((unit) => unitInWords(unit, t)),
      directionSchema.options.map((direction) => directionInWords(direction, t)),
      severitySchema.options.map((severity) => severityInWords(severity, t)),
      membershipMethodSchema.options.map((method) => methodInWords({ method, areas: 1234 }, t)),
      qualityReportSchema.shape.verdict.options.map((verdict) => verdictInWords(verdict, t)),
      missingReasons.flatMap((reason) => gapInWords({ absent: [], missing: [{ reason, areas: 3 }] }, t)),
    ];
    for (const words of lists) expect(new Set(words).size).toBe(words.length);
    expect(lists[0]?.join()).toContain('2021');
    expect(lists[0]?.join()).not.toContain('2,021');
  }
});
