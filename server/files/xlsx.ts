import type { Worker } from 'node:worker_threads';
import { startThread } from '../start-thread.ts';
import type { FileColumn, TableFile } from './table-file.ts';

export const xlsxMediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export type PlainCell = string | number | null;

/** What a table is, without the functions that read its cells: as it goes to the thread. */
export interface PlainFile extends Omit<TableFile<never>, 'columns'> {
  readonly columns: readonly Omit<FileColumn<never>, 'value'>[];
}

function plainFile<Row>({ columns, ...file }: TableFile<Row>): PlainFile {
  return {
    ...file,
    columns: columns.map(({ name, title, description, kind, unit, decimals, period, source, licence }) => ({
      ...{ name, title, description, kind, unit, decimals, period, source, licence },
    })),
  };
}

const rowsPerPart = 2000;

/** Hands the cells over part after part, with a turn for whoever else waits for this thread after each. */
async function sendRows<Row>(
  thread: Worker,
  { columns }: TableFile<Row>,
  rows: readonly Row[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerPart) {
    const part = rows.slice(start, start + rowsPerPart);
    thread.postMessage(part.map((row) => columns.map((column) => column.value(row))));
    await new Promise((resolve) => setImmediate(resolve));
  }
  thread.postMessage(null);
}

function answerOf(thread: Worker, signal: AbortSignal | undefined): Promise<Uint8Array> {
  return new Promise<Uint8Array>((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => {
      reject(new Error(`The thread that writes a workbook ended early (${code}).`));
    });
    signal?.addEventListener('abort', () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    });
  });
}

/**
 * A table as a workbook of two sheets: the figures, and notes. In a thread of its own: 33,755 areas with 20 columns are
 * five seconds of work (measured), in which nobody else would be answered.
 *
 * @throws what went wrong in the thread, the signal's reason when it was aborted.
 */
export async function writeXlsx<Row>(
  file: TableFile<Row>,
  rows: readonly Row[],
  signal?: AbortSignal,
): Promise<Uint8Array> {
  signal?.throwIfAborted();
  const thread = startThread(new URL('./xlsx-task.ts', import.meta.url), plainFile(file));
  try {
    const [bytes] = await Promise.all([answerOf(thread, signal), sendRows(thread, file, rows)]);
    return bytes;
  } finally {
    await thread.terminate();
  }
}
