import type { QualityColumn, QualityTable } from './table.ts';

/**
 * Keeps rows for the checks in bounded memory: all of them up to `maxCells` numbers, then every second, every fourth
 * and so on, which keeps the order and needs no randomness.
 */
export interface RowRetention {
  add(code: string, line: number, values: readonly (number | null)[]): void;
  /** 1 where every row was kept, else how many rows one stands for. */
  readonly stride: number;
  table(): QualityTable;
}

/** 4 million numbers: all LSOAs of England and Wales by 112 columns, in 32 MB. */
export const defaultMaxCells = 4_000_000;

export function createRowRetention(
  columns: readonly QualityColumn[],
  maxCells: number = defaultMaxCells,
): RowRetention {
  const maxRows = Math.max(2, Math.floor(maxCells / Math.max(1, columns.length)));
  let codes: string[] = [];
  let lines: number[] = [];
  /** Column by column, with room for more: a national file is 26 MB of numbers, so they are not copied for the table. */
  let values = columns.map(() => new Float64Array(Math.min(maxRows, 1024)));
  let stride = 1;
  let seen = 0;
  const isKept = (_: unknown, at: number): boolean => at % 2 === 0;
  const halve = (): void => {
    for (const column of values) {
      for (let at = 0; 2 * at < codes.length; at += 1) column[at] = column[2 * at] ?? Number.NaN;
    }
    codes = codes.filter(isKept);
    lines = lines.filter(isKept);
    stride *= 2;
  };
  const grow = (): void => {
    values = values.map((column) => {
      const longer = new Float64Array(Math.min(maxRows, 2 * column.length));
      longer.set(column);
      return longer;
    });
  };
  return {
    add(code, line, rowValues) {
      seen += 1;
      if ((seen - 1) % stride !== 0) return;
      if (codes.length >= maxRows) {
        halve();
        if ((seen - 1) % stride !== 0) return;
      }
      if (codes.length === values[0]?.length) grow();
      for (const [at, column] of values.entries()) column[codes.length] = rowValues[at] ?? Number.NaN;
      codes.push(code);
      lines.push(line);
    },
    get stride() {
      return stride;
    },
    table: () => ({
      columns,
      codes,
      lines,
      values: values.map((column) => column.subarray(0, codes.length)),
    }),
  };
}
