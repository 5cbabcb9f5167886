import { AppError } from '../../../core/errors.ts';
import { parseNumber } from '../../sources/number.ts';
import type { Rejection } from '../../sources/source.ts';

/** Where a cell stands. */
export interface Cell {
  readonly path: string;
  readonly line: number;
  readonly column: string;
}

export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly at: number;
  readonly values: number[];
  readonly withheld: Set<number>;
  add(text: string, cell: Cell): void;
}

export interface TextColumn {
  readonly kind: 'text';
  readonly name: string;
  readonly at: number;
  readonly values: (string | null)[];
  add(text: string, cell: Cell): void;
}

/** A column being read, cell after cell. */
export type Column = NumberColumn | TextColumn;

/** Numbers; NaN is missing. A cell that is no number and no mark of a missing one is an error. */
export function numberColumn(name: string, at: number, missing: readonly string[]): NumberColumn {
  const values: number[] = [];
  const withheld = new Set<number>();
  const isDeclared = declaredMissing(missing);
  return {
    kind: 'number',
    name,
    at,
    values,
    withheld,
    add(text, cell) {
      if (isDeclared(text)) {
        values.push(NaN);
        return;
      }
      const { value, reason } = parseNumber(text);
      if (reason === 'invalid-in-source') throw noNumber(text, cell);
      if (value !== null && !Number.isFinite(value))
        throw rejected(cell, text.trim(), 'the number is too large');
      if (reason === 'suppressed') withheld.add(values.length);
      values.push(value ?? NaN);
    },
  };
}

/** Texts; null is an empty cell. */
export function textColumn(name: string, at: number, missing: readonly string[]): TextColumn {
  const values: (string | null)[] = [];
  const isDeclared = declaredMissing(missing);
  return {
    kind: 'text',
    name,
    at,
    values,
    add(text) {
      const trimmed = text.trim();
      values.push(trimmed === '' || trimmed === 'NA' || isDeclared(trimmed) ? null : trimmed);
    },
  };
}

/** -999 is also written -999.0. */
function declaredMissing(missing: readonly string[]): (text: string) => boolean {
  const texts = new Set(missing);
  const numbers = new Set(missing.map(Number).filter((value) => !Number.isNaN(value)));
  if (texts.size === 0) return () => false;
  return (text) => {
    const trimmed = text.trim();
    return texts.has(trimmed) || (trimmed !== '' && numbers.has(Number(trimmed)));
  };
}

function noNumber(text: string, cell: Cell): AppError {
  const isContinental = /^\s*[+-]?\d+,\d+\s*$/.test(text);
  const hint = isContinental ? ' (a decimal comma? write a point)' : '';
  return rejected(
    cell,
    text.trim(),
    `this is not a number${hint}; if it stands for a missing value, name it by --missing, or under \`missing\` in a profile`,
  );
}

/** An error that names file, line, column and value. */
export function rejected({ path, line, column }: Cell, value: string, reason: string): AppError {
  return new AppError('source-rejected', `${path}, line ${line}, column ${column}: "${value}": ${reason}.`, {
    details: { file: path, line, column, value, reason },
  });
}

/** The error of a row that does not have the header's cells. */
export function rejectedRow(path: string, { line, value, reason }: Rejection): AppError {
  return new AppError('source-rejected', `${path}, line ${line}: ${reason}.`, {
    details: { file: path, line, value, reason },
  });
}

/** The error of a file with a header and nothing below it. */
export function noRows(path: string): AppError {
  return new AppError('source-rejected', `${path} has no rows below its header.`, {
    details: { file: path },
  });
}
