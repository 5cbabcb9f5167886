import type { AreaType } from '../contract/area.ts';

export interface FitFigures {
  /** Shares (0-1), as of `bestFitQuality`. */
  readonly covered: number;
  readonly own: number;
  readonly basis: 'addresses' | 'postcodes';
  readonly type: AreaType;
  readonly isPoor: boolean;
}

/** What one area of a kind is called in a sentence. */
const nouns: Readonly<Record<AreaType, string>> = {
  oa: 'output area',
  lsoa: 'neighbourhood',
  msoa: 'middle-layer area',
  ward: 'ward',
  lad: 'local authority',
  region: 'region',
  nation: 'nation',
};

/**
 * A best fit in words: "The neighbourhoods counted as this ward hold 93 % of its addresses; 4 % of theirs lie outside."
 * Shares that are not quite none or all are never rounded to it.
 */
export function bestFitSentence({ covered, own, basis, type, isPoor }: FitFigures): string {
  const held = shareWords(covered);
  const outside = shareWords(1 - own);
  const lie = own === 1 ? 'lies' : 'lie';
  const caution = isPoor ? ' Its figures are in part those of its neighbours.' : '';
  return `The neighbourhoods counted as this ${nouns[type]} hold ${held} of its ${basis}; ${outside} of theirs ${lie} outside.${caution}`;
}

function shareWords(share: number): string {
  if (share === 0) return 'none';
  if (share === 1) return 'all';
  const percent = Math.round(100 * share);
  if (percent === 0) return 'fewer than 1 %';
  return percent === 100 ? 'more than 99 %' : `${percent} %`;
}
