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
  let codes: string[] = [];
  let lines: number[] = [];
  let values: number[][] = columns.map(() => []);
  let stride = 1;
  let seen = 0;
  const maxRows = Math.max(2, Math.floor(maxCells / Math.max(1, columns.length)));
  const isKept = (_: unknown, at: number): boolean => at % 2 === 0;
  return {
    add(code, line, rowValues) {
      seen += 1;
      if ((seen - 1) % stride !== 0) return;
      if (codes.length >= maxRows) {
        codes = codes.filter(isKept);
        lines = lines.filter(isKept);
        values = values.map((column) => column.filter(isKept));
        stride *= 2;
        if ((seen - 1) % stride !== 0) return;
      }
      codes.push(code);
      lines.push(line);
      for (const [at, column] of values.entries()) column.push(rowValues[at] ?? Number.NaN);
    },
    get stride() {
      return stride;
    },
    table: () => ({ columns, codes, lines, values: values.map((column) => Float64Array.from(column)) }),
  };
}
