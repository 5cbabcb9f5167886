import { readFileSync } from 'node:fs';
import Papa from 'papaparse';

export interface Table {
  readonly columns: readonly string[];
  readonly rowCount: number;
  text(column: string): string[];
  /** An empty cell or NA is NaN. */
  numbers(column: string): Float64Array;
}

/** A CSV file with a header row, as columns. A column that is not there is an error, never an empty list. */
export function readTable(path: string): Table {
  const parsed = Papa.parse<string[]>(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''), {
    skipEmptyLines: true,
  });
  const [columns = [], ...rows] = parsed.data;
  const text = (column: string): string[] => {
    const at = columns.indexOf(column);
    if (at < 0) throw new Error(`${path} has no column ${column}, only ${columns.join(', ')}`);
    return rows.map((row) => row[at] ?? '');
  };
  return {
    columns,
    rowCount: rows.length,
    text,
    numbers: (column) =>
      Float64Array.from(text(column), (cell) => (cell === '' || cell === 'NA' ? NaN : Number(cell))),
  };
}
