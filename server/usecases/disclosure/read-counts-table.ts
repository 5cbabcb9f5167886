import { AppError } from '../../../core/errors.ts';
import { readAreaTable, readHeader, type AreaTable } from '../index-run/read-area-table.ts';
import { refuseNegative, refuseNumbers } from '../index-run/reject-cell.ts';

export interface CountsTableRequest {
  readonly input: string;
  /** The columns of counts; all that are nothing else when null. */
  readonly columns: readonly string[] | null;
  /** A column of the rows' totals; null for none. */
  readonly totals: string | null;
  /** A column of a larger unit that rows are of; null for none. */
  readonly within: string | null;
  /** A column of people; null for none. */
  readonly population: string | null;
  readonly missing: readonly string[];
}

export interface CountsTable {
  readonly table: AreaTable;
  /** The columns of counts, the totals last. */
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

/**
 * A CSV table of counts, with whatever other columns it has.
 *
 * @throws AppError as readAreaTable; source-rejected naming file, line, column and value for a count that is below zero,
 *   no whole number or too large to be exact.
 */
export async function readCountsTable(request: CountsTableRequest): Promise<CountsTable> {
  const { input, totals, within, population, missing } = request;
  const header = await readHeader(input);
  const others = new Set([header[0], totals, within, population]);
  const categories = request.columns ?? header.filter((name) => !others.has(name));
  const names = [...new Set([...categories, ...(totals === null ? [] : [totals])])];
  if (totals !== null) names.push(...names.splice(names.indexOf(totals), 1));
  if (names.length === 0) {
    throw new AppError('source-rejected', `${input} has no column of counts beside its first.`, {
      details: { file: input, columns: header },
    });
  }
  const table = await readAreaTable(input, {
    numbers: [...new Set([...names, ...(population === null ? [] : [population])])],
    texts: within === null ? [] : [within],
    verbatim: header.filter((name) => !names.includes(name)),
    mayRepeatCodes: true,
    code: null,
    missing,
    askedBy: () => 'the command',
  });
  for (const name of names) {
    refuseNegative(table, name);
    refuseNumbers(table, name, {
      isWrong: (value) => !Number.isInteger(value),
      reason: 'counts are whole numbers',
    });
    // Beyond it neighbouring whole numbers are one and the same.
    refuseNumbers(table, name, {
      isWrong: (value) => value > Number.MAX_SAFE_INTEGER,
      reason: 'this count is too large to be kept to the last digit',
    });
  }
  return { table, names, columns: names.map((name) => table.numbers.get(name) ?? new Float64Array()) };
}
