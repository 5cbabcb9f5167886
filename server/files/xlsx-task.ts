import { parentPort, workerData } from 'node:worker_threads';
import writeWorkbook from 'write-excel-file/node';
import type { TableFile } from './table-file.ts';
import { xlsxSheets } from './xlsx-sheets.ts';
import type { PlainCell, PlainFile } from './xlsx.ts';

/*
 * The thread of xlsx.ts: is started with what a table is, given its rows part after part and then null; answers with the
 * bytes of the workbook.
 */

const { columns, ...said } = workerData as PlainFile;
const file: TableFile<readonly PlainCell[]> = {
  ...said,
  columns: columns.map((column, at) => ({ ...column, value: (row) => row[at] ?? null })),
};
const rows: (readonly PlainCell[])[] = [];

async function finish(): Promise<void> {
  const workbook = await writeWorkbook(
    xlsxSheets(file, rows).map(({ data, columns: widths, ...sheet }) => ({
      ...sheet,
      columns: [...widths],
      data: data.map((row) => [...row]),
    })),
  ).toBuffer();
  // Bytes of their own: those of a small buffer are part of Node's pool, which must not be handed over.
  const bytes = Uint8Array.from(workbook);
  parentPort?.postMessage(bytes, [bytes.buffer]);
}

parentPort?.on('message', (part: readonly (readonly PlainCell[])[] | null) => {
  if (part === null) void finish();
  else for (const row of part) rows.push(row);
});
