import type { RankInterval } from '../../core/contract/rank-interval.ts';
import type { Translate } from '../../core/language/translator.ts';
import { quantileSorted, sortedPresent } from '../../core/index/quantile.ts';
import { rankIntervalSentence } from '../../core/uncertainty/rank-interval-sentence.ts';
import type { Queryable } from '../database/database.ts';
import { createRankIntervalStore } from '../store/rank-interval-store.ts';
import type { ScoreTable } from './make-score-table.ts';
import { rankOfPlace, type ScoredPlaces } from './scored-places.ts';

/** A place whose rank is explained: an area of the profile's own, or a larger one. */
export interface RankedPlace {
  /** All places of its kind. */
  readonly places: ScoredPlaces;
  readonly row: number;
  /** Rows of the profile's own areas in the authority of the place; empty where that is not known. */
  readonly authorityRows: readonly number[];
  /** What larger areas of the kind are called, in the plural, in the language of the sentence; null for the profile's own areas. */
  readonly kindNoun: string | null;
}

/**
 * How far the rank of a place can be trusted, from the last analysis of these very scores, or why that is not known.
 *
 * @param t the language of the sentence; English unless given.
 */
export async function explainInterval(
  database: Queryable,
  table: ScoreTable,
  place: RankedPlace,
  t?: Translate,
): Promise<RankInterval> {
  if (table.hasOwnWeights) return { status: 'missing', reason: 'own-weights' };
  const { inputs, base } = table;
  const { places, row, kindNoun } = place;
  const hasRank = !Number.isNaN(places.ranking.rank[row] ?? NaN);
  const rankOf = rankOfPlace(places.ranking, row);
  if (hasRank && rankOf < 2) return { status: 'missing', reason: 'no-others' };
  const { profileHash, dataHash } = inputs;
  const areaId = places.ids[row] ?? 0;
  const found = await createRankIntervalStore(database).find({ profileHash, dataHash, base }, areaId);
  if (found === null) return { status: 'missing', reason: 'never-run' };
  // An analysis from before there were intervals of larger areas has none of a place that does have a rank.
  if (found.interval === null) return { status: 'missing', reason: hasRank ? 'never-run' : 'no-rank' };
  const { median, q5, q95, worstTenthShare } = found.interval;
  const authority = authorityOf(table, place, { q5, q95 });
  return {
    status: 'known',
    ...{ median, q5, q95, rankOf, worstTenthShare, authority },
    ...{ draws: found.draws, seed: found.seed },
    sentence: rankIntervalSentence({ q5, q95, rankOf, worstTenthShare, authority, kindNoun }, t),
  };
}

/** The middle of the places of the same kind in the place's authority; null where it is the only one ranked there. */
function authorityOf(
  { inputs }: ScoreTable,
  { places, row, authorityRows }: RankedPlace,
  { q5, q95 }: { readonly q5: number; readonly q95: number },
): { readonly name: string; readonly medianRank: number; readonly isApart: boolean } | null {
  const position = places.parentPosition('lad', row);
  const name = inputs.parents.find(({ type }) => type === 'lad')?.names[position];
  if (name === undefined) return null;
  const { rank, groups } = places.ranking;
  const parentOf = inputs.parents.find(({ type }) => type === places.type)?.parentOf;
  const rows =
    parentOf === undefined
      ? authorityRows
      : [...new Set(authorityRows.map((member) => parentOf[member] ?? -1))].filter(
          // A ward may have some areas in this authority and most in another.
          (other) => other >= 0 && places.parentPosition('lad', other) === position,
        );
  // Ranks of other comparison groups are counted from another first.
  const own = rows.filter((other) => groups.ids[other] === groups.ids[row]);
  const ranks = sortedPresent(own.map((other) => rank[other] ?? NaN));
  if (ranks.length < 2) return null;
  const medianRank = quantileSorted(ranks, 0.5);
  return { name, medianRank, isApart: medianRank < q5 || medianRank > q95 };
}
