/** Eigenvalues from the largest down, and the unit vectors that belong to them. */
export interface Eigen {
  readonly values: readonly number[];
  /** `vectors[k]` belongs to `values[k]`. */
  readonly vectors: readonly (readonly number[])[];
}

const mostSweeps = 100;

/**
 * Eigenvalues and vectors of a symmetric matrix by cyclic Jacobi rotations: right to the last digits, and for the tens
 * of rows that a component has as quick as anything. Written out here because the engine runs in the browser too, and
 * a matrix library would weigh more than the rest of the engine.
 *
 * Shape: square, symmetric. The sign of a vector is chosen so that its entries add up to zero or more.
 *
 * Source: Golub and Van Loan (2013), Matrix Computations, section 8.5.
 * @example symmetricEigen([[2, 1], [1, 2]]).values // [3, 1]
 */
export function symmetricEigen(matrix: readonly (readonly number[])[]): Eigen {
  const size = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = matrix.map((_, i) => matrix.map((__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < mostSweeps && offDiagonal(a) > 0; sweep += 1) {
    for (let p = 0; p < size - 1; p += 1) {
      for (let q = p + 1; q < size; q += 1) rotate(a, v, { p, q });
    }
  }
  const order = a.map((_, at) => at).sort((i, j) => (a[j]?.[j] ?? 0) - (a[i]?.[i] ?? 0));
  return {
    values: order.map((at) => a[at]?.[at] ?? NaN),
    vectors: order.map((at) => {
      const vector = v.map((row) => row[at] ?? NaN);
      const sum = vector.reduce((total, entry) => total + entry, 0);
      return sum < 0 ? vector.map((entry) => -entry) : vector;
    }),
  };
}

/** Sum of squares off the diagonal, or 0 where it is lost beside the diagonal. */
function offDiagonal(a: readonly (readonly number[])[]): number {
  let off = 0;
  let diagonal = 0;
  a.forEach((row, i) => {
    row.forEach((value, j) => {
      if (i === j) diagonal += value * value;
      else off += value * value;
    });
  });
  return off <= diagonal * 1e-34 ? 0 : off;
}

/** Turns the plane of rows p and q so that their common entry becomes zero. */
function rotate(a: number[][], v: number[][], { p, q }: { readonly p: number; readonly q: number }): void {
  const entry = a[p]?.[q] ?? 0;
  if (entry === 0) return;
  const theta = ((a[q]?.[q] ?? 0) - (a[p]?.[p] ?? 0)) / (2 * entry);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (const row of a) turn(row, { p, q, c, s });
  const rowP = [...(a[p] ?? [])];
  const rowQ = [...(a[q] ?? [])];
  a[p] = rowP.map((x, j) => c * x - s * (rowQ[j] ?? 0));
  a[q] = rowP.map((x, j) => s * x + c * (rowQ[j] ?? 0));
  for (const row of v) turn(row, { p, q, c, s });
}

function turn(
  row: number[],
  { p, q, c, s }: { readonly p: number; readonly q: number; readonly c: number; readonly s: number },
): void {
  const x = row[p] ?? 0;
  const y = row[q] ?? 0;
  row[p] = c * x - s * y;
  row[q] = s * x + c * y;
}
