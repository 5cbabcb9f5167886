import type { RunBase, RunProfile } from '../../../core/contract/run-profile.ts';
import { AppError } from '../../../core/errors.ts';
import type { SolveLinearProgramme } from '../../../core/index/benefit-of-the-doubt.ts';
import { groupsByKey, oneGroup, type ComparisonGroups } from '../../../core/index/comparison-groups.ts';
import { compileProfile } from '../../../core/index/compile-profile.ts';
import { missingCauses, valueFlag } from '../../../core/index/data-set.ts';
import { matrixOf } from '../../../core/index/indicator-matrix.ts';
import { prepareData } from '../../../core/index/prepare-data.ts';
import {
  currentData,
  type Preparation,
  type PreparationInput,
  type PreparationSources,
} from '../../../core/index/preparation.ts';
import { createScorer, type ScoredIndex } from '../../../core/index/score-index.ts';
import type { AreaTable } from './read-area-table.ts';
import { indicatorColumns } from './read-run-profile.ts';

/** An index over a file, with everything that led to it. */
export interface IndexRun {
  readonly profile: RunProfile;
  readonly codes: readonly string[];
  readonly preparation: Preparation;
  readonly scored: ScoredIndex;
}

/**
 * Scores the areas of a file by a profile. Pure but for the solver: the same profile and table give the same run.
 *
 * @throws AppError invalid-request for a profile that cannot be carried out, not-computable where no score comes of it.
 */
export function runIndex(
  profile: RunProfile,
  table: AreaTable,
  solve: SolveLinearProgramme | null,
): IndexRun {
  const preparation = prepareData(preparationInput(profile, table));
  return { profile, codes: table.codes, preparation, scored: scorePreparation(preparation, solve) };
}

/** Puts the files, and the area where there is one, into an error of the engine, which knows neither. */
export function withPlaces<Result>(
  places: { readonly profile: string; readonly input: string; readonly codes: readonly string[] },
  work: () => Result,
): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { profile, input, codes } = places;
    const row = error.details['row'];
    const area = typeof row === 'number' ? codes[row] : undefined;
    const where = area === undefined ? '' : ` (area ${area} of ${input})`;
    throw new AppError(error.code, `${profile}: ${error.message}${where}`, {
      cause: error,
      details: { file: profile, input, ...(area === undefined ? {} : { area }), ...error.details },
    });
  }
}

/** What a profile's recipe starts from, out of a file. */
export function preparationInput(profile: RunProfile, table: AreaTable): PreparationInput {
  const compiled = compileProfile(profile, () => 'higher-is-riskier');
  const columnOf = indicatorColumns(profile);
  const names = compiled.leaves.map((leaf) => columnOf.get(leaf.indicatorId) ?? leaf.indicatorId);
  const rowCount = table.codes.length;
  const raw = matrixOf(
    rowCount,
    names.map((name) => table.numbers.get(name) ?? []),
  );
  const flags = new Uint16Array(raw.values.length);
  const causes = Uint8Array.from(raw.values, (value) =>
    Number.isNaN(value) ? causeCode('not-in-source') : 0,
  );
  names.forEach((name, column) => {
    for (const row of table.suppressed.get(name) ?? []) {
      flags[column * rowCount + row] = valueFlag.suppressed;
      causes[column * rowCount + row] = causeCode('suppressed');
    }
  });
  const sources = sourcesOf(table);
  return { compiled, raw, groups: baseGroups(profile.base, table.codes, sources), sources, flags, causes };
}

/** Scores what a recipe left. */
export function scorePreparation(preparation: Preparation, solve: SolveLinearProgramme | null): ScoredIndex {
  const { compiled, groups, sources } = preparation;
  const rowOfCode = new Map(sources.areaCodes.map((code, row) => [code, row]));
  const scorer = createScorer(compiled, currentData(preparation).matrix, groups, {
    rowOfArea: (code) => rowOfCode.get(code) ?? null,
    ...(solve === null ? {} : { solve }),
  });
  return scorer.score();
}

function causeCode(cause: (typeof missingCauses)[number]): number {
  return missingCauses.indexOf(cause);
}

function sourcesOf(table: AreaTable): PreparationSources {
  const cache = new Map<string, ComparisonGroups>();
  return {
    areaCodes: table.codes,
    neighbours: table.neighbours ?? null,
    column: (name) => table.numbers.get(name) ?? null,
    groups: (name) => {
      const texts = table.texts.get(name);
      if (texts === undefined) return null;
      const groups = cache.get(name) ?? groupsByKey(texts);
      cache.set(name, groups);
      return groups;
    },
  };
}

function baseGroups(base: RunBase, codes: readonly string[], sources: PreparationSources): ComparisonGroups {
  switch (base.kind) {
    case 'everything':
      return oneGroup(codes.length);
    case 'within':
      return sources.groups(base.column) ?? oneGroup(codes.length);
    case 'selection': {
      const wanted = new Set(base.codes);
      const known = new Set(codes);
      const unknown = base.codes.find((code) => !known.has(code));
      if (unknown !== undefined) {
        throw new AppError('invalid-request', `base: the file has no area "${unknown}".`, {
          details: { field: 'base.codes', value: unknown },
        });
      }
      return groupsByKey(codes.map((code) => (wanted.has(code) ? 'inside' : null)));
    }
  }
}
