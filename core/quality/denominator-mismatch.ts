import { quantile } from './robust.ts';
import {
  findingOf,
  rowsInWords,
  rowsWhere,
  sumOf,
  valuesOf,
  type QualityCheck,
  type QualityContext,
  type QualityTable,
  type RawFinding,
} from './table.ts';

/** A whole that differs from another count of the same people by more than this is of another area or another year. */
const mostApart = 1.6;

/**
 * Numerators and denominators of different vintages: DERI 1.6 divides 2011 counts for 1,783 people by a 2020
 * population of 878, so that a rate doubles. Two comparisons find it: the wholes of the file against the population
 * loaded earlier, and two wholes within the file against each other. Only rows that leave what nearly all rows do are
 * reported: different bases (adults, households) are no mistake, and areas that were built up lately are a warning.
 */
export const denominatorMismatch: QualityCheck = (table, context) => {
  const wholes = wholesOf(table, context);
  return [
    ...wholes.flatMap((whole) => againstPopulation(table, whole, context.populations)),
    ...pairs(wholes).flatMap(([a, b]) => report(table, a, b)),
  ];
};

interface Whole {
  readonly name: string;
  readonly values: Float64Array;
}

/** Every column that stands as the whole of another, in the file or by the catalogue, and plain population columns. */
function wholesOf(table: QualityTable, context: QualityContext): readonly Whole[] {
  const names = new Set<string>();
  for (const column of table.columns) {
    if (column.total !== null) names.add(column.total);
    if (column.unit === 'count' && countsPeople(column.name)) names.add(column.name);
  }
  const single = [...names].flatMap((name) => {
    const values = valuesOf(table, name);
    return values === null ? [] : [{ name, values }];
  });
  const summed = context.ratios.flatMap((ratio) => {
    const name = ratio.denominator.join(' + ');
    const values = names.has(name) ? null : sumOf(table, ratio.denominator);
    return values === null ? [] : [{ name, values }];
  });
  return [...new Map([...single, ...summed].map((whole) => [whole.name, whole])).values()];
}

/** Whether a header names a number of people, and not a rate of something by their number. */
function countsPeople(header: string): boolean {
  const words = header.replaceAll('_', ' ');
  return (
    /population|residents|\ball ages\b/i.test(words) &&
    !/\b(rate|per|percent|percentage|share|proportion|density)\b/i.test(words)
  );
}

function pairs(wholes: readonly Whole[]): readonly (readonly [Whole, Whole])[] {
  return wholes.slice(0, 12).flatMap((a, at) => wholes.slice(at + 1, 12).map((b) => [a, b] as const));
}

function againstPopulation(
  table: QualityTable,
  whole: Whole,
  populations: ReadonlyMap<string, number>,
): readonly RawFinding[] {
  if (populations.size === 0) return [];
  const values = Float64Array.from(table.codes, (code) => populations.get(code) ?? Number.NaN);
  return report(table, whole, { name: 'the population loaded before', values });
}

/** Rows whose ratio of the two wholes is far from the median ratio, where most rows are near it. */
function report(table: QualityTable, a: Whole, b: Whole): readonly RawFinding[] {
  const ratios = a.values.map((value, row) => {
    const other = b.values[row] ?? Number.NaN;
    return value > 0 && other > 0 ? value / other : Number.NaN;
  });
  const middle = quantile(ratios, 0.5);
  const isSteady =
    quantile(ratios, 0.9) < middle * 1.25 && quantile(ratios, 0.1) > middle / 1.25 && ratios.length >= 12;
  if (!isSteady) return [];
  const rows = rowsWhere(ratios, (ratio) => ratio > middle * mostApart || ratio < middle / mostApart);
  if (rows.length === 0) return [];
  return [
    findingOf(table, {
      code: 'denominator-mismatch',
      severity: 'warning',
      column: a.name,
      rows,
      message: `In ${rowsInWords(rows.length)} "${a.name}" and "${b.name}" count very different numbers of people: rates from one by the other would be wrong by half or more. They may be of different years or boundaries.`,
      show: (row) => `${a.values[row] ?? ''} against ${b.values[row] ?? ''}`,
    }),
  ];
}
