import type { AreaType } from '../contract/area.ts';
import { decileOf } from '../index/deciles.ts';
import type { Translate } from '../language/translator.ts';
import { isFragile } from '../uncertainty/fragile.ts';
import { hasWorstTenth } from '../uncertainty/has-worst-tenth.ts';
import { wholeRanks } from '../uncertainty/rank-interval-sentence.ts';

/** Where an area stands, as far as it is known. */
export interface Standing {
  readonly name: string;
  readonly type: AreaType;
  readonly score: number | null;
  readonly rank: number | null;
  /** Where it shares its rank, the best of the ranks that are shared; else null. */
  readonly jointRank: number | null;
  /** How many areas of its kind are ranked with it, itself included. */
  readonly rankOf: number;
  readonly inputsPresent: number;
  readonly inputsTotal: number;
  /** Nine in ten plausible versions rank it between these; null where that is not known. */
  readonly interval: { readonly q5: number; readonly q95: number; readonly worstTenthShare: number } | null;
}

/**
 * Where an area stands in one sentence, and no more than its interval allows: it is said to be in a tenth only where nine
 * in ten plausible versions of the index put it there; where they reach over the border of the tenth at greatest risk it
 * "may or may not" be in it. Without an interval the tenth is said to be that of the score. Of fewer than ten areas none
 * is in a tenth: their ranks are said.
 */
export function standingSentence(standing: Standing, t: Translate): string {
  const {
    name,
    score,
    rank,
    jointRank,
    rankOf,
    interval,
    inputsPresent: present,
    inputsTotal: total,
  } = standing;
  if (score === null) return t('sentences.standingNoScore', { name, present, total });
  if (rank === null || rankOf < 2) return t('sentences.standingAlone', { name });
  const among = { name, rankOf, kinds: t(`kinds.${standing.type}Many`) };
  if (!hasWorstTenth(rankOf)) {
    if (interval === null && jointRank !== null)
      return t('sentences.standingFewJoint', { ...among, rank: jointRank });
    if (interval === null) return t('sentences.standingFew', { ...among, rank });
    const [first, last] = wholeRanks(interval);
    return t('sentences.standingFewBetween', { ...among, first, last });
  }
  if (interval === null) return t('sentences.standingByScore', { ...among, tenth: decileOf(rank, rankOf) });
  return tenthsSentence({ ...among, ...tenthsOf(interval, rankOf) }, t);
}

interface Tenths {
  /** From 1, the tenth at greatest risk, to 10. */
  readonly first: number;
  readonly last: number;
  /** Whether it may or may not be in the tenth at greatest risk. */
  readonly isOpen: boolean;
}

/** The tenths that an interval reaches over. */
export function tenthsOf(interval: NonNullable<Standing['interval']>, rankOf: number): Tenths {
  const [first, last] = wholeRanks(interval).map((rank) => decileOf(rank, rankOf));
  const tenths = { first: Math.max(1, first ?? 1), last: Math.min(10, last ?? 10) };
  const isOpen = isFragile(interval.worstTenthShare) || (tenths.first === 1 && tenths.last > 1);
  // Some versions put it in the worst tenth, some in the next or beyond, whatever is rounded.
  return isOpen ? { isOpen, first: 1, last: Math.max(2, tenths.last) } : { isOpen, ...tenths };
}

function tenthsSentence(
  { first, last, isOpen, ...among }: Tenths & { name: string; rankOf: number; kinds: string },
  t: Translate,
): string {
  if (isOpen) return t('sentences.standingOpen', { ...among, first, last });
  if (first !== last) return t('sentences.standingBetween', { ...among, first, last });
  if (first === 1) return t('sentences.standingFirst', among);
  if (first === 10) return t('sentences.standingLast', among);
  return t('sentences.standingTenth', { ...among, tenth: first });
}
