import { expect, it } from 'vitest';
import { createTranslator } from '../../../core/language/translator.ts';
import { matchingSentence } from '../../../core/summaries/matching-sentence.ts';

const english = createTranslator('en');
const said = (exact: number, bestFit: number, byPoint: number): string | null =>
  matchingSentence({ type: 'ward', members: 'lsoa', matching: { exact, bestFit, byPoint } }, english);

it('says of wards how their small areas were put in them, as it was done', () => {
  expect(said(0, 0, 139)).toBe(
    'Ward figures are put together from whole neighbourhoods (LSOAs), each placed in the ward that holds a point in its middle. Some of them cross a ward’s edge.',
  );
  expect(said(0, 139, 0)).toMatch(/each placed in one ward by an official lookup\. Some of them cross/);
  expect(said(0, 1100, 39)).toMatch(
    /Of 1,139, 39 are placed in the ward that holds a point in their middle, the/,
  );
});

it('says nothing where they fit exactly, or of areas that small areas are drawn to fit', () => {
  expect(said(139, 0, 0)).toBeNull();
  expect(matchingSentence({ type: 'ward', members: 'lsoa', matching: null }, english)).toBeNull();
  const matching = { exact: 0, bestFit: 0, byPoint: 139 };
  expect(matchingSentence({ type: 'lad', members: 'lsoa', matching }, english)).toBeNull();
});
