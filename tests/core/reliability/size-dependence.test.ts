import { expect, test } from 'vitest';
import { createTranslator } from '../../../core/language/translator.ts';
import { sizeDependence, sizeSentence } from '../../../core/reliability/size-dependence.ts';

const size = (name: string, ...values: number[]) => ({ name, values: Float64Array.from(values) });

// r of 1 2 3 4 5 with 2 1 4 3 5 is 0.8, with 1 5 2 4 3 it is 0.3: Spearman's formula, as both are ranks.
test('the size it goes with most closely is kept, whichever way, and flagged above 0.6', () => {
  const values = Float64Array.of(1, 2, 3, 4, 5);
  const [weak, close] = [size('adults', 1, 5, 2, 4, 3), size('people', 4, 5, 2, 3, 1)];
  const found = sizeDependence(values, [weak, close]);
  expect(found).toMatchObject({ sizeColumn: 'people', isSizeDependent: true });
  expect(found.sizeCorrelation).toBeCloseTo(-0.8, 12);
  const weakly = sizeDependence(values, [weak]);
  expect(weakly).toMatchObject({ sizeColumn: 'adults', isSizeDependent: false });
  expect(weakly.sizeCorrelation).toBeCloseTo(0.3, 12);
});

test('areas without either are left out; without sizes, or with one that never varies, nothing is said', () => {
  const values = Float64Array.of(1, 2, NaN, 3, 100);
  const gaps = sizeDependence(values, [size('people', 10, 20, -900, 30, NaN)]);
  expect(gaps.sizeCorrelation).toBeCloseTo(1, 12);
  expect(sizeDependence(values, [])).toEqual({
    sizeColumn: null,
    sizeCorrelation: NaN,
    isSizeDependent: false,
  });
  const flat = size('people', 5, 5, 5, 5, 5);
  expect(sizeDependence(values, [flat])).toMatchObject({ sizeColumn: 'people', isSizeDependent: false });
  // A size that says nothing does not hide one that does.
  const found = sizeDependence(values, [flat, size('homes', 10, 20, 7, 30, NaN)]);
  expect(found).toMatchObject({ sizeColumn: 'homes', isSizeDependent: true });
});

test('in words', () => {
  expect(sizeSentence('Claimants', 'people', -0.714, createTranslator('en'))).toBe(
    'Claimants goes with people (r = -0.71): it may say how large an area is.',
  );
});
