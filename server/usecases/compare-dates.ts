import type { ChangeOverTime, ProfileOverTime } from '../../core/contract/profile-over-time.ts';
import type { Profile } from '../../core/contract/profile.ts';
import { AppError } from '../../core/errors.ts';
import { compareRuns } from '../../core/index/compare-runs.ts';
import { compileProfile, type CompiledIndex } from '../../core/index/compile-profile.ts';
import { oneGroup } from '../../core/index/comparison-groups.ts';
import { withFixedGoalposts } from '../../core/index/fixed-goalposts.ts';
import type { Goalposts } from '../../core/index/goalposts.ts';
import { columnOf, matrixOf } from '../../core/index/indicator-matrix.ts';
import { withSettledWeights } from '../../core/index/settled-weights.ts';
import { createScorer, type ScoredIndex } from '../../core/index/score-index.ts';
import type { Queryable } from '../database/database.ts';
import type { JobContext } from './background-jobs.ts';
import { pointsReader, reasonOf } from './compare-profiles.ts';
import { createTurns, type Turn } from './in-turns.ts';
import { attributionOf } from './list-scores.ts';
import { loadScoringInputs, type ScoringInputs } from './load-scoring-inputs.ts';
import { makeScoreTable } from './make-score-table.ts';
import { present } from './scored-places.ts';

export interface DatesRequest {
  readonly profile: Profile;
  /** The newest figures of this year or earlier. */
  readonly yearBefore: number;
  readonly yearAfter: number;
  /** How many areas to give, those that changed most first. */
  readonly limit: number;
}

/**
 * A profile on the figures of two years: who moved among the others, and who became better or worse by itself.
 *
 * Ranks of two dates compare each area with the others of its date: an area can fall in rank and be better off. So
 * every area also has a score between goalposts that are the same at both dates (lowest and highest value of both), and
 * only these are subtracted. Indicators of which nothing newer is loaded are the same at both dates and are named.
 *
 * @throws AppError invalid-request when the years are not in order; not-computable, naming them, when indicators have
 * no figures that old, or when no indicator changed its period between the two.
 */
export async function compareDates(
  database: Queryable,
  request: DatesRequest,
  job: JobContext,
): Promise<ProfileOverTime> {
  const { profile, yearBefore, yearAfter, limit } = request;
  if (yearBefore >= yearAfter) {
    throw new AppError('invalid-request', 'The first year must lie before the second.', {
      details: { field: 'before', value: yearBefore, reason: `not before ${yearAfter}` },
    });
  }
  const turn = createTurns(turnsOfDates, job);
  const before = await loadScoringInputs(database, profile, yearBefore);
  await turn();
  const after = await loadScoringInputs(database, profile, yearAfter);
  await turn();
  const indicators = describeIndicators(before, after);
  if (indicators.every(({ isSame }) => isSame)) throw nothingNewer(profile, yearBefore, yearAfter);
  const tables = await inBothTurns({ before, after }, (inputs) => makeScoreTable(inputs, profile.base), turn);
  const ranks = { before: tables.before.scored, after: tables.after.scored };
  const fixed = await scoreFixed({ before, after }, tables.after.scorer.compiled, turn);
  const compared = compareRuns(ranks.before, ranks.after);
  const changes = changesBySize(fixed);
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

/** Two of reading, four of scoring. */
const turnsOfDates = 6;

interface BothDates<Each> {
  readonly before: Each;
  readonly after: Each;
}

/** Scores the first date and the second, with a turn for others after each. */
async function inBothTurns<Scored>(
  inputs: BothDates<ScoringInputs>,
  score: (inputs: ScoringInputs) => Scored,
  turn: Turn,
): Promise<BothDates<Scored>> {
  const before = score(inputs.before);
  await turn();
  const after = score(inputs.after);
  await turn();
  return { before, after };
}

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

function nothingNewer({ id }: Profile, before: number, after: number): AppError {
  return new AppError(
    'not-computable',
    `Nothing changed: every indicator of "${id}" has the same newest figures in ${before} and in ${after}.`,
    { details: { profile: id, reason: 'import a release of a year between the two' } },
  );
}

/**
 * Both dates between the same goalposts, the lowest and the highest published value of each indicator over both, and
 * with the weights of the later one.
 */
async function scoreFixed(
  { before, after }: BothDates<ScoringInputs>,
  weighted: CompiledIndex,
  turn: Turn,
): Promise<BothDates<ScoredIndex>> {
  const goalposts = new Map<string, Goalposts>();
  for (const { slot, indicatorId } of after.compiled.leaves) {
    const values = [...columnOf(before.matrix, slot), ...columnOf(after.matrix, slot)];
    const known = values.filter((value) => !Number.isNaN(value));
    if (known.length === 0) continue;
    goalposts.set(indicatorId, {
      lower: known.reduce((a, b) => Math.min(a, b)),
      upper: known.reduce((a, b) => Math.max(a, b)),
    });
  }
  const profile = withFixedGoalposts(withSettledWeights(after.profile, weighted), goalposts);
  const signs = new Map(after.compiled.leaves.map(({ indicatorId, sign }) => [indicatorId, sign]));
  const compiled = compileProfile(profile, (id) =>
    signs.get(id) === -1 ? 'lower-is-riskier' : 'higher-is-riskier',
  );
  const score = ({ matrix, compiled: own }: ScoringInputs): ScoredIndex => {
    const slotOf = new Map(own.leaves.map(({ indicatorId, slot }) => [indicatorId, slot]));
    const columns = compiled.leaves.map(({ indicatorId }) => columnOf(matrix, slotOf.get(indicatorId) ?? 0));
    return createScorer(compiled, matrixOf(matrix.rowCount, columns), oneGroup(matrix.rowCount)).score();
  };
  return inBothTurns({ before, after }, score, turn);
}

interface FixedChange {
  readonly row: number;
  readonly change: number;
}

/**
 * Every area with a fixed score at both dates, the largest change first; those of one size in the order of codes. One of
 * which an indicator is missing at one date only is left out: what would differ is what its score is made of.
 */
function changesBySize({ before, after }: BothDates<ScoredIndex>): FixedChange[] {
  return [...before.score.keys()]
    .map((row) => ({ row, change: (after.score[row] ?? NaN) - (before.score[row] ?? NaN) }))
    .filter(({ row, change }) => !Number.isNaN(change) && hasSameInputs(before, after, row))
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || a.row - b.row);
}

function hasSameInputs(before: ScoredIndex, after: ScoredIndex, row: number): boolean {
  return before.compiled.leaves.every(
    ({ slot }) =>
      Number.isNaN(before.columns[slot]?.values[row]) === Number.isNaN(after.columns[slot]?.values[row]),
  );
}

function describeChanges(
  { areas, series }: ScoringInputs,
  changes: readonly FixedChange[],
  { ranks, fixed }: { readonly ranks: BothDates<ScoredIndex>; readonly fixed: BothDates<ScoredIndex> },
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
    fixedBefore: fixed.before.score[row] ?? NaN,
    fixedAfter: fixed.after.score[row] ?? NaN,
    change,
    reason: reasonOf(before(row), after(row), Math.sign(change)),
  }));
}
