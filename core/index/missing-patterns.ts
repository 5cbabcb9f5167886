/** Rows that have the same columns and lack the same. */
export interface MissingPattern {
  /** Columns, ascending. */
  readonly observed: readonly number[];
  readonly missing: readonly number[];
  /** Ascending. */
  readonly rows: readonly number[];
}

/** The rows of columns by what is missing in them, so that work on one pattern is done once. */
export function rowsByPattern(columns: readonly Float64Array[]): readonly MissingPattern[] {
  const rowsOf = new Map<string, number[]>();
  for (let row = 0; row < (columns[0]?.length ?? 0); row += 1) {
    let key = '';
    for (const column of columns) key += Number.isNaN(column[row]) ? '0' : '1';
    const rows = rowsOf.get(key);
    if (rows === undefined) rowsOf.set(key, [row]);
    else rows.push(row);
  }
  const numbers = columns.map((_, at) => at);
  return [...rowsOf].map(([key, rows]) => ({
    observed: numbers.filter((at) => key[at] === '1'),
    missing: numbers.filter((at) => key[at] === '0'),
    rows,
  }));
}
