import { protectTable, type OpenLine } from '../../../core/disclosure/protect-table.ts';
import { isWithheld, type CellState } from '../../../core/disclosure/suppress-counts.ts';
import { groupsByKey } from '../../../core/index/comparison-groups.ts';
import { sharedCsv } from './shared-csv.ts';
import { readCountsTable, type CountsTable, type CountsTableRequest } from './read-counts-table.ts';

export interface ProtectRequest extends Omit<CountsTableRequest, 'population'> {
  readonly threshold: number;
  readonly withholdZero: boolean;
  /** A column of people and how many a row must have to be shown at all; null for no such rule. */
  readonly minimum: { readonly column: string; readonly people: number } | null;
}

export interface ProtectedFile {
  readonly csv: string;
  readonly rows: number;
  readonly columns: readonly string[];
  /** How many cells have each state. */
  readonly cells: Readonly<Record<CellState, number>>;
  readonly rowsOfFewPeople: number;
  /** Rows whose total is not the sum of their columns, where all are there. */
  readonly totalsThatDiffer: number;
  /** Whose totals must be withheld wherever they are published. */
  readonly openLines: readonly NamedLine[];
}

/** `row`: the total of this row, by its first column; `column`: the total of this column, within the unit named. */
export interface NamedLine {
  readonly line: 'row' | 'column';
  readonly name: string;
  readonly within: string | null;
}

/**
 * A table of counts as it may be shared: small counts withheld, and as many others as it takes that no total of a row or
 * a column gives one away.
 *
 * @throws AppError as readCountsTable and sharedCsv.
 */
export async function protectFile(request: ProtectRequest): Promise<ProtectedFile> {
  const { totals, within, minimum } = request;
  const read = await readCountsTable({ ...request, population: minimum?.column ?? null });
  const { table, names, columns } = read;
  const people = minimum === null ? undefined : table.numbers.get(minimum.column);
  // Nobody knows that a row without a population has enough people.
  const hasFewPeople = table.codes.map(
    (_, row) => minimum !== null && !((people?.[row] ?? NaN) >= minimum.people),
  );
  const units = within === null ? null : (table.texts.get(within) ?? []);
  const keys = table.codes.map((_, row) => units?.[row] ?? '');
  const { states, openLines } = protectTable(
    {
      columns,
      groups: groupsByKey(keys),
      hasTotals: totals !== null,
      isRequired: (row, column) =>
        hasFewPeople[row] === true || table.suppressed.get(names[column] ?? '')?.has(row) === true,
    },
    request,
  );
  return {
    csv: sharedCsv(read, {
      cell: (row, column) => (isWithheld(states[column]?.[row]) ? null : (columns[column]?.[row] ?? NaN)),
    }),
    rows: table.codes.length,
    columns: names,
    cells: countStates(states),
    rowsOfFewPeople: hasFewPeople.filter(Boolean).length,
    totalsThatDiffer: totals === null ? 0 : differingTotals(columns),
    openLines: openLines.map((line) => namedLine(line, read, { keys, within })),
  };
}

function countStates(states: readonly (readonly CellState[])[]): Record<CellState, number> {
  const counts = { shown: 0, small: 0, required: 0, secondary: 0, missing: 0 };
  for (const state of states.flat()) counts[state] += 1;
  return counts;
}

function differingTotals(columns: CountsTable['columns']): number {
  const [totals, parts] = [columns.at(-1) ?? new Float64Array(), columns.slice(0, -1)];
  return totals.filter((total, row) => {
    const sum = parts.reduce((all, values) => all + (values[row] ?? NaN), 0);
    return !Number.isNaN(sum - total) && sum !== total;
  }).length;
}

function namedLine(
  line: OpenLine,
  { table, names }: CountsTable,
  { keys, within }: { readonly keys: readonly string[]; readonly within: string | null },
): NamedLine {
  if (line.kind === 'row') {
    const { row } = line;
    return {
      line: 'row',
      name: table.codes[row] ?? '',
      within: within === null ? null : (keys[row] ?? null),
    };
  }
  const unit = [...new Set(keys)][line.group] ?? null;
  return { line: 'column', name: names[line.column] ?? '', within: within === null ? null : unit };
}
