import { expect, test } from 'vitest';
import { createTranslator } from '../../../core/language/translator.ts';
import { bestFitSentence } from '../../../core/summaries/best-fit-sentence.ts';

const english = createTranslator('en');
const words = (covered: number, own: number): string =>
  bestFitSentence({ covered, own, basis: 'addresses', type: 'ward', isPoor: false }, english);

test.each([
  [0.93, 0.96, 'hold 93% of its addresses; 4% of theirs lie outside.'],
  [1, 1, 'hold all of its addresses; none of theirs lies outside.'],
  [0.9999, 0.9999, 'hold more than 99% of its addresses; fewer than 1% of theirs lie outside.'],
  [0.001, 0, 'hold fewer than 1% of its addresses; all of theirs lie outside.'],
])('%f held, %f its own', (covered, own, expected) => {
  expect(words(covered, own)).toBe(`The neighbourhoods counted as this ward ${expected}`);
});

test('a poor fit is called one, and the words are those of the area and of what was counted', () => {
  expect(
    bestFitSentence({ covered: 0.5, own: 0.9, basis: 'postcodes', type: 'lad', isPoor: true }, english),
  ).toBe(
    'The neighbourhoods counted as this local authority hold 50% of its postcodes; 10% of theirs lie outside. Its figures are in part those of its neighbours.',
  );
});

test('in Welsh', () => {
  expect(
    bestFitSentence(
      { covered: 0.93, own: 1, basis: 'addresses', type: 'ward', isPoor: true },
      createTranslator('cy'),
    ),
  ).toBe(
    'Cyfran y cyfeiriadau yn yr ardal hon (ward etholiadol) sydd yn y cymdogaethau a gyfrifir ynddi: 93%. Cyfran rhai’r cymdogaethau hynny sydd y tu allan: dim. Mae ei ffigurau yn rhannol yn rhai ei chymdogion.',
  );
});
