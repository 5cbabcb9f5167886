import { unitText } from './language/unit-text.ts';
import type { Locale } from './language/locale.ts';
import { numberFormat } from './language/number-format.ts';

/** Above this a second decimal of a percentage says nothing to a reader; below it, it may be all there is. */
const smallPercent = 1;

/**
 * Decimals of a figure that stands without its unit, as in a column: those of a share are said of its percentage, and a
 * share of 0 to 1 needs two more to say as much.
 *
 * @example decimalsOfNumber({ unit: 'share', decimals: 1 }) // 3: 0.173, not 0.2
 */
export function decimalsOfNumber({
  unit,
  decimals,
}: {
  readonly unit: string;
  readonly decimals: number;
}): number {
  return unit === 'share' ? decimals + 2 : decimals;
}

/**
 * A figure with its unit as people read it: "27.1%", "£32,000", "35.2 Mbit/s".
 * A percentage of 1% and more has at most one decimal, whatever precision it is published with.
 * One that is more than nothing and too small to show is said to be less than what would show, never to be 0.
 * For text only: classes and comparisons use the unrounded number.
 *
 * @param locale The language of the number and the words; English unless said.
 * @example formatFigure(0.229, { unit: 'share', decimals: 3 }) // '22.9%'
 * @example formatFigure(0.271, { unit: 'share', decimals: 1 }) // '27.1%'
 * @example formatFigure(0.009, { unit: 'percent', decimals: 1 }) // 'less than 0.1%'
 */
export function formatFigure(
  value: number,
  { unit, decimals }: { readonly unit: string; readonly decimals: number },
  locale: Locale = 'en',
): string {
  const text = (number: number, digits = decimals): string => numberFormat(locale, digits).format(number);
  const percent = (number: number): string => {
    const digits = Math.abs(number) < smallPercent ? decimals : Math.min(decimals, 1);
    const least = 10 ** -digits;
    return number > 0 && number < least / 2
      ? words('lessThanPercent', text(least, digits))
      : words('percent', text(number, digits));
  };
  const words = (name: Parameters<typeof unitText>[1], figure: string): string =>
    unitText(locale, name, { figure });
  switch (unit) {
    case 'percent':
      return percent(value);
    case 'share':
      return percent(100 * value);
    case 'rate-per-1000':
      return words('perThousand', text(value));
    case 'pounds':
      return value < 0 ? words('minusPounds', text(-value)) : words('pounds', text(value));
    case 'megabits-per-second':
      return words('megabits', text(value));
    case 'metres':
      return words('metres', text(value));
    case 'years':
      return words('years', text(value));
    case 'people-per-hectare':
      return words('peoplePerHectare', text(value));
    default:
      return text(value);
  }
}
