import { findingOf, rowsInWords, rowsWhere, type QualityCheck, type QualityUnit } from './table.ts';

interface Range {
  readonly low: number;
  readonly high: number;
  readonly words: string;
}

/** What a unit allows. A rounding of half a percent beyond 100 is let pass; scores and years have no fixed range. */
const ranges: Readonly<Partial<Record<QualityUnit, Range>>> = {
  percent: { low: 0, high: 100.5, words: 'a percentage is 0 to 100' },
  share: { low: 0, high: 1.005, words: 'a share is 0 to 1' },
  count: { low: 0, high: 1e8, words: 'a count is not negative' },
  'rate-per-1000': { low: 0, high: 1000, words: 'a rate per 1,000 is 0 to 1,000' },
  pounds: { low: 0, high: 1e7, words: 'an income is above 0' },
  'megabits-per-second': { low: 0, high: 100_000, words: 'a speed is 0 to 100,000 Mbit/s' },
  rank: { low: 1, high: 1e6, words: 'a rank begins at 1' },
  decile: { low: 1, high: 10, words: 'a decile is 1 to 10' },
  metres: { low: 0, high: 2e6, words: 'a distance is not negative' },
  'people-per-hectare': { low: 0, high: 10_000, words: 'a density is not negative' },
};

/** Values that their unit does not allow: an error where more than 1 in 100 rows has one, else a warning. */
export const outOfRange: QualityCheck = (table) =>
  table.columns.flatMap((column, at) => {
    const range = column.unit === null ? undefined : ranges[column.unit];
    const values = table.values[at];
    if (range === undefined || values === undefined) return [];
    const rows = rowsWhere(values, (value) => value < range.low || value > range.high);
    if (rows.length === 0) return [];
    return [
      findingOf(table, {
        code: 'out-of-range',
        severity: rows.length > table.codes.length * 0.01 ? 'error' : 'warning',
        column: column.name,
        rows,
        message: `${rowsInWords(rows.length)} of "${column.name}" cannot be: ${range.words}.`,
      }),
    ];
  });
