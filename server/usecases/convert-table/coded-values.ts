import type { CodedValue } from '../../../core/geography/conversion-rule.ts';
import type { AreaTable } from '../index-run/read-area-table.ts';

/** A rate over two columns of a file. */
export interface RateColumns {
  readonly name: string;
  readonly numerator: string;
  readonly denominator: string;
  /** 100 for percent. */
  readonly scale: number;
}

/** A column as values that know their area and why they are missing. */
export function columnValues(table: AreaTable, name: string): CodedValue[] {
  const values = table.numbers.get(name) ?? new Float64Array();
  return table.codes.map((code, row) => {
    const value = values[row] ?? NaN;
    const isMissing = Number.isNaN(value);
    return {
      code,
      value: isMissing ? null : value,
      numerator: null,
      denominator: null,
      missingReason: isMissing ? reasonOf(table, name, row) : null,
    };
  });
}

/** A rate of two columns, with both, so that it can be worked out again. */
export function rateValues(table: AreaTable, { numerator, denominator, scale }: RateColumns): CodedValue[] {
  const above = columnValues(table, numerator);
  const below = columnValues(table, denominator);
  return above.map((top, row) => {
    const bottom = below[row];
    const parts = { numerator: top.value, denominator: bottom?.value ?? null };
    if (parts.numerator === null || parts.denominator === null) {
      const missingReason = top.missingReason ?? bottom?.missingReason ?? 'not-in-source';
      return { code: top.code, value: null, ...parts, missingReason };
    }
    if (parts.denominator === 0) {
      return { code: top.code, value: null, ...parts, missingReason: 'zero-denominator' };
    }
    const value = (scale * parts.numerator) / parts.denominator;
    return { code: top.code, value, ...parts, missingReason: null };
  });
}

function reasonOf(table: AreaTable, name: string, row: number): 'suppressed' | 'not-in-source' {
  return table.suppressed.get(name)?.has(row) === true ? 'suppressed' : 'not-in-source';
}
