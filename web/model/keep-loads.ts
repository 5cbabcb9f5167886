/**
 * Loads what is asked for once and keeps the last few in memory; what failed is asked for again.
 *
 * @param kept how many are kept
 */
export function keepLoads<Result>(
  kept: number,
): (key: string, load: () => Promise<Result>) => Promise<Result> {
  const loads = new Map<string, Promise<Result>>();
  return (key, load) => {
    const known = loads.get(key);
    if (known !== undefined) return known;
    const loading = load();
    loads.set(key, loading);
    loading.catch(() => loads.delete(key));
    for (const oldest of [...loads.keys()].slice(0, Math.max(0, loads.size - kept))) loads.delete(oldest);
    return loading;
  };
}
