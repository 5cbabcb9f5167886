import type { RecipeStage } from '../contract/recipe.ts';
import type { CompiledLeaf } from '../index/compile-profile.ts';
import { setValue } from '../index/data-set.ts';
import { denominatorsOf } from '../index/denominate.ts';
import { columnOf } from '../index/indicator-matrix.ts';
import { isMeant, nextDataSet, type Preparation } from '../index/preparation.ts';
import type { RandomStream } from '../random.ts';
import { drawBetaRates, drawLogitNormalRates } from '../small-area/draw-rates.ts';
import { shrinkRates, type RateCounts } from '../small-area/shrink-rates.ts';

/** Stages that make rates from counts. */
export type RateStage = Extract<RecipeStage, { stage: 'denominate' | 'shrink' }>;

/**
 * Puts rates that the counts could as well have come from in place of those a stage has just made: beta draws after
 * denomination, logit-normal draws around the shrunk rate after shrinkage, on the stage's own scale. Missing values, and
 * counts above their denominator, stay as they are.
 *
 * @param indicators only these; all that the stage made rates of when null. @param before the data that went into it.
 */
export function varyRates(
  after: Preparation,
  stage: RateStage,
  { before, indicators, random }: RateVariation,
): Preparation {
  const made = after.compiled.leaves.filter(
    (leaf) =>
      leaf.denominator !== null &&
      isMeant(stage, leaf.indicatorId) &&
      after.rated.has(leaf.slot) &&
      !before.rated.has(leaf.slot) &&
      (indicators === null || indicators.includes(leaf.indicatorId)),
  );
  if (made.length === 0) return after;
  return nextDataSet(after, 'plausible', (columns) => {
    for (const leaf of made) {
      const column = columns[leaf.slot];
      if (column === undefined) continue;
      const scale = leaf.scale ?? (stage.stage === 'denominate' ? stage.scale : 1);
      plausibleRates({ after, before, leaf }, stage, random).forEach((rate, row) => {
        if (!Number.isNaN(rate) && !Number.isNaN(column.values[row])) setValue(column, row, rate * scale);
      });
    }
  });
}

export interface RateVariation {
  readonly before: Preparation;
  readonly indicators: readonly string[] | null;
  readonly random: RandomStream;
}

function plausibleRates(
  {
    after,
    before,
    leaf,
  }: { readonly after: Preparation; readonly before: Preparation; readonly leaf: CompiledLeaf },
  stage: RateStage,
  random: RandomStream,
): Float64Array {
  // Shrinkage starts from the raw counts, denomination from what stands before it.
  const from = stage.stage === 'shrink' ? before.dataSets[0] : before.dataSets.at(-1);
  if (from === undefined) return new Float64Array(0);
  const counts: RateCounts = {
    numerators: columnOf(from.matrix, leaf.slot),
    denominators: denominatorsOf(leaf, after.sources),
  };
  if (stage.stage === 'denominate') return drawBetaRates(counts, random);
  const groups = after.sources.groups(stage.group);
  return groups === null ? new Float64Array(0) : drawLogitNormalRates(shrinkRates(counts, groups), random);
}
