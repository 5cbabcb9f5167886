import type { ProfileComparison, ProfileMove } from '../../core/contract/profile-comparison.ts';
import { formatBase } from '../../core/contract/base-text.ts';
import { AppError } from '../../core/errors.ts';
import { compareRuns, type RankMove } from '../../core/index/compare-runs.ts';
import { createContributionReader } from '../../core/index/contributions.ts';
import type { ScoredIndex } from '../../core/index/score-index.ts';
import { joinAttributions } from '../../core/join-attributions.ts';
import { attributionOf } from './list-scores.ts';
import type { ScoreTable } from './make-score-table.ts';
import { jointRankOf, present } from './scored-places.ts';

/**
 * What changes in the order of the areas from one profile to another, and because of which indicator.
 *
 * The reason for a move is the indicator whose points of the score rose most (for a move towards the greatest risk) or
 * fell most (away from it). Points are shares of each profile's own score, so a reason is told from one profile to the
 * other, not a measured change in the place.
 *
 * @param limit How many moves to give, the largest first.
 * @throws AppError invalid-request when the two are not made for the same areas.
 */
export function compareProfiles(before: ScoreTable, after: ScoreTable, limit: number): ProfileComparison {
  const first = before.inputs;
  const second = after.inputs;
  const { type, vintage } = first.profile.areas;
  if (type !== second.profile.areas.type || vintage !== second.profile.areas.vintage) {
    throw new AppError('invalid-request', 'Profiles for different kinds of area cannot be compared.', {
      details: {
        field: 'profiles',
        reason: `one is for ${type} ${vintage}, the other for ${second.profile.areas.type} ${second.profile.areas.vintage}`,
      },
    });
  }
  const compared = compareRuns(before.scored, after.scored);
  return {
    before: describe(before),
    after: describe(after),
    sameBase: formatBase(before.base) === formatBase(after.base),
    areaCount: compared.areaCount,
    onlyBefore: compared.onlyBefore.length,
    onlyAfter: compared.onlyAfter.length,
    spearman: present(compared.spearman),
    worstTenthKept: present(compared.worstTenthKept),
    meanAbsoluteShift: present(compared.meanAbsoluteShift),
    changedCount: compared.changedCount,
    moves: describeMoves(before, after, compared.moves.filter(({ places }) => places !== 0).slice(0, limit)),
    attribution: joinAttributions([before, after].map(attributionOf)),
  };
}

function describe({ inputs, base, scored }: ScoreTable): ProfileComparison['before'] {
  const { id, title, version } = inputs.profile;
  return {
    id,
    title,
    version,
    base,
    scoredCount: scored.rankedCounts.reduce((sum, count) => sum + count, 0),
  };
}

function describeMoves(before: ScoreTable, after: ScoreTable, moves: readonly RankMove[]): ProfileMove[] {
  const titles = new Map(
    [...before.inputs.series, ...after.inputs.series].map(({ indicatorId, title }) => [indicatorId, title]),
  );
  const titleOf = (id: string): string => titles.get(id) ?? id;
  const pointsBefore = pointsReader(before.scored, titleOf);
  const pointsAfter = pointsReader(after.scored, titleOf);
  const { areas } = after.inputs;
  return moves.map(({ row, places, ...ranks }) => ({
    code: areas.codes[row] ?? '',
    name: areas.names[row] ?? '',
    placeName: areas.placeNames[row] || null,
    ...ranks,
    jointBefore: jointRankOf(before.scored, row),
    jointAfter: jointRankOf(after.scored, row),
    places,
    scoreBefore: before.scored.score[row] ?? NaN,
    scoreAfter: after.scored.score[row] ?? NaN,
    reason: reasonOf(pointsBefore(row), pointsAfter(row), Math.sign(places)),
  }));
}

interface Points {
  readonly title: string;
  readonly points: number;
}

/** Points of every indicator of one area, by id. A missing one gives none. */
export function pointsReader(
  scored: ScoredIndex,
  titleOf: (indicatorId: string) => string,
): (row: number) => ReadonlyMap<string, Points> {
  const reader = createContributionReader(scored);
  return (row) => {
    const points = reader.pointsOf(row);
    return new Map(
      scored.compiled.leaves.map(({ slot, indicatorId }) => [
        indicatorId,
        { title: titleOf(indicatorId), points: points[slot] || 0 },
      ]),
    );
  };
}

/** The indicator whose points changed most in a direction (1 up, -1 down); null where none did. */
export function reasonOf(
  before: ReadonlyMap<string, Points>,
  after: ReadonlyMap<string, Points>,
  direction: number,
): ProfileMove['reason'] {
  let best: ProfileMove['reason'] = null;
  for (const indicatorId of new Set([...before.keys(), ...after.keys()])) {
    const points = (after.get(indicatorId)?.points ?? 0) - (before.get(indicatorId)?.points ?? 0);
    const title = (after.get(indicatorId) ?? before.get(indicatorId))?.title ?? indicatorId;
    if (points * direction > (best === null ? 0 : best.points * direction))
      best = { indicatorId, title, points };
  }
  return best;
}
