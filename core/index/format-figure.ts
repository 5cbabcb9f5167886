/**
 * A figure with its unit as people read it: "27.1%", "£32,000", "35.2 Mbit/s".
 * For text only: classes and comparisons use the unrounded number.
 *
 * @example formatFigure(0.271, { unit: 'share', decimals: 1 }) // '27.1%'
 */
export function formatFigure(
  value: number,
  { unit, decimals }: { readonly unit: string; readonly decimals: number },
): string {
  const text = (number: number): string =>
    number.toLocaleString('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  switch (unit) {
    case 'percent':
      return `${text(value)}%`;
    case 'share':
      return `${text(100 * value)}%`;
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
