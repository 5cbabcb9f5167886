import type { AreaType } from '../contract/area.ts';
import type { BestFit } from '../contract/best-fit.ts';
import { createTranslator, type Translate } from '../language/translator.ts';
import { shareWordsIn } from '../sentences/share-words.ts';
import { shareInWords } from '../share-in-words.ts';

export interface FitFigures {
  /** Shares (0-1), as of `bestFitQuality`. */
  readonly covered: number;
  readonly own: number;
  readonly basis: 'addresses' | 'postcodes';
  readonly type: AreaType;
  readonly isPoor: boolean;
}

/**
 * A best fit in words: "The neighbourhoods counted as this ward hold 93 % of its addresses; 4 % of theirs lie outside."
 * Shares that are not quite none or all are never rounded to it.
 */
export function bestFitSentence(
  { covered, own, basis, type, isPoor }: FitFigures,
  t: Translate = createTranslator('en'),
): string {
  const sentence = t('sentences.fit', {
    kind: type,
    basis,
    held: shareText(covered, t),
    outside: shareText(1 - own, t),
    isOwn: own === 1 ? 'yes' : 'no',
  });
  return isPoor ? `${sentence}${t('sentences.fitPoor')}` : sentence;
}

/** How well whole neighbourhoods fill a larger area, or why that is not known. */
export function fitText(fit: BestFit, type: AreaType, t: Translate): string {
  if (fit.status === 'known') return bestFitSentence({ ...fit, type }, t);
  return fit.reason === 'exact' ? t('sentences.fitExact') : t('sentences.fitUnknown');
}

function shareText(share: number, t: Translate): string {
  if (share === 0) return t('sentences.shareNone');
  return share === 1 ? t('sentences.shareAll') : shareInWords(share, shareWordsIn(t));
}
