import type { Assumptions } from '../contract/assumptions.ts';
import type { IndexDefinition } from '../contract/profile.ts';
import type { RecipeStage } from '../contract/recipe.ts';
import type { Variation } from './variation.ts';

/** A choice that stands for what the profile itself does. */
const own = 'own';

/**
 * The profile with the methods of a variation in place of its own: a version of the index is a profile like any other,
 * and is compiled and scored like one.
 */
export function varyProfile(
  profile: IndexDefinition,
  assumptions: Assumptions,
  variation: Variation,
): IndexDefinition {
  const normalise = optionOf(assumptions.normalisation, variation.normalisation);
  const aggregate = optionOf(assumptions.aggregation, variation.aggregation);
  const imputation = optionOf(assumptions.imputation, variation.imputation);
  const treatment = optionOf(assumptions.treatment, variation.treatment);
  let recipe: RecipeStage[] = profile.recipe ?? [];
  if (imputation !== null) {
    const stage: RecipeStage = { stage: 'impute', by: imputation };
    const before: readonly StageName[] =
      imputation.method === 'row-mean' ? ['aggregate'] : ['treat', 'normalise', 'aggregate'];
    recipe = withStage(recipe, stage, before);
  }
  if (treatment !== null) {
    recipe =
      treatment === 'none'
        ? recipe.filter(({ stage }) => stage !== 'treat')
        : withStage(recipe, { stage: 'treat', by: treatment }, ['normalise', 'aggregate']);
  }
  if (normalise !== null) recipe = replaced(recipe, { stage: 'normalise', by: normalise });
  if (aggregate !== null) recipe = replaced(recipe, { stage: 'aggregate', by: aggregate });
  return {
    ...profile,
    recipe,
    normalise: normalise ?? profile.normalise,
    aggregate: aggregate ?? profile.aggregate,
  };
}

type StageName = RecipeStage['stage'];

/** The option of a list at a position; null where the profile's own is meant. */
function optionOf<Option extends object | 'none'>(
  options: readonly (Option | typeof own)[] | undefined,
  position: number | null,
): Option | null {
  const option = position === null ? undefined : options?.[position];
  return option === undefined || option === own ? null : option;
}

/** Every stage of this kind with the new method; put in before the others where there is none. */
function withStage(recipe: RecipeStage[], stage: RecipeStage, before: readonly StageName[]): RecipeStage[] {
  if (recipe.some((other) => other.stage === stage.stage)) return replaced(recipe, stage);
  const at = recipe.findIndex((other) => before.includes(other.stage));
  return at < 0 ? [...recipe, stage] : recipe.toSpliced(at, 0, stage);
}

function replaced(recipe: RecipeStage[], stage: RecipeStage): RecipeStage[] {
  return recipe.map((other) => (other.stage === stage.stage ? withMethod(other, stage) : other));
}

/** The stage with the other's method and its own indicators. */
function withMethod(stage: RecipeStage, other: RecipeStage): RecipeStage {
  if (stage.stage === 'impute' && other.stage === 'impute') return { ...stage, by: other.by };
  if (stage.stage === 'treat' && other.stage === 'treat') return { ...stage, by: other.by };
  return other;
}
