import type { Aggregation } from '../contract/aggregation.ts';
import type { Normalisation } from '../contract/normalisation.ts';
import type { IndexDefinition } from '../contract/profile.ts';
import type { RecipeStage } from '../contract/recipe.ts';
import { AppError } from '../errors.ts';

export interface SplitRecipe {
  /** What is done before scoring. Holds a normalise stage only where something is to be done after it. */
  readonly recipe: readonly RecipeStage[];
  readonly normalise: Normalisation;
  readonly aggregate: Aggregation;
}

/**
 * Takes the recipe of a profile apart: what prepares the data, and the methods of normalisation and aggregation, which
 * stand in the recipe or else in the profile. A normalise stage that nothing follows is left to the scorer, which
 * normalises once and then answers one change of weights after the other.
 *
 * @throws AppError invalid-request for two normalise or aggregate stages, or a stage after aggregation.
 */
export function splitRecipe(
  profile: Pick<IndexDefinition, 'recipe' | 'normalise' | 'aggregate'>,
): SplitRecipe {
  const stages = profile.recipe ?? [];
  const aggregateAt = onlyStage(stages, 'aggregate');
  const normaliseAt = onlyStage(stages, 'normalise');
  if (aggregateAt >= 0 && aggregateAt < stages.length - 1) {
    throw invalid(aggregateAt + 1, 'nothing can follow the aggregate stage');
  }
  const before = aggregateAt >= 0 ? stages.slice(0, -1) : stages;
  const normalise = stages[normaliseAt];
  const aggregate = stages[aggregateAt];
  return {
    recipe: normaliseAt >= 0 && normaliseAt === before.length - 1 ? before.slice(0, -1) : before,
    normalise: normalise?.stage === 'normalise' ? normalise.by : profile.normalise,
    aggregate: aggregate?.stage === 'aggregate' ? aggregate.by : profile.aggregate,
  };
}

function onlyStage(stages: readonly RecipeStage[], name: RecipeStage['stage']): number {
  const first = stages.findIndex(({ stage }) => stage === name);
  const second = stages.findIndex(({ stage }, at) => at > first && stage === name);
  if (first >= 0 && second >= 0) throw invalid(second, `there is a ${name} stage already`);
  return first;
}

function invalid(at: number, reason: string): AppError {
  const field = `recipe[${at}]`;
  return new AppError('invalid-request', `The profile is not valid at ${field}: ${reason}.`, {
    details: { field, reason },
  });
}
