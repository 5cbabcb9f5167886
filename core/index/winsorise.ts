import { passes, shapeOf, type OutlierTest } from './skewness-kurtosis.ts';

export interface Winsorised {
  readonly values: Float64Array;
  /** Rows brought down to the highest value that is left, and brought up to the lowest. */
  readonly high: readonly number[];
  readonly low: readonly number[];
}

export interface WinsoriseRule {
  readonly test: OutlierTest;
  /** Once so many values have been brought in, no more are. */
  readonly most: number;
  /** Goes on to the limit without asking the test. */
  readonly isForced: boolean;
}

/**
 * Winsorising: brings the highest values down to the next lower one (the lowest up, where the skewness is negative), one
 * step at a time, until the column passes the test or the limit is reached.
 *
 * Values that tie move together, so that the limit can be passed by a tie. Counted are the values that sit at the
 * replaced extreme when it ends, as in COINr. Five, COINr's limit for some tens of countries, means nothing among
 * 33,755 areas: give a share there.
 *
 * Source: COINr `winsorise`; OECD/JRC Handbook (2008), section 3.
 */
export function winsorise(values: Float64Array, rule: WinsoriseRule): Winsorised {
  const out = values.slice();
  let high: readonly number[] = [];
  let low: readonly number[] = [];
  let shape = shapeOf(out);
  while ((rule.isForced || passes(shape, rule.test) === false) && high.length + low.length < rule.most) {
    if (Number.isNaN(shape.skewness)) break;
    const isHigh = shape.skewness >= 0;
    const { rows, next } = extremeRows(out, isHigh ? 1 : -1);
    if (Number.isNaN(next)) break;
    for (const row of rows) out[row] = next;
    if (isHigh) high = rows;
    else low = rows;
    shape = shapeOf(out);
  }
  return { values: out, high, low };
}

/** The rows at the extreme (highest for 1, lowest for -1), and the value next to it; NaN where all are equal. */
function extremeRows(values: Float64Array, sign: 1 | -1): { rows: number[]; next: number } {
  let extreme = NaN;
  let next = NaN;
  let rows: number[] = [];
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? NaN;
    if (Number.isNaN(value)) continue;
    if (value === extreme) rows.push(row);
    else if (Number.isNaN(extreme) || sign * value > sign * extreme) {
      next = extreme;
      extreme = value;
      rows = [row];
    } else if (Number.isNaN(next) || sign * value > sign * next) next = value;
  }
  return { rows, next };
}
