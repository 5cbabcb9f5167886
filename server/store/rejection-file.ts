import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { csvCell } from '../../core/csv-cell.ts';
import type { ReportedRejection } from '../../core/contract/quality.ts';

export interface RejectionFile {
  add(rejection: ReportedRejection): void;
  /** Writes what has been added since; to be called now and then, so that little of it stands in memory. */
  flush(): Promise<void>;
  /** Writes the rest. Gives the path, or null where nothing was rejected: then there is no file. */
  finish(): Promise<string | null>;
}

/** Every rejected row of an import as CSV (line, column, value, reason): a report shows the first of them only. */
export function createRejectionFile(path: string): RejectionFile {
  let pending: string[] = [];
  let hasBegun = false;
  const flush = async (): Promise<void> => {
    if (pending.length === 0) return;
    const text = pending.join('');
    pending = [];
    if (!hasBegun) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, 'line,column,value,reason\r\n');
      hasBegun = true;
    }
    await appendFile(path, text);
  };
  return {
    add({ line, column, value, reason }) {
      pending.push(`${[line, column, value, reason].map(csvCell).join(',')}\r\n`);
    },
    flush,
    async finish() {
      await flush();
      if (hasBegun) return path;
      // What an earlier reading of the same file left behind would now be wrong.
      await rm(path, { force: true });
      return null;
    },
  };
}
