import { createTranslator, type Translate } from '../language/translator.ts';
import { hasWorstTenth } from './has-worst-tenth.ts';
import { shareOfVersions } from './share-of-versions.ts';

export interface IntervalFigures {
  readonly q5: number;
  readonly q95: number;
  readonly rankOf: number;
  /** Share (0-1) of the versions in which the area is in the worst tenth. */
  readonly worstTenthShare: number;
  readonly authority: { readonly name: string; readonly isApart: boolean } | null;
  /** What the areas are called where they are larger ones ("wards"); null for the small areas of the index. */
  readonly kindNoun: string | null;
}

/**
 * An interval in words: "Between 210th and 640th of 33,755; in the worst tenth in 92 % of plausible versions. It cannot be
 * told apart from the middle of Trafford." Of a ward: "Between 3rd and 9th of 21 wards; in the worst tenth in no plausible
 * version. It cannot be told apart from the middle of the wards of Trafford."
 *
 * Of fewer than ten areas none is in the worst tenth, whatever its rank, so nothing is said of it. Ends are rounded outwards
 * to whole ranks. Shares that are not quite none or all are never rounded to it.
 *
 * @param t the language; English unless given, and `kindNoun` is in it
 */
export function rankIntervalSentence(
  { q5, q95, rankOf, worstTenthShare, authority, kindNoun }: IntervalFigures,
  t: Translate = createTranslator('en'),
): string {
  const [first, last] = wholeRanks({ q5, q95 });
  const among = { first, last, rankOf };
  const ranks = first === last ? t('sentences.intervalAt', among) : t('sentences.intervalBetween', among);
  const where = `${ranks}${kindNoun === null ? '' : t('sentences.intervalKinds', { kinds: kindNoun })}`;
  const sentence = hasWorstTenth(rankOf) ? `${where}; ${worstTenthWords(worstTenthShare, t)}.` : `${where}.`;
  if (authority === null || authority.isApart) return sentence;
  const { name } = authority;
  return kindNoun === null
    ? `${sentence}${t('sentences.intervalNotApart', { authority: name })}`
    : `${sentence}${t('sentences.intervalNotApartOfKind', { authority: name, kinds: kindNoun })}`;
}

/** The first and the last rank of an interval as people say them: whole, rounded outwards. */
export function wholeRanks({ q5, q95 }: Pick<IntervalFigures, 'q5' | 'q95'>): [first: number, last: number] {
  return [Math.floor(q5), Math.ceil(q95)];
}

function worstTenthWords(share: number, t: Translate): string {
  if (share === 0) return t('sentences.intervalNever');
  if (share === 1) return t('sentences.intervalAlways');
  return t('sentences.intervalShare', { share: shareOfVersions(share, t.locale) });
}
