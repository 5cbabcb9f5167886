import { parentPort, workerData } from 'node:worker_threads';
import writeWorkbook from 'write-excel-file/node';
import type { XlsxSheet } from './xlsx-sheets.ts';

/* The thread of xlsx.ts: makes a workbook of the sheets it is started with, answers with its bytes and ends. */

const sheets = workerData as readonly XlsxSheet[];
const workbook = await writeWorkbook(
  sheets.map(({ data, columns, ...sheet }) => ({
    ...sheet,
    columns: [...columns],
    data: data.map((row) => [...row]),
  })),
).toBuffer();
// Bytes of their own: those of a small buffer are part of Node's pool, which must not be handed over.
const bytes = Uint8Array.from(workbook);
parentPort?.postMessage(bytes, [bytes.buffer]);
