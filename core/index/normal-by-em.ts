import { choleskyLower, regressionFromLower } from './cholesky.ts';
import { rowsByPattern, type MissingPattern } from './missing-patterns.ts';

/** A multivariate normal distribution in units in which every column has mean 0 and standard deviation 1. */
interface StandardNormal {
  readonly means: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

export interface NormalByEm {
  /** In the columns' own units. */
  readonly means: readonly number[];
  /** Maximum likelihood: divisor n. */
  readonly covariance: readonly (readonly number[])[];
  /** Steps made, and the largest change of the last one, in standard deviations. */
  readonly steps: number;
  readonly change: number;
}

export interface EmLimits {
  readonly iterations: number;
  readonly tolerance: number;
}

/**
 * Means and covariances of columns with missing values by maximum likelihood, if rows are drawn from a multivariate
 * normal distribution and what is missing hangs on what is observed only (missing at random). The EM algorithm: missing
 * values and their squares are expected given the row's observed ones and the distribution so far, and the distribution
 * follows from them, until no mean or covariance changes by more than `tolerance` standard deviations.
 *
 * Rows with the same columns missing are summed up once, so a step costs as much as there are patterns, not rows.
 * Columns that are mixes of others are no obstacle. Changing a column's units changes the result in the same way.
 *
 * Missing: NaN. Rows with nothing at all say nothing. Every column must have a value.
 *
 * Source: Little and Rubin (2002), Statistical Analysis with Missing Data, section 11.2; Dempster, Laird and Rubin (1977).
 */
export function normalByEm(columns: readonly Float64Array[], limits: EmLimits): NormalByEm {
  const scales = columns.map(scaleOf);
  const sums = rowsByPattern(columns)
    .filter(({ observed }) => observed.length > 0)
    .map((pattern) => sumUp(pattern, columns, scales));
  let normal: StandardNormal = {
    means: columns.map(() => 0),
    covariance: columns.map((_, i) => columns.map((__, j) => (i === j ? 1 : 0))),
  };
  let steps = 0;
  let change = Infinity;
  while (steps < limits.iterations && change > limits.tolerance) {
    const next = improved(normal, sums);
    change = largestChange(normal, next);
    normal = next;
    steps += 1;
  }
  const sizes = scales.map(({ size }) => size);
  return {
    means: normal.means.map((value, i) => (scales[i]?.mean ?? NaN) + (sizes[i] ?? NaN) * value),
    covariance: normal.covariance.map((row, i) =>
      row.map((value, j) => value * (sizes[i] ?? NaN) * (sizes[j] ?? NaN)),
    ),
    steps,
    change,
  };
}

/** What a row's missing columns are expected to be, and how far off that may be. */
export interface ConditionalNormal {
  /** For each missing column the coefficients of the observed ones. */
  readonly coefficients: readonly (readonly number[])[];
  /** L: the errors have covariance L Lᵀ. */
  readonly lower: readonly (readonly number[])[];
}

/** The distribution of some columns of a normal distribution given others: the regression on them. */
export function conditionalNormal(
  covariance: readonly (readonly number[])[],
  { observed, missing }: Pick<MissingPattern, 'observed' | 'missing'>,
): ConditionalNormal {
  const order = [...observed, ...missing];
  const size = observed.length;
  // The triangle of the whole, observed columns first: its corner is the triangle of what they leave unexplained.
  const lower = choleskyLower(order.map((i) => order.map((j) => covariance[i]?.[j] ?? NaN)));
  const rows = lower.slice(size);
  return {
    coefficients: rows.map((row) => regressionFromLower(lower, row, size)),
    lower: rows.map((row) => row.slice(size)),
  };
}

interface Scale {
  readonly mean: number;
  readonly size: number;
}

/** Mean and standard deviation of the present values; a column that does not vary keeps its own size. */
function scaleOf(column: Float64Array): Scale {
  const present = column.filter((value) => !Number.isNaN(value));
  const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
  const squares = present.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, size: Math.sqrt(squares / present.length) || 1 };
}

/** The rows of one pattern, summed up in standard units. */
interface PatternSums {
  readonly observed: readonly number[];
  readonly missing: readonly number[];
  readonly count: number;
  /** Of the observed columns, in their order. */
  readonly totals: readonly number[];
  readonly products: readonly (readonly number[])[];
}

function sumUp(
  { observed, missing, rows }: MissingPattern,
  columns: readonly Float64Array[],
  scales: readonly Scale[],
): PatternSums {
  const standard = observed.map((column) => {
    const { mean, size } = scales[column] ?? { mean: NaN, size: NaN };
    return Float64Array.from(rows, (row) => ((columns[column]?.[row] ?? NaN) - mean) / size);
  });
  return {
    observed,
    missing,
    count: rows.length,
    totals: standard.map((values) => values.reduce((sum, value) => sum + value, 0)),
    products: standard.map((a) =>
      standard.map((b) => a.reduce((sum, value, at) => sum + value * (b[at] ?? NaN), 0)),
    ),
  };
}

/** One step: expected sums and products about the means so far, then the means and covariances that follow. */
function improved({ means, covariance }: StandardNormal, patterns: readonly PatternSums[]): StandardNormal {
  const sums = means.map(() => 0);
  const products = means.map(() => means.map(() => 0));
  let count = 0;
  for (const pattern of patterns) {
    count += pattern.count;
    addExpected({ sums, products }, pattern, { means, covariance });
  }
  const shifts = sums.map((sum) => sum / count);
  return {
    means: means.map((mean, i) => mean + (shifts[i] ?? NaN)),
    covariance: products.map((row, i) =>
      row.map((product, j) => product / count - (shifts[i] ?? NaN) * (shifts[j] ?? NaN)),
    ),
  };
}

interface Sums {
  readonly sums: number[];
  readonly products: number[][];
}

function addExpected(into: Sums, pattern: PatternSums, normal: StandardNormal): void {
  const { observed, missing, count, totals } = pattern;
  const { coefficients, lower } = conditionalNormal(normal.covariance, pattern);
  const centre = observed.map((column) => normal.means[column] ?? NaN);
  const off = totals.map((total, i) => total - count * (centre[i] ?? NaN));
  const about = pattern.products.map((row, i) =>
    row.map((product, j) => {
      const [a, b] = [centre[i] ?? NaN, centre[j] ?? NaN];
      return product - a * (totals[j] ?? NaN) - b * (totals[i] ?? NaN) + count * a * b;
    }),
  );
  observed.forEach((column, i) => {
    into.sums[column] = (into.sums[column] ?? NaN) + (off[i] ?? NaN);
    observed.forEach((other, j) => {
      addTo(into.products, column, other, about[i]?.[j] ?? NaN);
    });
  });
  missing.forEach((column, i) => {
    const own = coefficients[i] ?? [];
    into.sums[column] = (into.sums[column] ?? NaN) + dot(own, off);
    const cross = about.map((row) => dot(own, row));
    observed.forEach((other, j) => {
      addTo(into.products, column, other, cross[j] ?? NaN);
      addTo(into.products, other, column, cross[j] ?? NaN);
    });
    missing.forEach((other, j) => {
      const explained = dot(cross, coefficients[j] ?? []);
      addTo(into.products, column, other, explained + count * dot(lower[i] ?? [], lower[j] ?? []));
    });
  });
}

function addTo(matrix: number[][], row: number, column: number, value: number): void {
  const line = matrix[row];
  if (line !== undefined) line[column] = (line[column] ?? NaN) + value;
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? NaN) * (b[at] ?? NaN);
  return sum;
}

function largestChange(before: StandardNormal, after: StandardNormal): number {
  const size = (at: number): number => Math.sqrt(after.covariance[at]?.[at] ?? NaN) || 1;
  let largest = 0;
  after.means.forEach((value, i) => {
    largest = Math.max(largest, Math.abs(value - (before.means[i] ?? NaN)) / size(i));
    after.covariance[i]?.forEach((product, j) => {
      const change = Math.abs(product - (before.covariance[i]?.[j] ?? NaN));
      largest = Math.max(largest, change / (size(i) * size(j)));
    });
  });
  return largest;
}
