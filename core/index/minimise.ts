interface Point {
  readonly at: readonly number[];
  readonly value: number;
}

export interface MinimiseOptions {
  /** The first simplex reaches this far along each axis. */
  readonly reach?: number;
  readonly mostSteps?: number;
}

/**
 * A local minimum of a function without derivatives: the simplex method of Nelder and Mead with the usual coefficients
 * (1, 2, 0.5, 0.5). Ends when the values of the simplex agree to the last digits.
 *
 * Shape: any number of unknowns, some tens at most. A value of NaN counts as worse than any number.
 *
 * Source: Nelder and Mead (1965), A simplex method for function minimization, The Computer Journal 7.
 * @example minimise(([x = 0]) => (x - 3) ** 2, [0]).at // about [3]
 */
export function minimise(
  f: (at: readonly number[]) => number,
  start: readonly number[],
  { reach = 0.5, mostSteps = 400 * start.length }: MinimiseOptions = {},
): Point {
  const point = (at: readonly number[]): Point => ({ at, value: f(at) });
  let simplex = [
    point(start),
    ...start.map((_, axis) => point(start.map((value, at) => (at === axis ? value + reach : value)))),
  ].sort(byValue);
  for (let step = 0; step < mostSteps; step += 1) {
    const [best = point(start)] = simplex;
    const worst = simplex.at(-1) ?? best;
    if (isSettled(best, worst)) break;
    const rest = simplex.slice(0, -1);
    const middle = start.map(
      (_, axis) => rest.reduce((sum, { at }) => sum + (at[axis] ?? 0), 0) / rest.length,
    );
    const along = (share: number): Point =>
      point(middle.map((value, axis) => value + share * ((worst.at[axis] ?? 0) - value)));
    const better = improvedCorner({ best, worst, second: rest.at(-1) ?? best }, along);
    simplex = (
      better === null
        ? [
            best,
            ...simplex.slice(1).map(({ at }) => point(at.map((x, axis) => (x + (best.at[axis] ?? 0)) / 2))),
          ]
        : [...rest, better]
    ).sort(byValue);
  }
  return simplex[0] ?? point(start);
}

/** Reflected, expanded or contracted; null where only shrinking the simplex is left. */
function improvedCorner(
  { best, worst, second }: { readonly best: Point; readonly worst: Point; readonly second: Point },
  along: (share: number) => Point,
): Point | null {
  const reflected = along(-1);
  if (byValue(reflected, best) < 0) {
    const expanded = along(-2);
    return byValue(expanded, reflected) < 0 ? expanded : reflected;
  }
  if (byValue(reflected, second) < 0) return reflected;
  const isOutside = byValue(reflected, worst) < 0;
  const contracted = along(isOutside ? -0.5 : 0.5);
  return byValue(contracted, isOutside ? reflected : worst) < 0 ? contracted : null;
}

function isSettled(best: Point, worst: Point): boolean {
  const size = Math.max(...best.at.map((x, axis) => Math.abs(x - (worst.at[axis] ?? 0))));
  return size < 1e-10 && Math.abs(best.value - worst.value) <= 1e-15 * (Math.abs(best.value) + 1e-15);
}

function byValue(a: Point, b: Point): number {
  if (Number.isNaN(a.value)) return Number.isNaN(b.value) ? 0 : 1;
  return Number.isNaN(b.value) ? -1 : a.value - b.value;
}
