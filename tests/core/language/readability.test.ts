import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../core/language/catalogue.ts';
import { isBody, readingAge, spokenMessage } from '../../support/reading-age.ts';

/** The Government Digital Service writes for a reading age of nine; terms of the field and of law make that out of reach here. */
const oldestReader = 14;

/** A long sentence among short ones hides in an average: no single text may ask for more than this. */
const oldestReaderOfOne = 18;

function report(namespace: string): {
  readonly namespace: string;
  readonly labels: number;
  readonly body: number;
  readonly hardest: readonly string[];
} {
  const texts = Object.entries(catalogue.en[namespace] ?? {}).map(([key, text]) => ({
    key,
    text: spokenMessage(text),
  }));
  const body = texts.filter(({ text }) => isBody(text));
  const hardest = body
    .map(({ key, text }) => ({ key, text, age: readingAge([text]) }))
    .sort((a, b) => b.age - a.age)
    .slice(0, 5);
  const rounded = (age: number): number => Math.round(10 * age) / 10;
  return {
    namespace,
    labels: rounded(readingAge(texts.filter(({ text }) => !isBody(text)).map(({ text }) => text))),
    body: rounded(readingAge(body.map(({ text }) => text))),
    hardest: hardest.map(({ key, text, age }) => `${rounded(age)} ${key}: ${text}`),
  };
}

describe('the English texts can be read', () => {
  it.each(Object.keys(catalogue.en))('%s', (namespace) => {
    const figures = report(namespace);
    const words = JSON.stringify(figures, null, 2);
    expect(figures.body, words).toBeLessThanOrEqual(oldestReader);
    const tooHard = figures.hardest.filter((line) => Number.parseFloat(line) > oldestReaderOfOne);
    expect(tooHard, words).toEqual([]);
  });

  it('is measured as the formula has it', () => {
    // 0.39 * 10 words / 1 sentence + 11.8 * 10 syllables / 10 words - 15.59 = 0.11
    expect(readingAge(['The cat sat on the mat and saw a dog.'])).toBeCloseTo(5.11, 2);
    // A hard text is seen to be hard.
    expect(
      readingAge([
        'Notwithstanding methodological considerations, interpretability necessitates comprehensive documentation.',
      ]),
    ).toBeGreaterThan(25);
  });
});
