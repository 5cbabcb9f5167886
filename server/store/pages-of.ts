interface Paging<Row, Key> {
  readonly read: (after: Key | null, limit: number) => Promise<readonly Row[]>;
  readonly keyOf: (row: Row) => Key;
  /** The row after which to start; null for the beginning. */
  readonly start: Key | null;
  /** How many rows in all; null for every one. */
  readonly total: number | null;
  /** How many rows are read at once, where the usual number is not right. */
  readonly rowsAtOnce?: number | undefined;
}

const usualRows = 5000;

/** Reads page after page: each asks for the rows after the last row of the one before. */
export async function* pagesOf<Row, Key>(paging: Paging<Row, Key>): AsyncGenerator<readonly Row[]> {
  let left = paging.total ?? Infinity;
  let after = paging.start;
  while (left > 0) {
    const wanted = Math.min(paging.rowsAtOnce ?? usualRows, left);
    const rows = await paging.read(after, wanted);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < wanted) return;
    left -= rows.length;
    after = paging.keyOf(last);
  }
}
