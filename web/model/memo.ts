/**
 * Remembers the last few results of a function by the identity of its arguments.
 *
 * @param size how many calls are remembered
 */
export function createMemo<A extends readonly unknown[], R>(
  compute: (...args: A) => R,
  size: number,
): (...args: A) => R {
  const known: { args: A; result: R }[] = [];
  return (...args) => {
    const hit = known.find((entry) => entry.args.every((value, index) => Object.is(value, args[index])));
    if (hit !== undefined) return hit.result;
    const result = compute(...args);
    known.unshift({ args, result });
    known.length = Math.min(known.length, size);
    return result;
  };
}
