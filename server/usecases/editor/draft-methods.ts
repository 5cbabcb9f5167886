import type { Weighting } from '../../../core/contract/aggregation.ts';
import { recipeStageSchema, type RecipeStage } from '../../../core/contract/recipe.ts';
import type { Profile } from '../../../core/contract/profile.ts';

/** What the form of the editor offers for missing figures, each with the stage that it stands for. */
const imputations = {
  none: null,
  median: { stage: 'impute', by: { method: 'median' } },
  'group-median': { stage: 'impute', by: { method: 'group-median', group: ['lad', 'region'] } },
} as const;

/** Likewise for outliers. A share and not a number of points: five of tens of thousands would change nothing. */
const treatments = {
  none: null,
  winsorise: { stage: 'treat', by: { winsorise: { share: 0.005 }, transform: 'none' } },
  logarithm: { stage: 'treat', by: { winsorise: { share: 0.005 }, transform: 'log-ct' } },
} as const;

export const editableImputations = Object.keys(imputations);
export const editableTreatments = Object.keys(treatments);
export const editableWeightings = ['given', 'equal', 'principal-components', 'factor-analysis'] as const;

export interface PreparationChoice {
  readonly missing: string;
  readonly outliers: string;
}

/** The recipe that the choices of the form stand for; undefined where nothing is to be done. */
export function recipeOf({ missing, outliers }: PreparationChoice): Profile['recipe'] {
  const stages = [stageOf(imputations, missing), stageOf(treatments, outliers)].filter(
    (stage) => stage !== null,
  );
  return stages.length === 0 ? undefined : stages;
}

/** The choices of the form for a recipe; null for one that the form has no choices for. */
export function choicesOf(recipe: Profile['recipe']): PreparationChoice | null {
  const wanted = JSON.stringify(recipe ?? []);
  for (const missing of editableImputations) {
    for (const outliers of editableTreatments) {
      if (JSON.stringify(recipeOf({ missing, outliers }) ?? []) === wanted) return { missing, outliers };
    }
  }
  return null;
}

/** The form's word for a weighting; null for one that has settings of its own. */
export function weightingChoice(weighting: Weighting | undefined): string | null {
  const text = JSON.stringify(weighting ?? { method: 'given' });
  return editableWeightings.find((each) => JSON.stringify(weightingNamed(each)) === text) ?? null;
}

/** The word for the weighting that all components of a profile have; null where they differ. */
export function choiceWithin({ components }: Pick<Profile, 'components'>): string | null {
  const choices = new Set(components.map(({ weighting }) => weightingChoice(weighting)));
  const [only = null] = choices;
  return choices.size > 1 ? null : only;
}

/** A weighting of the form with its usual settings. */
export function weightingNamed(method: (typeof editableWeightings)[number]): Weighting {
  return method === 'principal-components' ? { method, variant: 'first' } : { method };
}

function stageOf(stages: Readonly<Record<string, unknown>>, name: string): RecipeStage | null {
  const stage = stages[name] ?? null;
  return stage === null ? null : recipeStageSchema.parse(stage);
}
