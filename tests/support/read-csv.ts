import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import Papa from 'papaparse';

/** The rows of a CSV text by column name; every cell is text. */
export function rowsOfCsv(content: string): readonly Readonly<Record<string, string>>[] {
  return Papa.parse<Record<string, string>>(content.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: true,
  }).data;
}

/** A CSV file (gzipped where the name says so) as rows by column name; every cell is text. */
export async function readCsv(file: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const stream = createReadStream(file);
  return rowsOfCsv(await text(file.endsWith('.gz') ? stream.pipe(createGunzip()) : stream));
}

/** A cell as a number; an empty or absent one is missing. */
export function cellNumber(row: Readonly<Record<string, string>>, column: string): number | null {
  const cell = row[column];
  if (cell === undefined || cell.trim() === '') return null;
  return Number(cell);
}
