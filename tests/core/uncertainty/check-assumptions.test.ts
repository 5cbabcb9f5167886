import { expect, test } from 'vitest';
import { assumptionsSchema } from '../../../core/contract/assumptions.ts';
import { AppError } from '../../../core/errors.ts';
import { checkAssumptions } from '../../../core/uncertainty/check-assumptions.ts';
import { buildIndex } from '../../support/build-profile.ts';

/** The field and the reason that assumptions are refused for; null where they are not. */
function refusal(
  assumptions: object,
  recipe: readonly object[],
  leaves: Readonly<Record<'a' | 'b', object>>,
): string | null {
  const children = Object.entries(leaves).map(([indicator, leaf]) => ({ indicator, ...leaf }));
  const index = buildIndex({ recipe, components: [{ id: 'all', title: 'All', children }] });
  try {
    checkAssumptions(assumptionsSchema.parse(assumptions), index);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return `${String(error.details['field'])}: ${String(error.details['reason'])}`;
  }
}

const impute = (method: string, ...indicators: readonly string[]) => ({
  stage: 'impute',
  by: { method },
  ...(indicators.length === 0 ? {} : { indicators }),
});
const median = { impute: { method: 'median' } };
const plain = { a: {}, b: {} };

test('imputed values are drawn where the method of at least one indicator has a spread', () => {
  const all = { imputedValues: true };
  expect(refusal(all, [impute('mean')], plain)).toBeNull();
  expect(refusal(all, [impute('mean')], { a: median, b: {} })).toBeNull();
  expect(refusal(all, [impute('median')], { a: { impute: { method: 'em' } }, b: {} })).toBeNull();
  expect(refusal(all, [impute('median', 'a'), impute('em', 'b')], plain)).toBeNull();
});

test('a method that no indicator is imputed by draws nothing', () => {
  const all = { imputedValues: true };
  const nothing = /^imputedValues: nothing is imputed by a method that knows how far off it may be/;
  // Both have a method of their own; the stage does not mean the one whose own method has a spread.
  expect(refusal(all, [impute('mean')], { a: median, b: median })).toMatch(nothing);
  expect(refusal(all, [impute('median', 'a')], { a: {}, b: { impute: { method: 'mean' } } })).toMatch(
    nothing,
  );
  expect(refusal(all, [impute('mean', 'a')], { a: median, b: {} })).toMatch(nothing);
  expect(refusal({ ...all, imputation: ['em'] }, [impute('mean', 'a')], { a: median, b: {} })).toMatch(
    nothing,
  );
  expect(refusal(all, [], { a: { impute: { method: 'mean' } }, b: {} })).toMatch(nothing);
});

test('an option of the imputation counts, with or without a stage of the recipe', () => {
  const options = { imputedValues: true, imputation: ['own', 'em'] };
  expect(refusal(options, [], plain)).toBeNull();
  expect(refusal(options, [impute('median')], { a: median, b: {} })).toBeNull();
});

test('every indicator that is named must have such a method', () => {
  const named = { imputedValues: { indicators: ['a', 'b'] } };
  expect(refusal(named, [impute('mean')], plain)).toBeNull();
  expect(refusal(named, [impute('mean')], { a: {}, b: median })).toBe(
    'imputedValues.indicators: "b" is not imputed by a method that knows how far off it may be: mean, group-mean, em, spatial-lag',
  );
  expect(refusal(named, [impute('mean', 'b')], plain)).toMatch(/"a" is not imputed/);
  expect(refusal({ ...named, imputation: ['em'] }, [impute('median')], plain)).toBeNull();
});
