/** Above this a second decimal of a percentage says nothing to a reader; below it, it may be all there is. */
const smallPercent = 1;

/**
 * A figure with its unit as people read it: "27.1%", "£32,000", "35.2 Mbit/s".
 * A percentage of 1% and more has at most one decimal, whatever precision it is published with.
 * For text only: classes and comparisons use the unrounded number.
 *
 * @example formatFigure(0.229, { unit: 'share', decimals: 3 }) // '22.9%'
 * @example formatFigure(0.271, { unit: 'share', decimals: 1 }) // '27.1%'
 */
export function formatFigure(
  value: number,
  { unit, decimals }: { readonly unit: string; readonly decimals: number },
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
    case 'rate-per-1000':
      return `${text(value)} per 1,000`;
    case 'pounds':
      return value < 0 ? `-£${text(-value)}` : `£${text(value)}`;
    case 'megabits-per-second':
      return `${text(value)} Mbit/s`;
    case 'metres':
      return `${text(value)} metres`;
    case 'years':
      return `${text(value)} years`;
    case 'people-per-hectare':
      return `${text(value)} people per hectare`;
    default:
      return text(value);
  }
}
