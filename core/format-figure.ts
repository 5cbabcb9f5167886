/** Above this a second decimal of a percentage says nothing to a reader; below it, it may be all there is. */
const smallPercent = 1;

/** The words around a number of a unit; units that are not here are written with signs that all languages share. */
export interface UnitWords {
  readonly 'rate-per-1000': (number: string) => string;
  readonly metres: (number: string) => string;
  readonly years: (number: string) => string;
  readonly 'people-per-hectare': (number: string) => string;
}

const englishUnits: UnitWords = {
  'rate-per-1000': (number) => `${number} per 1,000`,
  metres: (number) => `${number} metres`,
  years: (number) => `${number} years`,
  'people-per-hectare': (number) => `${number} people per hectare`,
};

/**
 * A figure with its unit as people read it: "27.1%", "£32,000", "35.2 Mbit/s".
 * A percentage of 1% and more has at most one decimal, whatever precision it is published with.
 * For text only: classes and comparisons use the unrounded number. Numbers are written alike in English and in Welsh
 * (CLDR, en-GB and cy); the words of units are English unless given.
 *
 * @example formatFigure(0.229, { unit: 'share', decimals: 3 }) // '22.9%'
 * @example formatFigure(0.271, { unit: 'share', decimals: 1 }) // '27.1%'
 */
export function formatFigure(
  value: number,
  { unit, decimals }: { readonly unit: string; readonly decimals: number },
  words = englishUnits,
): string {
  const text = (number: number, digits = decimals): string =>
    number.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const percent = (number: number): string =>
    `${text(number, Math.abs(number) < smallPercent ? decimals : Math.min(decimals, 1))}%`;
  switch (unit) {
    case 'percent':
      return percent(value);
    case 'share':
      return percent(100 * value);
    case 'pounds':
      return value < 0 ? `-£${text(-value)}` : `£${text(value)}`;
    case 'megabits-per-second':
      return `${text(value)} Mbit/s`;
    case 'rate-per-1000':
    case 'metres':
    case 'years':
    case 'people-per-hectare':
      return words[unit](text(value));
    default:
      return text(value);
  }
}
