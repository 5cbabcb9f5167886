import type { RecipeStage } from '../contract/recipe.ts';
import { AppError } from '../errors.ts';
import type { CompiledIndex } from './compile-profile.ts';
import { denominateStage } from './denominate.ts';
import { imputeStage } from './impute.ts';
import { normaliseStage } from './normalise-stage.ts';
import { isMeant, startPreparation, type Preparation, type PreparationInput } from './preparation.ts';
import { screenStage } from './screen.ts';
import { shrinkStage } from './shrink.ts';
import { treatStage } from './treat.ts';

/**
 * Carries out the recipe of a compiled profile, stage after stage in its order, and keeps the data after each.
 *
 * The result goes to the scorer: `createScorer(compiled, currentData(preparation), groups)`. A profile without a recipe
 * comes back with its raw data.
 *
 * @throws AppError invalid-request where a stage names a column that is not there or comes in an impossible order,
 * naming the stage; not-computable where it leaves nothing over.
 * Source: OECD/JRC Handbook (2008), the ten steps; COINr, whose coins keep every data set likewise.
 */
export function prepareData(input: PreparationInput): Preparation {
  const { recipe } = input.compiled;
  checkDenominators(input.compiled);
  checkNames(input.compiled);
  return recipe.reduce((state, stage, at) => applyStageAt(state, stage, at), startPreparation(input));
}

/** One stage on top of what was done before; an error says which stage of the recipe it is of. */
export function applyStageAt(state: Preparation, stage: RecipeStage, at: number): Preparation {
  try {
    return applyStage(state, stage);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const field = `recipe[${at}]`;
    throw new AppError(error.code, `${field} (${stage.stage}): ${error.message}`, {
      cause: error,
      details: { field, stage: stage.stage, ...error.details },
    });
  }
}

function applyStage(state: Preparation, stage: RecipeStage): Preparation {
  switch (stage.stage) {
    case 'screen':
      return screenStage(state, stage);
    case 'denominate':
      return denominateStage(state, stage);
    case 'shrink':
      return shrinkStage(state, stage);
    case 'impute':
      return imputeStage(state, stage);
    case 'treat':
      return treatStage(state, stage);
    case 'normalise':
      return normaliseStage(state);
    case 'aggregate':
      // Done by the scorer.
      return state;
  }
}

/** A denominator that no stage looks at would be forgotten without a word. */
function checkDenominators({ leaves, recipe }: CompiledIndex): void {
  for (const leaf of leaves) {
    if (leaf.denominator === null) continue;
    const isUsed = recipe.some(
      (stage) =>
        (stage.stage === 'denominate' || stage.stage === 'shrink') && isMeant(stage, leaf.indicatorId),
    );
    if (isUsed) continue;
    const reason = `"${leaf.indicatorId}" has a denominator, but the recipe has no denominate or shrink stage for it`;
    throw new AppError('invalid-request', `The profile is not valid: ${reason}.`, {
      details: { field: 'recipe', value: leaf.indicatorId, reason },
    });
  }
}

/** A stage that names an indicator that is not there would do nothing without a word. */
function checkNames({ leaves, recipe }: CompiledIndex): void {
  const known = new Set(leaves.map((leaf) => leaf.indicatorId));
  recipe.forEach((stage, at) => {
    const unknown =
      'indicators' in stage && Array.isArray(stage.indicators) && stage.stage !== 'screen'
        ? stage.indicators.find((id) => !known.has(id))
        : undefined;
    if (unknown === undefined) return;
    const field = `recipe[${at}].indicators`;
    const reason = 'the profile has no indicator of this name';
    throw new AppError('invalid-request', `The profile is not valid at ${field} ("${unknown}"): ${reason}.`, {
      details: { field, value: unknown, reason },
    });
  });
}
