import { parentTypes } from '../../core/contract/area.ts';
import { sortedBase } from '../../core/contract/base-text.ts';
import type { ComparisonBase } from '../../core/contract/profile.ts';
import type { ComparisonGroups } from '../../core/index/comparison-groups.ts';
import { missingCauses, valueFlag } from '../../core/index/data-set.ts';
import { columnOf, matrixOf } from '../../core/index/indicator-matrix.ts';
import {
  currentData,
  type Preparation,
  type PreparationInput,
  type PreparationSources,
} from '../../core/index/preparation.ts';
import { prepareData } from '../../core/index/prepare-data.ts';
import { createScorer, type IndexScorer, type ScoredIndex } from '../../core/index/score-index.ts';
import { groupsOfBase, unknownParents } from './base-groups.ts';
import { denominatorName } from './counts-of-rates.ts';
import type { ScoringInputs } from './load-scoring-inputs.ts';

/** A profile scored on what is loaded, against one base, with one set of weights. */
export interface ScoreTable {
  readonly inputs: ScoringInputs;
  readonly base: ComparisonBase;
  /** Who is compared with whom, before the recipe screens areas out; -1 for areas outside the base. */
  readonly compared: ComparisonGroups;
  /** The data after each stage of the profile's recipe. */
  readonly preparation: Preparation;
  /** Scores the same areas with other weights. */
  readonly scorer: IndexScorer;
  readonly scored: ScoredIndex;
  readonly hasOwnWeights: boolean;
}

/**
 * Carries out the recipe of a profile and scores what comes of it.
 *
 * @throws AppError as groupsOfBase; as the engine, where a stage cannot be done or nothing can be scored.
 */
export function makeScoreTable(inputs: ScoringInputs, base: ComparisonBase): ScoreTable {
  const input = preparationInput(inputs, base);
  const preparation = prepareData(input);
  const scorer = createScorer(preparation.compiled, currentData(preparation).matrix, preparation.groups);
  const scored = scorer.score();
  return {
    ...{ inputs, preparation, scorer, scored },
    base: sortedBase(base),
    compared: input.groups,
    hasOwnWeights: false,
  };
}

/**
 * What the recipe of a profile starts from.
 *
 * @throws AppError as groupsOfBase; not-computable where rates are to be drawn towards larger areas that are not known.
 */
export function preparationInput(inputs: ScoringInputs, base: ComparisonBase): PreparationInput {
  const { compiled, matrix, counts, parents } = inputs;
  for (const stage of compiled.recipe) {
    if (stage.stage !== 'shrink' || parents.some(({ type }) => type === stage.group)) continue;
    throw unknownParents('recipe', stage.group);
  }
  const raw =
    counts.size === 0
      ? matrix
      : matrixOf(
          matrix.rowCount,
          compiled.leaves.map(
            ({ slot, indicatorId }) => counts.get(indicatorId)?.numerators ?? columnOf(matrix, slot),
          ),
        );
  const groups = groupsOfBase(inputs, base);
  const input = { compiled, raw, groups, sources: sourcesOf(inputs) };
  return compiled.recipe.length === 0 ? input : { ...input, ...knownOf(inputs) };
}

/** Columns and groups of areas by name, as the stages of a recipe ask for them. */
function sourcesOf({ areas, parents, counts }: ScoringInputs): PreparationSources {
  const denominators = new Map(
    [...counts].map(([id, rate]) => [denominatorName(id), rate.denominators] as const),
  );
  return {
    areaCodes: areas.codes,
    column: (name) => denominators.get(name) ?? null,
    groups: (name) => {
      const parent = parents.find(({ type }) => type === name);
      if (parent === undefined && !parentTypes.some((type) => type === name)) return null;
      // Of a kind that is not loaded no area has one: what is filled in comes from the next kind, or from all areas.
      if (parent === undefined) return { ids: new Int32Array(areas.codes.length).fill(-1), count: 0 };
      return { ids: parent.parentOf, count: parent.codes.length };
    },
  };
}

/** What is known of the values as they are loaded: withheld by the publisher, brought over from another vintage. */
function knownOf({
  matrix,
  reasons,
  series,
}: ScoringInputs): Required<Pick<PreparationInput, 'flags' | 'causes'>> {
  const { rowCount, values } = matrix;
  const flags = new Uint16Array(values.length);
  const absent = missingCauses.indexOf('not-in-source');
  const causes = Uint8Array.from(values, (value) => (Number.isNaN(value) ? absent : 0));
  series.forEach(({ isConverted }, column) => {
    if (isConverted) flags.fill(valueFlag.convertedVintage, column * rowCount, (column + 1) * rowCount);
    for (const [row, reason] of reasons[column] ?? []) {
      if (reason !== 'suppressed') continue;
      flags[column * rowCount + row] = valueFlag.suppressed;
      causes[column * rowCount + row] = missingCauses.indexOf('suppressed');
    }
  });
  return { flags, causes };
}
