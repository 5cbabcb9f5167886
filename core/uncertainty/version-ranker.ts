import type { Assumptions } from '../contract/assumptions.ts';
import type { Direction } from '../contract/indicator.ts';
import type { IndexDefinition, Presentation } from '../contract/profile.ts';
import { AppError } from '../errors.ts';
import type { ComparisonGroups } from '../index/comparison-groups.ts';
import { compileProfile, type CompiledIndex } from '../index/compile-profile.ts';
import { applyStageAt } from '../index/prepare-data.ts';
import {
  currentData,
  startPreparation,
  type Preparation,
  type PreparationInput,
} from '../index/preparation.ts';
import {
  createScorer,
  type IndexScorer,
  type RankedScores,
  type ScorerOptions,
} from '../index/score-index.ts';
import { weightsWithout } from '../index/weights.ts';
import { createRandom } from '../random.ts';
import { checkAssumptions } from './check-assumptions.ts';
import { explainFailure } from './describe-variation.ts';
import { RecentMap } from './recent-map.ts';
import { nominalVariation, streamKey, type Variation } from './variation.ts';
import { frameGroups, startWithErrors } from './vary-data.ts';
import { varyImputed } from './vary-imputed.ts';
import { varyProfile } from './vary-profile.ts';
import { varyRates } from './vary-rates.ts';
import { noisyWeights } from './vary-weights.ts';

/** An index and its data, before anything is varied. */
export interface IndexModel {
  readonly profile: IndexDefinition;
  readonly directions: Readonly<Record<string, Direction>>;
  /** Everything the preparation needs but the compiled profile, which differs from version to version. */
  readonly data: Omit<PreparationInput, 'compiled'>;
  readonly options: ScorerOptions;
}

/**
 * A version of the index. `rank`: 1 = greatest risk, within the profile's own comparison groups; NaN where the version
 * gives no score. `score`: what was ranked, on whatever scale the version has.
 */
export interface RankedVersion extends RankedScores {
  /** The profile's own comparison groups: among whom areas are ranked. */
  readonly groups: ComparisonGroups;
}

export interface VersionRanker {
  /** The indicators that `leaveOut` may switch off: those without which areas can still be told apart. */
  readonly leavable: readonly string[];
  rank(variation: Variation): RankedVersion;
  /** Positions of variations such that those sharing the most work stand together; results do not depend on it. */
  inOrderOfWork(variations: readonly Variation[]): readonly number[];
}

/** Room for prepared data and normalised columns, per thread. */
const roomForColumns = 192 * 2 ** 20;

/**
 * Scores plausible versions of an index. Each version is a variation of the profile; what versions have in common is
 * done once: a stage of the recipe is run again only from the first one that differs, and where only weights differ,
 * nothing before aggregation is.
 *
 * Missing: an area that a version cannot score has no rank in it.
 *
 * @throws AppError invalid-request where an assumption names what the profile or the data does not have; whatever a
 * version throws, with what it consists of.
 */
export function createVersionRanker(
  model: IndexModel,
  assumptions: Assumptions,
  seed: number,
): VersionRanker {
  const directionOf = (id: string): Direction | null => model.directions[id] ?? null;
  const nominal = compileProfile(model.profile, directionOf);
  checkAssumptions(assumptions, nominal);
  const bytesPerSet = Math.max(1, model.data.raw.values.length * 8);
  const prepared = new RecentMap<Preparation>(Math.floor(roomForColumns / (3 * bytesPerSet)));
  const scorers = new RecentMap<VersionScorer>(Math.floor(roomForColumns / bytesPerSet));

  function start(compiled: CompiledIndex, { standardErrors }: Variation): Preparation {
    const input = { ...model.data, compiled };
    if (assumptions.standardErrors === undefined || standardErrors === null) return startPreparation(input);
    const random = createRandom(seed, streamKey.standardErrors, standardErrors);
    return startWithErrors(input, assumptions.standardErrors, random);
  }

  function prepare(compiled: CompiledIndex, variation: Variation): { state: Preparation; key: string } {
    // A normalise stage in the middle of a recipe takes its methods from the leaves.
    const isNormalised = compiled.recipe.some(({ stage }) => stage === 'normalise');
    const leafMethods = isNormalised ? compiled.leaves.map(({ normalise }) => normalise) : [];
    let key = `raw ${String(variation.standardErrors)} ${JSON.stringify(leafMethods)}`;
    let state = prepared.get(key, () => start(compiled, variation));
    let imputeStages = 0;
    for (const [at, stage] of compiled.recipe.entries()) {
      const makesRates = stage.stage === 'denominate' || stage.stage === 'shrink';
      const realisation = makesRates ? variation.smallNumbers : null;
      key += `\n${JSON.stringify(stage)} ${String(realisation)}`;
      const before = state;
      state = prepared.get(key, () => {
        const after = applyStageAt(before, stage, at);
        if (!makesRates || realisation === null) return after;
        const random = createRandom(seed, streamKey.smallNumbers, realisation);
        const indicators = assumptions.smallNumbers?.indicators ?? null;
        return varyRates(after, stage, { before, indicators, random });
      });
      const drawn = stage.stage === 'impute' ? variation.imputedValues : null;
      if (drawn === null) continue;
      imputeStages += 1;
      const streamOfStage = imputeStages;
      // What the methods fit is kept by itself: only the draw is made again.
      key += ` drawn ${drawn}`;
      const fitted = state;
      state = prepared.get(key, () => {
        const random = createRandom(seed, streamKey.imputedValues, drawn, streamOfStage);
        return varyImputed(fitted, assumptions.imputedValues?.indicators ?? null, random);
      });
    }
    return { state, key };
  }

  function scorerOf(variation: Variation): VersionScorer {
    const profile = varyProfile(model.profile, assumptions, variation);
    const own = compileProfile(profile, directionOf);
    const { state, key } = prepare(own, variation);
    const frame = assumptions.base?.[variation.base ?? -1] ?? 'own';
    const method = [profile.normalise, profile.aggregate, profile.recipe, frame];
    return scorers.get(`${key}\n${JSON.stringify(method)}`, () => {
      // Stages change weights (indicators screened out) and, where they normalise, what is left to normalise.
      const compiled: CompiledIndex = {
        ...own,
        weights: state.compiled.weights,
        leaves: state.isNormalised ? state.compiled.leaves : own.leaves,
        presentation: presentationOf(own, variation),
      };
      const seen = frameGroups(frame, state);
      const scorer = createScorer(compiled, currentData(state).matrix, seen ?? state.groups, model.options);
      return { compiled, scorer, ownGroups: state.groups };
    });
  }

  /** Whether the index as it is would still tell areas apart without this indicator. */
  function isLeavable(leaf: number): boolean {
    const { compiled, scorer, ownGroups } = scorerOf(nominalVariation);
    const weights = weightsWithout(compiled, scorer.weights, leaf);
    try {
      if (weights !== null) scorer.rank(weights, ownGroups);
      return weights !== null;
    } catch (error) {
      if (error instanceof AppError && error.code === 'not-computable') return false;
      throw error;
    }
  }
  const leavable = namedIndicators(assumptions, nominal).filter(isLeavable);

  function rank(variation: Variation): RankedVersion {
    const { compiled, scorer, ownGroups } = scorerOf(variation);
    let weights = scorer.weights;
    if (assumptions.weights !== undefined && variation.weights !== null) {
      const random = createRandom(seed, streamKey.weights, variation.weights);
      weights = noisyWeights({ compiled, weights }, assumptions.weights, random);
    }
    const leaf = variation.leaveOut === null ? undefined : leavable[variation.leaveOut];
    if (leaf !== undefined) weights = weightsWithout(compiled, weights, leaf) ?? weights;
    return { ...scorer.rank(weights, ownGroups), groups: ownGroups };
  }

  return {
    leavable: leavable.map((slot) => nominal.leaves[slot]?.indicatorId ?? ''),
    rank: (variation) => explainFailure(() => rank(variation), assumptions, variation),
    inOrderOfWork: (variations) => {
      const keys = variations.map(workKey);
      return [...variations.keys()].sort((a, b) => ((keys[a] ?? '') < (keys[b] ?? '') ? -1 : 1));
    },
  };
}

interface VersionScorer {
  readonly compiled: CompiledIndex;
  readonly scorer: IndexScorer;
  /** The profile's own groups, in which areas are ranked whatever they are normalised among. */
  readonly ownGroups: ComparisonGroups;
}

/** The earliest stage first, so that versions with the same beginning are neighbours. */
function workKey(variation: Variation): string {
  const { standardErrors, smallNumbers, imputation, imputedValues } = variation;
  const { treatment, normalisation, base, aggregation } = variation;
  return [
    standardErrors,
    smallNumbers,
    imputation,
    imputedValues,
    treatment,
    normalisation,
    base,
    aggregation,
  ]
    .map((part) => String(part ?? 0).padStart(6, '0'))
    .join(' ');
}

function namedIndicators({ leaveOut }: Assumptions, { leaves }: CompiledIndex): readonly number[] {
  if (leaveOut === undefined) return [];
  return leaves
    .filter(({ indicatorId }) => leaveOut.indicators?.includes(indicatorId) ?? true)
    .map(({ slot }) => slot);
}

/** The bounds of a linear presentation hold for the profile's own methods only; other scales are ranked as they are. */
function presentationOf({ presentation }: CompiledIndex, variation: Variation): Presentation {
  const hasOwnScale = variation.normalisation === null && variation.aggregation === null;
  const isIncreasing = presentation.method === 'linear' && presentation.upper > presentation.lower;
  return hasOwnScale || !isIncreasing ? presentation : { method: 'none' };
}
