const mostRounds = 1000;
const enough = 1e-10;

/**
 * Varimax rotation with Kaiser's normalisation: turns the components, two at a time, until each column loads on as few
 * of them as it can. Turning does not change how much of a column they explain together.
 *
 * Shape: `loadings[column][component]`, and so the result.
 *
 * Source: Kaiser (1958), The varimax criterion for analytic rotation in factor analysis, Psychometrika 23.
 */
export function varimax(loadings: readonly (readonly number[])[]): number[][] {
  const sizes = loadings.map((row) => Math.hypot(...row) || 1);
  const rotated = loadings.map((row, column) => row.map((value) => value / (sizes[column] ?? 1)));
  const componentCount = loadings[0]?.length ?? 0;
  for (let round = 0; round < mostRounds; round += 1) {
    let largest = 0;
    for (let p = 0; p < componentCount - 1; p += 1) {
      for (let q = p + 1; q < componentCount; q += 1) {
        const angle = bestAngle(rotated, { p, q });
        largest = Math.max(largest, Math.abs(angle));
        turn(rotated, { p, q, angle });
      }
    }
    if (largest < enough) break;
  }
  return rotated.map((row, column) => row.map((value) => value * (sizes[column] ?? 1)));
}

function bestAngle(
  rows: readonly (readonly number[])[],
  { p, q }: { readonly p: number; readonly q: number },
): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (const row of rows) {
    const x = row[p] ?? 0;
    const y = row[q] ?? 0;
    const u = x * x - y * y;
    const v = 2 * x * y;
    a += u;
    b += v;
    c += u * u - v * v;
    d += 2 * u * v;
  }
  const count = rows.length;
  return Math.atan2(d - (2 * a * b) / count, c - (a * a - b * b) / count) / 4;
}

function turn(
  rows: number[][],
  { p, q, angle }: { readonly p: number; readonly q: number; readonly angle: number },
): void {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  for (const row of rows) {
    const x = row[p] ?? 0;
    const y = row[q] ?? 0;
    row[p] = cos * x + sin * y;
    row[q] = -sin * x + cos * y;
  }
}
