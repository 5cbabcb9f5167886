import type { Sort } from '../state/explorer-state.ts';
import type { AreaTable } from './area-table.ts';
import { fullName } from './area-table.ts';
import type { AreaIntervals } from './rank-intervals.ts';

export interface TableInput {
  readonly table: AreaTable;
  /** The measure the map shows, by row; NaN where missing. */
  readonly values: ArrayLike<number>;
  /** Null where it is not shown how sure ranks are. */
  readonly intervals: AreaIntervals | null;
  /** Change of rank against the profile's own weights: positive is up, towards greater risk. */
  readonly rankChange: ArrayLike<number>;
  /** 1 where a row passes the filters. */
  readonly included: Uint8Array;
}

function sortKey(input: TableInput, sort: Sort): (row: number) => number {
  const { table } = input;
  switch (sort.column) {
    case 'name':
      return () => NaN;
    case 'rank':
      return (row) => table.rank[row] ?? NaN;
    case 'interval':
      return (row) => input.intervals?.q5[row] ?? NaN;
    case 'chance':
      return (row) => input.intervals?.worstTenthShare[row] ?? NaN;
    case 'score':
      return (row) => table.score[row] ?? NaN;
    case 'value':
      return (row) => input.values[row] ?? NaN;
    case 'population':
      return (row) => table.population[row] ?? NaN;
    case 'change':
      return (row) => input.rankChange[row] ?? NaN;
  }
}

/**
 * The rows of the table twin in order: those that pass the filters and whose name, place or code holds the text.
 * Rows without a value stand last whichever way the table is sorted; equal rows keep the order of their names.
 */
export function tableRows(input: TableInput, sort: Sort, text: string): number[] {
  const { table } = input;
  const wanted = text.trim().toLowerCase();
  const names = table.codes.map((_, row) => fullName(table, row));
  const rows: number[] = [];
  for (let row = 0; row < table.codes.length; row += 1) {
    if (input.included[row] !== 1) continue;
    const haystack = `${names[row] ?? ''} ${table.codes[row] ?? ''}`.toLowerCase();
    if (wanted === '' || haystack.includes(wanted)) rows.push(row);
  }
  const key = sortKey(input, sort);
  const collator = new Intl.Collator('en-GB', { numeric: true });
  const byName = (a: number, b: number): number => collator.compare(names[a] ?? '', names[b] ?? '');
  const sign = sort.descending ? -1 : 1;
  return rows.sort((a, b) => {
    if (sort.column === 'name') return sign * byName(a, b);
    const left = key(a);
    const right = key(b);
    if (Number.isNaN(left) || Number.isNaN(right)) {
      return Number(Number.isNaN(left)) - Number(Number.isNaN(right)) || byName(a, b);
    }
    return sign * (left - right) || byName(a, b);
  });
}
