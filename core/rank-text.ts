import { formatFigure } from './format-figure.ts';
import type { Locale } from './language/locale.ts';
import { unitText } from './language/unit-text.ts';

/**
 * A rank as people write it: "12", and "9=" for the areas that share the 9th and the 10th rank, whose average is 9.5.
 *
 * @param jointRank the best of the ranks that are shared; null or NaN where the area has its rank alone.
 * @example rankText({ rank: 9.5, jointRank: 9 }, 'en') // '9='
 */
export function rankText(
  { rank, jointRank }: { readonly rank: number; readonly jointRank: number | null },
  locale: Locale,
): string {
  const whole = (value: number): string => formatFigure(value, { unit: 'count', decimals: 0 }, locale);
  return jointRank === null || Number.isNaN(jointRank)
    ? whole(rank)
    : unitText(locale, 'jointRank', { rank: whole(jointRank) });
}
