import { areaTypeNouns } from '../area-type-nouns.ts';
import type { AreaType } from '../contract/area.ts';
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
export function bestFitSentence({ covered, own, basis, type, isPoor }: FitFigures): string {
  const held = shareWords(covered);
  const outside = shareWords(1 - own);
  const lie = own === 1 ? 'lies' : 'lie';
  const caution = isPoor ? ' Its figures are in part those of its neighbours.' : '';
  return `The neighbourhoods counted as this ${areaTypeNouns[type]} hold ${held} of its ${basis}; ${outside} of theirs ${lie} outside.${caution}`;
}

function shareWords(share: number): string {
  if (share === 0) return 'none';
  return share === 1 ? 'all' : shareInWords(share);
}
