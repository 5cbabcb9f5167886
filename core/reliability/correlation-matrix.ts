import { studentTwoSided } from '../distributions/incomplete-beta.ts';
import { pearson, spearman } from '../index/agreement.ts';
import { finish, type Steps } from '../steps.ts';
import { kendallTau } from './kendall-tau.ts';
import { completePairs, type Pairs } from './pairs.ts';

export const correlationMethods = ['pearson', 'spearman', 'kendall'] as const;
export type CorrelationMethod = (typeof correlationMethods)[number];

export interface Correlation {
  /** -1 to 1; NaN for fewer than two pairs or where a column is constant. */
  readonly r: number;
  /** How many areas have both. */
  readonly n: number;
  /** Two-sided: by Student's t with n - 2 degrees of freedom; Kendall's by the normal approximation. */
  readonly p: number;
}

/**
 * The correlation of two columns over the areas that have both.
 *
 * p is that of independent areas. Neighbouring areas are alike, so it is too small: read it as a warning where it is
 * large, not as proof where it is small.
 *
 * Source: OECD/JRC Handbook (2008), section 4; R's cor.test.
 */
export function correlate(first: Float64Array, second: Float64Array, method: CorrelationMethod): Correlation {
  const pairs = completePairs(first, second);
  const n = pairs.first.length;
  if (method === 'kendall') {
    const { tau, p } = kendallTau(pairs);
    return { r: tau, n, p };
  }
  const r = linear(pairs, method);
  return { r, n, p: studentTwoSided(r * Math.sqrt((n - 2) / Math.max(0, 1 - r * r)), n - 2) };
}

/** Every column with every other: `matrix[i][j]`. The diagonal is 1 with p 0 (NaN for a constant column). */
export function correlationMatrix(
  columns: readonly Float64Array[],
  method: CorrelationMethod,
): readonly (readonly Correlation[])[] {
  return finish(correlationMatrixInSteps(columns, method));
}

/** The same, one step a pair of columns. */
export function* correlationMatrixInSteps(
  columns: readonly Float64Array[],
  method: CorrelationMethod,
): Steps<readonly (readonly Correlation[])[]> {
  const upper: (Correlation | null)[][] = [];
  for (const [row, first] of columns.entries()) {
    const line: (Correlation | null)[] = [];
    for (const [column, second] of columns.entries()) {
      line.push(column < row ? null : correlate(first, second, method));
      if (column >= row) yield;
    }
    upper.push(line);
  }
  const none: Correlation = { r: NaN, n: 0, p: NaN };
  return upper.map((line, row) => line.map((cell, column) => cell ?? upper[column]?.[row] ?? none));
}

function linear({ first, second }: Pairs, method: 'pearson' | 'spearman'): number {
  const r = method === 'pearson' ? pearson(first, second) : spearman(first, second);
  // Rounding may carry a perfect correlation past 1.
  return Math.max(-1, Math.min(1, r));
}
