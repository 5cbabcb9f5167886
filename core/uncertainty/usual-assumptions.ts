import { assumptionsSchema, type Assumptions } from '../contract/assumptions.ts';
import type { IndexDefinition } from '../contract/profile.ts';

/**
 * What is varied where nobody says: weights a quarter off, one indicator left out in half of the versions, and the
 * normalisation against z-scores, min-max and percentiles. Profiles with means that need values above zero, or that
 * normalise nothing, keep their own normalisation.
 */
export function usualAssumptions(profile: IndexDefinition): Assumptions {
  const { aggregate, recipe, components, normalise } = profile;
  const methods = JSON.stringify([aggregate, recipe, components]);
  const isArithmetic = !/"method":"(geometric|harmonic|power|mazziotta-pareto|benefit-of-the-doubt)"/.test(
    methods,
  );
  const stage = recipe?.find((each) => each.stage === 'normalise');
  const isNormalised = (stage === undefined ? normalise : stage.by).method !== 'none';
  const normalisation = [
    'own',
    { method: 'z-score', mean: 50, standardDeviation: 10 },
    { method: 'min-max', lower: 1, upper: 100 },
    { method: 'percentile' },
  ];
  return assumptionsSchema.parse({
    weights: 0.25,
    leaveOut: 0.5,
    ...(isArithmetic && isNormalised ? { normalisation } : {}),
  });
}
