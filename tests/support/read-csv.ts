import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import Papa from 'papaparse';

/** A CSV file (gzipped where the name says so) as rows by column name; every cell is text. */
export async function readCsv(file: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const stream = createReadStream(file);
  const content = await text(file.endsWith('.gz') ? stream.pipe(createGunzip()) : stream);
  return Papa.parse<Record<string, string>>(content.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: true,
  }).data;
}

/** A cell as a number; an empty or absent one is missing. */
export function cellNumber(row: Readonly<Record<string, string>>, column: string): number | null {
  const cell = row[column];
  if (cell === undefined || cell.trim() === '') return null;
  return Number(cell);
}
