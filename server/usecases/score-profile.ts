import type { ComparisonBase, Profile } from '../../core/contract/profile.ts';
import { preparedData } from '../../core/index/preparation.ts';
import type { Database } from '../database/database.ts';
import { createProfileStore } from '../store/profile-store.ts';
import {
  createScoreStore,
  type NewScore,
  type NewScoreRun,
  type NewScoreSummary,
  type ScoreNote,
} from '../store/score-store.ts';
import { loadScoringInputs } from './load-scoring-inputs.ts';
import { makeScoreTable, type ScoreTable } from './make-score-table.ts';
import {
  contributionsOf,
  missingReasonOf,
  namesOfTable,
  observedInputs,
  placesOf,
  present,
} from './scored-places.ts';

export interface ScoreProfileRequest {
  readonly profile: Profile;
  /** The profile's own when left out. */
  readonly base?: ComparisonBase | undefined;
}

export interface ScoreProfileOutcome {
  readonly runId: number;
  /** `unchanged`: this profile was scored on this very data already; nothing was written. */
  readonly status: 'scored' | 'unchanged';
  readonly areaCount: number;
  readonly scoredCount: number;
  readonly notes: readonly ScoreNote[];
}

/**
 * Scores a profile on what is loaded and stores every stage of every score, with summaries for the larger areas, in
 * one transaction. The same profile on the same data against the same base is the same run.
 *
 * @throws AppError not-found (no areas, unknown code in the base), not-computable (indicators that are not loaded, or
 * nothing that could be scored).
 */
export async function scoreProfile(
  services: { readonly database: Database },
  request: ScoreProfileRequest,
): Promise<ScoreProfileOutcome> {
  const inputs = await loadScoringInputs(services.database, request.profile);
  return storeScores(services.database, makeScoreTable(inputs, request.base ?? request.profile.base));
}

/** Stores what was scored, with summaries for the larger areas, unless these very scores are stored already. */
export async function storeScores(database: Database, table: ScoreTable): Promise<ScoreProfileOutcome> {
  const { profile, profileHash } = table.inputs;
  const run = describeRun(table);
  return database.transaction(async (transaction) => {
    const scores = createScoreStore(transaction);
    await createProfileStore(transaction).save(profileHash, profile);
    const known = await scores.findRun(run);
    if (known !== null) {
      await scores.makeCurrent(known.runId);
      return { ...known, status: 'unchanged' as const };
    }
    const runId = await scores.createRun(run);
    await scores.copyScores(runId, scoreRows(table));
    await scores.copySummaries(runId, summaryRows(table));
    const { areaCount, scoredCount, notes } = run;
    return { runId, status: 'scored' as const, areaCount, scoredCount, notes };
  });
}

function describeRun(table: ScoreTable): NewScoreRun {
  const { inputs, base, compared, scored } = table;
  return {
    profileHash: inputs.profileHash,
    dataHash: inputs.dataHash,
    base,
    areas: inputs.profile.areas,
    areaCount: compared.ids.filter((group) => group >= 0).length,
    scoredCount: scored.score.filter((score) => !Number.isNaN(score)).length,
    ...namesOfTable(table),
    seriesIds: inputs.series.map((series) => series.seriesId),
    notes: notesOf(table),
  };
}

/** What a reader of the scores should know about this run. */
function notesOf({ inputs, scored }: ScoreTable): readonly ScoreNote[] {
  const notes: ScoreNote[] = scored.zeroRanges.map(({ id, groups }) => ({
    code: 'zero-range',
    message: `"${id}" is left out in ${groups.length} of ${scored.groups.count} comparison groups: all areas have the same value there.`,
  }));
  if (inputs.populationSeries === null) {
    notes.push({
      code: 'no-population',
      message: 'No population is loaded: scores of larger areas count each small area once.',
    });
  }
  for (const series of inputs.series.filter(({ isConverted }) => isConverted)) {
    notes.push({
      code: 'converted-vintage',
      message: `"${series.indicatorId}" was published on areas of another vintage and converted.`,
    });
  }
  return notes;
}

function* scoreRows(table: ScoreTable): Generator<NewScore> {
  const { inputs, compared, scored } = table;
  const { matrix } = preparedData(table.preparation);
  const { leaves, nodes } = inputs.compiled;
  const observed = observedInputs(table);
  const rowCount = inputs.areas.codes.length;
  const contributions = contributionsOf(table);
  const componentSlots = nodes.slice(0, -1).map((node) => node.slot);
  for (let row = 0; row < rowCount; row += 1) {
    if ((compared.ids[row] ?? -1) < 0) continue;
    yield {
      areaId: inputs.areas.ids[row] ?? 0,
      score: present(scored.score[row]),
      rank: present(scored.rank[row]),
      percentile: present(scored.percentile[row]),
      decile: scored.decile[row] || null,
      missingReason: missingReasonOf(table, row),
      inputsPresent: observed[row] ?? 0,
      raw: leaves.map((leaf) => present(inputs.matrix.values[leaf.slot * rowCount + row])),
      treated: leaves.map((leaf) => present(matrix.values[leaf.slot * rowCount + row])),
      normalised: leaves.map((leaf) => present(scored.columns[leaf.slot]?.values[row])),
      contribution: leaves.map((leaf) => present(contributions[leaf.slot * rowCount + row])),
      component: componentSlots.map((slot) => present(scored.columns[slot]?.values[row])),
    };
  }
}

function* summaryRows(table: ScoreTable): Generator<NewScoreSummary> {
  const { indicatorIds, componentIds } = namesOfTable(table);
  for (const parents of table.inputs.parents) {
    const places = placesOf(table, parents.type);
    for (const row of places.rows) {
      const areaId = parents.ids[row] ?? null;
      if (areaId === null) continue;
      const { score, rank, percentile, decile, population, missingReason, components, contributions } =
        places.score(row);
      yield {
        areaId,
        score,
        rank,
        percentile,
        decile,
        missingReason,
        population: population ?? 0,
        areaCount: places.areaCount[row] ?? 0,
        scoredCount: places.scoredCount[row] ?? 0,
        worstTenthShare: present(places.worstTenthShare[row]),
        component: componentIds.map((id) => components[id] ?? null),
        contribution: indicatorIds.map((id) => contributions[id] ?? null),
      };
    }
  }
}
