import { roundCounts } from '../../../core/disclosure/round-counts.ts';
import { createRandom } from '../../../core/random.ts';
import { readCountsTable, type CountsTableRequest } from './read-counts-table.ts';
import { sharedCsv } from './shared-csv.ts';

export interface RoundRequest extends Omit<CountsTableRequest, 'population' | 'within'> {
  readonly base: number;
  /** Null rounds to the nearest multiple; a seed up or down at random, without bias. */
  readonly seed: number | null;
}

export interface RoundedFile {
  readonly csv: string;
  readonly rows: number;
  readonly columns: readonly string[];
  /** Counts that were rounded, and those withheld before, which stay so. */
  readonly rounded: number;
  readonly withheldBefore: number;
}

/**
 * A table of counts with each rounded by itself, totals too: they no longer add up.
 *
 * @throws AppError as readCountsTable, roundCounts and sharedCsv.
 */
export async function roundFile(request: RoundRequest): Promise<RoundedFile> {
  const { base, seed } = request;
  const read = await readCountsTable({ ...request, within: null, population: null });
  const { table, names } = read;
  const columns = read.columns.map((counts, column) =>
    roundCounts(counts, seed === null ? { base } : { base, random: createRandom(seed, column) }),
  );
  const isWithheld = (row: number, column: number): boolean =>
    table.suppressed.get(names[column] ?? '')?.has(row) === true;
  return {
    csv: sharedCsv(read, {
      cell: (row, column) => (isWithheld(row, column) ? null : (columns[column]?.[row] ?? NaN)),
    }),
    rows: table.codes.length,
    columns: names,
    rounded: columns.reduce((sum, counts) => sum + counts.filter((count) => !Number.isNaN(count)).length, 0),
    withheldBefore: names.reduce((sum, name) => sum + (table.suppressed.get(name)?.size ?? 0), 0),
  };
}
