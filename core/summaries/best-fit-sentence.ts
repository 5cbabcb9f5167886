import type { AreaType } from '../contract/area.ts';
import type { Translate } from '../language/translate.ts';
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
export function bestFitSentence({ covered, own, basis, type, isPoor }: FitFigures, t: Translate): string {
  const sentence = t('fit.sentence', {
    kind: t(`kinds.${type}Noun`),
    held: shareWords(covered, t),
    basis,
    outside: shareWords(1 - own, t),
    isOne: own === 1 ? 'yes' : 'no',
  });
  return isPoor ? `${sentence} ${t('fit.poor')}` : sentence;
}

function shareWords(share: number, t: Translate): string {
  if (share === 0) return t('fit.none');
  return share === 1 ? t('fit.all') : shareInWords(share, t.locale);
}
