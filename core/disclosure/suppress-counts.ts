import { AppError } from '../errors.ts';

/**
 * Counts of a table that adds up: one row per area, one column per category, in row-major order. Row, column and grand
 * totals are published too and are true.
 */
export interface CountTable {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Whole numbers, zero or more; NaN is missing already and stays so. */
  readonly counts: Float64Array;
}

/** Why a cell is withheld: it counts few, it was to be withheld in any case, or it would give away another. */
export type CellState = 'shown' | 'small' | 'required' | 'secondary' | 'missing';

export interface SuppressedTable {
  readonly states: readonly CellState[];
  /** NaN where withheld. */
  readonly counts: Float64Array;
}

/**
 * Withholds counts of fewer people than a threshold, and as many others as it takes that no withheld count can be
 * worked out from the totals.
 *
 * Rule. Primary: a count above zero and below the threshold is withheld (zero too with `withholdZero`, for where "none"
 * is itself telling), and so is every cell that is `required` to be, whatever it counts. Secondary: as long as some row or column has exactly one cell that is not shown, or withheld cells
 * that together come to less than the threshold, its smallest shown count above zero is withheld as well (a zero where
 * nothing else is left; ties go to the first). That ends, for each step withholds one cell more. A line in which nothing
 * is left to withhold would give its cell away by its total: then its total is in `openLines` and must be withheld.
 * Cells missing from the start protect nobody: they count as known. Those that somebody else has withheld are not known to
 * a reader either: give them as `required`, with NaN for a count; they count as nobody in a sum.
 *
 * What it does not promise: that nothing can be told from two lines together beyond bounds, or from another table of
 * the same people. It guards against subtraction, line by line, as ONS asks of small tables.
 *
 * @throws AppError invalid-request for a threshold under 2, wrong shapes, or counts that are negative or not whole.
 * Source: ONS, Policy on protecting confidentiality in tables (2021); Willenborg and de Waal (2001), chapter 6.
 */
export function suppressCounts(
  table: CountTable,
  rule: SuppressionRule,
): SuppressedTable & { readonly openLines: readonly Line[] } {
  checkTable(table, rule.threshold);
  const states = Array.from(table.counts, (count, cell): CellState => {
    if (rule.required?.has(cell) === true) return 'required';
    if (Number.isNaN(count)) return 'missing';
    const isSmall = count < rule.threshold && (count > 0 || rule.withholdZero === true);
    return isSmall ? 'small' : 'shown';
  });
  const lines = linesOf(table);
  const openLines = new Map<string, Line>();
  for (let isDone = false; !isDone;) {
    isDone = true;
    for (const line of lines) {
      if (!givesAway(line, { table, states, threshold: rule.threshold })) continue;
      const extra = cheapestShown(line, table, states);
      if (extra === null) openLines.set(`${line.kind} ${line.position}`, line);
      else {
        states[extra] = 'secondary';
        isDone = false;
      }
    }
  }
  const counts = table.counts.map((count, cell) => (states[cell] === 'shown' ? count : NaN));
  return { states, counts, openLines: [...openLines.values()] };
}

export interface SuppressionRule {
  readonly threshold: number;
  readonly withholdZero?: boolean;
  /** Cells to withhold whatever they count, by their place in `counts`. */
  readonly required?: ReadonlySet<number>;
}

/** One row or column of the table, whose total is known. */
export interface Line {
  readonly kind: 'row' | 'column';
  readonly position: number;
  readonly cells: readonly number[];
}

function linesOf({ rowCount, columnCount }: CountTable): Line[] {
  const cells = (count: number, first: number, step: number): number[] =>
    Array.from({ length: count }, (_, at) => first + at * step);
  return [
    ...Array.from({ length: rowCount }, (_, row): Line => {
      return { kind: 'row', position: row, cells: cells(columnCount, row * columnCount, 1) };
    }),
    ...Array.from({ length: columnCount }, (_, column): Line => {
      return { kind: 'column', position: column, cells: cells(rowCount, column, columnCount) };
    }),
  ];
}

interface Suppression {
  readonly table: CountTable;
  readonly states: readonly CellState[];
  readonly threshold: number;
}

/** Whether the total minus what is shown would tell a small count: one cell withheld, or too few people in all. */
function givesAway({ cells }: Line, { table, states, threshold }: Suppression): boolean {
  const withheld = cells.filter((cell) => isWithheld(states[cell]));
  if (withheld.length === 0) return false;
  const people = withheld.reduce((sum, cell) => sum + (table.counts[cell] || 0), 0);
  return withheld.length === 1 || people < threshold;
}

/** Whether a cell is one that readers are not shown, though it has a count. */
export function isWithheld(state: CellState | undefined): boolean {
  return state === 'small' || state === 'required' || state === 'secondary';
}

function cheapestShown({ cells }: Line, { counts }: CountTable, states: readonly CellState[]): number | null {
  const cost = (cell: number): number => {
    const count = counts[cell] ?? 0;
    // A zero hides little: it goes last.
    return count === 0 ? Infinity : count;
  };
  let cheapest: number | null = null;
  for (const cell of cells) {
    if (states[cell] !== 'shown') continue;
    if (cheapest === null || cost(cell) < cost(cheapest)) cheapest = cell;
  }
  return cheapest;
}

function checkTable({ rowCount, columnCount, counts }: CountTable, threshold: number): void {
  if (!Number.isInteger(threshold) || threshold < 2) {
    throw invalid('threshold', threshold, 'a whole number of 2 or more: below it a count is withheld');
  }
  if (counts.length !== rowCount * columnCount) {
    throw invalid(
      'counts',
      counts.length,
      `a table of ${rowCount} by ${columnCount} has ${rowCount * columnCount} cells`,
    );
  }
  const cell = counts.findIndex((count) => !Number.isNaN(count) && !(Number.isInteger(count) && count >= 0));
  if (cell < 0) return;
  throw invalid(
    `row ${Math.floor(cell / columnCount) + 1}, column ${(cell % columnCount) + 1}`,
    counts[cell] ?? NaN,
    'counts are whole numbers of zero or more',
  );
}

function invalid(field: string, value: number, reason: string): AppError {
  return new AppError('invalid-request', `Counts cannot be protected: ${field} is ${value}; ${reason}.`, {
    details: { field, value, reason },
  });
}
