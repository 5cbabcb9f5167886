import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor.ts';

/** A page is read with one row more than it holds: that row says whether there is a next page. */
export interface Page<Row> {
  readonly rows: Row[];
  /** The last row of the page where another page follows. */
  readonly last: Row | null;
}

export function cutPage<Row>(rows: readonly Row[], limit: number): Page<Row> {
  const page = rows.slice(0, limit);
  return { rows: page, last: rows.length > limit ? (page.at(-1) ?? null) : null };
}

const textKeySchema = z.tuple([z.string()]);
const numberKeySchema = z.tuple([z.number().int().min(0)]);

/** Cursors of lists that are sorted by one text. */
export function readTextCursor(cursor: string | undefined): string | null {
  return cursor === undefined ? null : decodeCursor(cursor, textKeySchema)[0];
}

/** Cursors of lists that are sorted by one whole number. */
export function readNumberCursor(cursor: string | undefined): number | null {
  return cursor === undefined ? null : decodeCursor(cursor, numberKeySchema)[0];
}

export function writeCursor<Row>(
  last: Row | null,
  key: (row: Row) => readonly (string | number | null)[],
): string | null {
  return last === null ? null : encodeCursor(key(last));
}
