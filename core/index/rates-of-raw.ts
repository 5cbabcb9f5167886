import type { RecipeStage } from '../contract/recipe.ts';
import { denominateStage } from './denominate.ts';
import type { IndicatorMatrix } from './indicator-matrix.ts';
import { currentData, startPreparation, type Preparation } from './preparation.ts';

/**
 * The raw figures of a preparation, those that its recipe denominates or shrinks as counts over their denominators: what
 * is known of an area whatever the others of its date are. Not so a rate that was shrunk (it depends on the group's), nor
 * one of counts that were treated or imputed before they were divided.
 *
 * Shape: columns in the order of `compiled.leaves`. Missing: as denominateStage; nothing is imputed.
 * @throws AppError as denominateStage.
 */
export function ratesOfRaw({ compiled, dataSets, groups, sources }: Preparation): IndicatorMatrix {
  const [raw] = dataSets;
  if (raw === undefined) throw new RangeError('a preparation holds at least its raw data');
  const start = startPreparation({ compiled, raw: raw.matrix, groups, sources });
  return currentData(compiled.recipe.flatMap(divisionOf).reduce(denominateStage, start)).matrix;
}

type DenominateStage = Extract<RecipeStage, { stage: 'denominate' }>;

/** What a stage divides by denominators: a shrink stage does so on the scale of 1. */
function divisionOf(stage: RecipeStage): DenominateStage[] {
  if (stage.stage === 'denominate') return [stage];
  return stage.stage === 'shrink' ? [{ stage: 'denominate', scale: 1, indicators: stage.indicators }] : [];
}
