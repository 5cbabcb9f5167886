import { AppError } from '../../../core/errors.ts';
import { profileChanges } from '../../../core/index/profile-changes.ts';
import { singleChanges } from '../../../core/index/single-changes.ts';
import type { RunProfile } from '../../../core/contract/run-profile.ts';
import { pointsReader, reasonOf } from '../compare-profiles.ts';
import type { AreaTable } from '../index-run/read-area-table.ts';
import { readRunInput } from '../index-run/read-run-input.ts';
import { readRunProfile } from '../index-run/read-run-profile.ts';
import { runIndex, withPlaces, type IndexRun } from '../index-run/run-index.ts';
import { solverFor } from '../index-run/solve-with-highs.ts';
import { alignRun } from './align-runs.ts';
import { comparedRuns, type ComparedRuns } from './compared-runs.ts';

export interface RecipesRequest {
  readonly input: string;
  readonly profile: string;
  readonly withProfile: string;
  readonly missing: readonly string[];
  readonly outputs: readonly string[];
  /** A file of neighbours, for methods that look at them. */
  readonly neighbours?: string;
}

/** What one setting of the second profile does to the first by itself, or why it cannot stand alone. */
export interface SettingEffect {
  readonly setting: string;
  /** Places towards the greatest risk, by area; NaN where either has no rank. Null where it cannot stand alone. */
  readonly places: Float64Array | null;
  readonly problem: string | null;
}

/** Why an area moves: the indicator whose points changed most, and the setting that by itself moves it furthest that way. */
export interface MoveReason {
  readonly indicator: string | null;
  /** Points of the score that the indicator gained or lost from one profile to the other. */
  readonly points: number | null;
  readonly setting: string | null;
  readonly settingPlaces: number | null;
}

export interface ComparedRecipes extends ComparedRuns {
  /** What differs between the profiles, in sentences. */
  readonly changes: readonly string[];
  readonly effects: readonly SettingEffect[];
  readonly reasonOf: (row: number, places: number) => MoveReason;
}

/**
 * Two profiles over the same file: who moves how far, and which indicator and which setting that is due to.
 *
 * Settings are tried one at a time on top of the first profile (one-at-a-time sensitivity); what they do together need not be
 * the sum of it.
 *
 * @throws AppError as readRunInput and runIndex; invalid-request where the profiles read the file differently.
 */
export async function compareRecipes(request: RecipesRequest): Promise<ComparedRecipes> {
  const { profile: second, columns } = await readRunProfile(request.withProfile);
  const { profile: first, table } = await readRunInput({
    ...request,
    others: columns.map(({ name, use }) => ({ name, use, askedBy: request.withProfile })),
  });
  checkReading(request, first, second);
  const run = (profile: RunProfile, file: string): Promise<IndexRun> =>
    runPlaced(profile, table, { profile: file, input: request.input });
  const compared = comparedRuns(await run(first, request.profile), await run(second, request.withProfile));
  const effects = await effectsOf(first, second, compared, table);
  return {
    ...compared,
    changes: profileChanges(first, second, (id) => id),
    effects,
    reasonOf: reasonReader(compared, effects),
  };
}

/** Runs a profile; an error says which files it is of. */
export async function runPlaced(
  profile: RunProfile,
  table: AreaTable,
  files: { readonly profile: string; readonly input: string },
): Promise<IndexRun> {
  const solve = await solverFor(profile);
  return withPlaces({ ...files, codes: table.codes }, () => runIndex(profile, table, solve));
}

function checkReading({ profile, withProfile }: RecipesRequest, first: RunProfile, second: RunProfile): void {
  for (const field of ['code', 'missing'] as const) {
    if (JSON.stringify(first[field]) === JSON.stringify(second[field])) continue;
    const reason = `${profile} and ${withProfile} differ in ${field}, so that they would read the file differently`;
    throw new AppError('invalid-request', `${reason}.`, { details: { file: withProfile, field, reason } });
  }
}

async function effectsOf(
  first: RunProfile,
  second: RunProfile,
  { codes, before }: ComparedRuns,
  table: AreaTable,
): Promise<readonly SettingEffect[]> {
  const effects: SettingEffect[] = [];
  for (const { setting, profile } of singleChanges(first, second)) {
    try {
      const { rank } = alignRun(runIndex(profile, table, await solverFor(profile)), codes);
      const places = rank.map((after, row) => (before.rank[row] ?? NaN) - after);
      effects.push({ setting, places, problem: null });
    } catch (error) {
      // A recipe without the denominators it divides by, say: together with the other settings it can be carried out.
      if (!(error instanceof AppError)) throw error;
      effects.push({ setting, places: null, problem: error.message });
    }
  }
  return effects;
}

function reasonReader(
  { before, after }: ComparedRuns,
  effects: readonly SettingEffect[],
): ComparedRecipes['reasonOf'] {
  const pointsBefore = pointsReader(before.run.scored, (id) => id);
  const pointsAfter = pointsReader(after.run.scored, (id) => id);
  return (row, places) => {
    const direction = Math.sign(places);
    const own = [before.ownRow[row] ?? -1, after.ownRow[row] ?? -1] as const;
    const indicator = reasonOf(pointsBefore(own[0]), pointsAfter(own[1]), direction);
    let best: { readonly setting: string; readonly places: number } | null = null;
    for (const effect of effects) {
      const moved = effect.places?.[row] ?? NaN;
      if (moved * direction > (best === null ? 0 : best.places * direction)) {
        best = { setting: effect.setting, places: moved };
      }
    }
    return {
      indicator: indicator?.indicatorId ?? null,
      points: indicator?.points ?? null,
      setting: best?.setting ?? null,
      settingPlaces: best?.places ?? null,
    };
  };
}
