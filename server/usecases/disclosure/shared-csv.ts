import { AppError } from '../../../core/errors.ts';
import { csvText } from '../index-run/scores-csv.ts';
import type { CountsTable } from './read-counts-table.ts';

/** What stands for a count that readers are not shown. */
const withheldMark = 'c';
const withheldColumn = 'withheld';

/**
 * The table as it came, with the counts it may show, `c` for those it may not (null), and a last column of how many those
 * are in the row. It does not say why a cell is withheld: that a count is small would be half of it.
 *
 * @throws AppError invalid-request where the table has a column of that name.
 */
export function sharedCsv(
  { table, names }: CountsTable,
  { cell }: { readonly cell: (row: number, column: number) => number | null },
): string {
  const { header } = table;
  if (header.includes(withheldColumn)) {
    const reason = 'the output adds a column of that name';
    throw new AppError('invalid-request', `${table.file} has a column "${withheldColumn}": ${reason}.`, {
      details: { file: table.file, column: withheldColumn, reason },
    });
  }
  const positions = header.map((name) => names.indexOf(name));
  const rows = table.codes.map((_, row) => {
    const cells = header.map((name, at) => {
      const column = positions[at] ?? -1;
      if (column < 0) return asItCame(table.verbatim.get(name)?.[row] ?? '');
      const count = cell(row, column);
      return count === null ? withheldMark : Number.isNaN(count) ? null : count;
    });
    const withheld = names.filter((_name, column) => cell(row, column) === null);
    return [...cells, withheld.length];
  });
  return csvText([[...header, withheldColumn], ...rows]);
}

/** A number with a sign is a number, and no formula that a spreadsheet would run. */
function asItCame(text: string): string | number {
  return /^[+-]/.test(text) && Number.isFinite(Number(text)) ? Number(text) : text;
}
