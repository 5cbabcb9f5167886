/**
 * The x at which an increasing function takes a value, by bisection until no double lies between: slow and never
 * wrong, which suits the few hundred intervals of a table. `high` is doubled until the value is bracketed, unless it
 * is `isBounded`.
 */
export function invertIncreasing(
  increasing: (x: number) => number,
  target: number,
  bracket: { readonly low: number; readonly high: number; readonly isBounded?: boolean },
): number {
  let { low, high } = bracket;
  while (bracket.isBounded !== true && increasing(high) < target && high < 1e300) high *= 2;
  for (let step = 0; step < 1100; step += 1) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    if (increasing(middle) < target) low = middle;
    else high = middle;
  }
  return low + (high - low) / 2;
}
