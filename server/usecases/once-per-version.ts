/**
 * Reads something once for each version of the data, however many ask: what stands on every page and in every map
 * (bounds, credit lines) changes only with an import, yet takes a scan of all areas to work out (150 ms for England
 * and Wales). The version is read before the data, so an import in between is seen at the next question.
 *
 * @throws whatever either reading throws; nothing is kept then.
 */
export function oncePerVersion<Result>(
  dataVersion: () => Promise<string>,
  read: () => Promise<Result>,
): () => Promise<Result> {
  let kept: { readonly version: string; readonly result: Promise<Result> } | null = null;
  return async () => {
    const version = await dataVersion();
    if (kept?.version === version) return kept.result;
    const mine = { version, result: read() };
    kept = mine;
    mine.result.catch(() => {
      if (kept === mine) kept = null;
    });
    return mine.result;
  };
}
