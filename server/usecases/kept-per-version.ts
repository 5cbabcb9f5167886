/**
 * Keeps what was worked out for as long as the data stays as it is: what the page of one authority sums is what the pages of
 * its neighbourhoods compare with. The least recently asked goes first.
 *
 * @throws whatever `make` throws; nothing is kept then.
 */
export function keepPerVersion<Result>(
  dataVersion: () => Promise<string>,
  size: number,
): (key: string, make: () => Promise<Result>) => Promise<Result> {
  const kept = new Map<string, Promise<Result>>();
  let version: string | null = null;
  return async (key, make) => {
    const now = await dataVersion();
    if (now !== version) kept.clear();
    version = now;
    const result = kept.get(key) ?? make();
    kept.delete(key);
    kept.set(key, result);
    const [oldest] = kept.keys();
    if (kept.size > size && oldest !== undefined) kept.delete(oldest);
    result.catch(() => {
      if (kept.get(key) === result) kept.delete(key);
    });
    return result;
  };
}
