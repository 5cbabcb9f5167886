import type { AreaType } from '../../core/contract/area.ts';
import type { RankIntervalList } from '../../core/contract/rank-interval.ts';
import { isFragile } from '../../core/uncertainty/fragile.ts';
import { hasWorstTenth } from '../../core/uncertainty/has-worst-tenth.ts';
import type { Queryable } from '../database/database.ts';
import { createRankIntervalStore } from '../store/rank-interval-store.ts';
import { attributionOf, rowsWithin } from './list-scores.ts';
import type { ScoreTable } from './make-score-table.ts';
import { placesOf, present, rankOfPlace } from './scored-places.ts';

export interface ListRankIntervalsRequest {
  /** The profile's own kind of area when left out. */
  readonly type?: AreaType | undefined;
  /** Only places within this area, or this area itself. */
  readonly within?: string | undefined;
}

/**
 * How far the ranks of all places of a kind can be trusted, from the last analysis of these very scores, or that there was
 * none. Places without a rank have no interval.
 *
 * @throws AppError not-found when the profile has no places of that kind.
 */
export async function listRankIntervals(
  database: Queryable,
  table: ScoreTable,
  request: ListRankIntervalsRequest,
): Promise<RankIntervalList> {
  const { inputs, base } = table;
  const { profile, profileHash, dataHash } = inputs;
  const places = placesOf(table, request.type ?? profile.areas.type);
  const areas = { type: places.type, vintage: places.vintage };
  const about = {
    profileId: profile.id,
    profileVersion: profile.version,
    profileHash,
    dataHash,
    base,
    areas,
  };
  const found = await createRankIntervalStore(database).columns({ profileHash, dataHash, base }, areas);
  const rows = rowsWithin(table, places, request.within);
  const rankOf = rows.map((row) => rankOfPlace(places.ranking, row));
  if (found === null) {
    const hasOthers = rankOf.some((count) => count > 1);
    return { status: 'missing', ...about, reason: hasOthers ? 'never-run' : 'no-others' };
  }
  const { draws, seed, codes, median, q5, q95, worstTenthShare } = found;
  const positionOf = new Map(codes.map((code, position) => [code, position]));
  const positions = rows.map((row) => positionOf.get(places.codes[row] ?? '') ?? -1);
  const column = (values: Float64Array): (number | null)[] => positions.map((at) => present(values[at]));
  const shares = column(worstTenthShare).map((share, at) => (hasWorstTenth(rankOf[at] ?? 0) ? share : null));
  return {
    status: 'known',
    ...about,
    attribution: attributionOf(table),
    draws,
    seed,
    codes: rows.map((row) => places.codes[row] ?? '').join('\n'),
    rankOf,
    median: column(median),
    q5: column(q5),
    q95: column(q95),
    worstTenthShare: shares,
    isFragile: shares.map((share) => (share === null ? null : isFragile(share))),
  };
}
