import type { ChangeOverTime, ProfileOverTime } from '../../core/contract/profile-over-time.ts';
import type { Profile } from '../../core/contract/profile.ts';
import { AppError } from '../../core/errors.ts';
import { compareRuns } from '../../core/index/compare-runs.ts';
import {
  fixedChanges,
  scoreBothDates,
  type BothDates,
  type DatedFigures,
  type FixedChange,
} from '../../core/index/score-both-dates.ts';
import { withSettledWeights } from '../../core/index/settled-weights.ts';
import type { Queryable } from '../database/database.ts';
import type { JobContext } from './background-jobs.ts';
import { pointsReader, reasonOf } from './compare-profiles.ts';
import { createTurns } from './in-turns.ts';
import { attributionOf } from './list-scores.ts';
import { loadScoringInputs, type ScoringInputs } from './load-scoring-inputs.ts';
import { makeScoreTable, type ScoreTable } from './make-score-table.ts';
import { jointRankOf, present } from './scored-places.ts';

export interface DatesRequest {
  readonly profile: Profile;
  /** The newest figures of this year or earlier. */
  readonly yearBefore: number;
  readonly yearAfter: number;
  /** How many areas to give, those that changed most first. */
  readonly limit: number;
}

/** @throws AppError invalid-request when the years are not in order: said before the work is queued. */
export function checkYears(yearBefore: number, yearAfter: number): void {
  if (yearBefore >= yearAfter) {
    throw new AppError('invalid-request', 'The first year must lie before the second.', {
      details: { field: 'before', value: yearBefore, reason: `not before ${yearAfter}` },
    });
  }
}

/**
 * A profile on the figures of two years: who moved among the others, and who became better or worse by itself.
 *
 * Ranks of two dates compare each area with the others of its date: an area can fall in rank and be better off. So
 * every area also has a score between goalposts that are the same at both dates (lowest and highest value of both), and
 * only these are subtracted. Indicators of which nothing newer is loaded are the same at both dates and are named.
 *
 * @throws AppError not-computable, naming them, when indicators have no figures that old, or when no indicator changed
 * its period between the two.
 */
export async function compareDates(
  database: Queryable,
  request: DatesRequest,
  job: JobContext,
): Promise<ProfileOverTime> {
  const { profile, yearBefore, yearAfter, limit } = request;
  const turn = createTurns(turnsOfDates, job);
  const before = await loadScoringInputs(database, profile, yearBefore);
  await turn();
  const after = await loadScoringInputs(database, profile, yearAfter);
  await turn();
  const indicators = describeIndicators(before, after);
  if (indicators.every(({ isSame }) => isSame)) throw nothingNewer(profile, yearBefore, yearAfter);
  const tableBefore = makeScoreTable(before, profile.base);
  await turn();
  const tableAfter = makeScoreTable(after, profile.base);
  await turn();
  const ranks = { before: tableBefore.scored, after: tableAfter.scored };
  const fixed = scoreBothDates(
    withSettledWeights(profile, tableAfter.scorer.compiled),
    figuresOf(tableBefore),
    figuresOf(tableAfter),
  );
  await turn();
  const compared = compareRuns(ranks.before, ranks.after);
  const changes = fixedChanges(fixed);
  return {
    profileId: profile.id,
    title: profile.title,
    base: profile.base,
    yearBefore,
    yearAfter,
    indicators,
    areaCount: changes.length,
    higherCount: changes.filter(({ change }) => change > 0).length,
    lowerCount: changes.filter(({ change }) => change < 0).length,
    meanChange:
      changes.length === 0 ? null : changes.reduce((sum, { change }) => sum + change, 0) / changes.length,
    meanAbsoluteShift: present(compared.meanAbsoluteShift),
    worstTenthKept: present(compared.worstTenthKept),
    changes: describeChanges(after, changes.slice(0, limit), { ranks, fixed }),
    attribution: attributionOf({ inputs: after }),
  };
}

/** Two of reading, two of scoring, one between fixed goalposts. */
const turnsOfDates = 5;

function describeIndicators(before: ScoringInputs, after: ScoringInputs): ProfileOverTime['indicators'] {
  return after.series.map((series, at) => {
    const earlier = before.series[at];
    return {
      indicatorId: series.indicatorId,
      title: series.title,
      periodBefore: earlier?.period ?? '',
      periodAfter: series.period,
      isSame: earlier?.seriesId === series.seriesId,
    };
  });
}

/** Figures as published, of the areas that the recipe left in the base. */
function figuresOf({ inputs, preparation }: ScoreTable): DatedFigures {
  const { compiled, matrix } = inputs;
  const { weights } = preparation.compiled;
  return { compiled: { ...compiled, weights }, matrix, groups: preparation.groups };
}

function nothingNewer({ id }: Profile, before: number, after: number): AppError {
  return new AppError(
    'not-computable',
    `Nothing changed: every indicator of "${id}" has the same newest figures in ${before} and in ${after}.`,
    { details: { profile: id, reason: 'import a release of a year between the two' } },
  );
}

function describeChanges(
  { areas, series }: ScoringInputs,
  changes: readonly FixedChange[],
  { ranks, fixed }: { readonly ranks: BothDates; readonly fixed: BothDates },
): ChangeOverTime[] {
  const titles = new Map(series.map(({ indicatorId, title }) => [indicatorId, title]));
  const titleOf = (id: string): string => titles.get(id) ?? id;
  const before = pointsReader(fixed.before, titleOf);
  const after = pointsReader(fixed.after, titleOf);
  return changes.map(({ row, change }) => ({
    code: areas.codes[row] ?? '',
    name: areas.names[row] ?? '',
    placeName: areas.placeNames[row] || null,
    rankBefore: present(ranks.before.rank[row]),
    rankAfter: present(ranks.after.rank[row]),
    jointBefore: jointRankOf(ranks.before, row),
    jointAfter: jointRankOf(ranks.after, row),
    fixedBefore: fixed.before.score[row] ?? NaN,
    fixedAfter: fixed.after.score[row] ?? NaN,
    change,
    reason: reasonOf(before(row), after(row), Math.sign(change)),
  }));
}
