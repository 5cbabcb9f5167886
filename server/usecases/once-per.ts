/**
 * Makes something once for each object it is made from, and keeps it for as long as that object lives: what a score
 * table implies (its bytes, its points) is worked out when first asked for and goes when the table goes. What else `make`
 * takes changes nothing of what it makes: the first to ask gives it.
 *
 * @throws whatever `make` throws or its promise is rejected with; nothing is kept then.
 */
export function oncePer<From extends object, Result, Rest extends readonly unknown[] = []>(
  make: (from: From, ...rest: Rest) => Result,
): (from: From, ...rest: Rest) => Result {
  const made = new WeakMap<From, { readonly result: Result }>();
  return (from, ...rest) => {
    const known = made.get(from);
    if (known !== undefined) return known.result;
    const result = make(from, ...rest);
    made.set(from, { result });
    // What failed must be tried again, not remembered.
    if (result instanceof Promise) result.catch(() => made.delete(from));
    return result;
  };
}
