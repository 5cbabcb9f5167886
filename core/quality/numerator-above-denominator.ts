import {
  findingOf,
  rowsInWords,
  rowsWhere,
  sumOf,
  valuesOf,
  type QualityCheck,
  type QualityTable,
  type RawFinding,
} from './table.ts';

/**
 * A part that is larger than its whole. Publishers round and perturb small counts, so a part may stand 3 or 1 % above.
 * An error where more than 1 in 1,000 rows has it (the columns do not belong together), else a warning.
 */
export const numeratorAboveDenominator: QualityCheck = (table, context) => [
  ...table.columns.flatMap((column, at) => {
    const part = table.values[at];
    const whole = column.total === null ? null : valuesOf(table, column.total);
    if (part === undefined || whole === null || column.unit !== 'count') return [];
    return compare(table, { name: column.name, part, whole, wholeName: column.total ?? '' });
  }),
  ...context.ratios.flatMap((ratio) => {
    const part = sumOf(table, ratio.numerator);
    const whole = sumOf(table, ratio.denominator);
    if (part === null || whole === null) return [];
    const isColumn = ratio.numerator.length === 1 && ratio.denominator.length === 1;
    const column = table.columns.find((candidate) => candidate.name === ratio.numerator[0]);
    if (isColumn && column?.total === ratio.denominator[0]) return [];
    return compare(table, { name: ratio.name, part, whole, wholeName: ratio.denominator.join(' + ') });
  }),
];

interface Pair {
  readonly name: string;
  readonly part: Float64Array;
  readonly whole: Float64Array;
  readonly wholeName: string;
}

function compare(table: QualityTable, { name, part, whole, wholeName }: Pair): readonly RawFinding[] {
  const rows = rowsWhere(part, (value, row) => {
    const all = whole[row] ?? Number.NaN;
    return value > all + Math.max(3, all * 0.01);
  });
  if (rows.length === 0) return [];
  return [
    findingOf(table, {
      code: 'numerator-above-denominator',
      severity: rows.length > Math.max(1, table.codes.length * 0.001) ? 'error' : 'warning',
      column: name,
      rows,
      message: `In ${rowsInWords(rows.length)} "${name}" is larger than the whole it is a part of, "${wholeName}".`,
      show: (row) => `${part[row] ?? ''} of ${whole[row] ?? ''}`,
    }),
  ];
}
