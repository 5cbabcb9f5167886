import type { RankInterval } from '../../core/contract/rank-interval.ts';
import { quantileSorted, sortedPresent } from '../../core/index/quantile.ts';
import { rankIntervalSentence } from '../../core/uncertainty/rank-interval-sentence.ts';
import type { Queryable } from '../database/database.ts';
import { createRankIntervalStore } from '../store/rank-interval-store.ts';
import type { ScoreTable } from './make-score-table.ts';

/** An area of the profile's own kind, and the areas of its authority, as rows of the table. */
export interface PlacedArea {
  readonly row: number;
  readonly authority: { readonly name: string; readonly rows: readonly number[] } | null;
}

/**
 * How far the rank of an area can be trusted, from the last analysis of these very scores, or why that is not known.
 *
 * @param area null for a larger area, whose rank no analysis is of.
 */
export async function explainInterval(
  database: Queryable,
  table: ScoreTable,
  area: PlacedArea | null,
): Promise<RankInterval> {
  if (area === null) return { status: 'missing', reason: 'larger-area' };
  if (table.hasOwnWeights) return { status: 'missing', reason: 'own-weights' };
  const { inputs, base, scored } = table;
  const { profileHash, dataHash } = inputs;
  const areaId = inputs.areas.ids[area.row] ?? 0;
  const found = await createRankIntervalStore(database).find({ profileHash, dataHash, base }, areaId);
  if (found === null) return { status: 'missing', reason: 'never-run' };
  if (found.interval === null) return { status: 'missing', reason: 'no-rank' };
  const { median, q5, q95, worstTenthShare } = found.interval;
  const rankOf = scored.rankedCounts[scored.groups.ids[area.row] ?? -1] ?? 0;
  const authority = authorityOf(table, area, { q5, q95 });
  return {
    status: 'known',
    ...{ median, q5, q95, rankOf, worstTenthShare, authority },
    ...{ draws: found.draws, seed: found.seed },
    sentence: rankIntervalSentence({ q5, q95, rankOf, worstTenthShare, authority }),
  };
}

function authorityOf(
  { scored }: ScoreTable,
  { row, authority }: PlacedArea,
  { q5, q95 }: { readonly q5: number; readonly q95: number },
): { readonly name: string; readonly medianRank: number; readonly isApart: boolean } | null {
  if (authority === null) return null;
  // Ranks of other comparison groups are counted from another first.
  const group = scored.groups.ids[row];
  const rows = authority.rows.filter((other) => scored.groups.ids[other] === group);
  const ranks = sortedPresent(rows.map((other) => scored.rank[other] ?? NaN));
  if (ranks.length < 2) return null;
  const medianRank = quantileSorted(ranks, 0.5);
  return { name: authority.name, medianRank, isApart: medianRank < q5 || medianRank > q95 };
}
