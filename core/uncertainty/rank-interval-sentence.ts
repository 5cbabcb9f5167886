import { capitalised } from '../capitalised.ts';
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
 * Of fewer than ten areas none is in the worst tenth, whatever its rank, so nothing is said of it. Ends are rounded outwards to whole ranks. Shares that are not quite none or all are never rounded to it.
 */
export function rankIntervalSentence({
  q5,
  q95,
  rankOf,
  worstTenthShare,
  authority,
  kindNoun,
}: IntervalFigures): string {
  const first = Math.floor(q5);
  const last = Math.ceil(q95);
  const among = `${rankOf.toLocaleString('en-GB')}${kindNoun === null ? '' : ` ${kindNoun}`}`;
  const where =
    first === last
      ? `${ordinalFigure(first)} of ${among}`
      : `between ${ordinalFigure(first)} and ${ordinalFigure(last)} of ${among}`;
  const sentence = !hasWorstTenth(rankOf) ? `${where}.` : `${where}; ${worstTenthWords(worstTenthShare)}.`;
  const apart =
    authority === null || authority.isApart
      ? ''
      : ` It cannot be told apart from the middle of ${kindNoun === null ? '' : `the ${kindNoun} of `}${authority.name}.`;
  return capitalised(sentence) + apart;
}

function worstTenthWords(share: number): string {
  if (share === 0) return 'in the worst tenth in no plausible version';
  if (share === 1) return 'in the worst tenth in every plausible version';
  return `in the worst tenth in ${shareOfVersions(share)} of plausible versions`;
}

/** 1st, 2nd, 3rd, 4th, 11th, 21st, 1,112th. */
function ordinalFigure(number: number): string {
  const lastTwo = number % 100;
  const isTeen = lastTwo >= 11 && lastTwo <= 13;
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number.toLocaleString('en-GB')}${ending}`;
}

/** Whether so many ranked areas have a worst tenth: of fewer than ten none is in it (core/index/deciles.ts). */
export function hasWorstTenth(rankOf: number): boolean {
  return rankOf >= 10;
}
