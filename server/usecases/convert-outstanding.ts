import type { Database } from '../database/database.ts';
import { createIndicatorStore, type UnconvertedSeries } from '../store/indicator-store.ts';
import { holdImportLock } from '../store/import-lock.ts';
import { convertSeries, type ConversionOutcome } from './import/convert-series.ts';

/**
 * Brings figures to a later vintage of areas where the lookup, or the later areas, were imported after them: the order
 * in which files come makes no difference. Does nothing where nothing is outstanding.
 *
 * @throws AppError conflict while an import is running.
 */
export async function convertOutstanding(database: Database): Promise<readonly ConversionOutcome[]> {
  if ((await createIndicatorStore(database).unconverted()).length === 0) return [];
  return database.transaction(async (transaction) => {
    await holdImportLock(transaction);
    const outcomes: ConversionOutcome[] = [];
    for (const group of byOrigin(await createIndicatorStore(transaction).unconverted())) {
      const [first] = group;
      if (first !== undefined) outcomes.push(...(await convertSeries(transaction, group, first)));
    }
    return outcomes;
  });
}

/** Series of one file have the same areas, period and lookup: the conversion is prepared once for all of them. */
function byOrigin(series: readonly UnconvertedSeries[]): readonly (readonly UnconvertedSeries[])[] {
  const groups = new Map<string, UnconvertedSeries[]>();
  for (const one of series) {
    const key = JSON.stringify([one.releaseId, one.areas, one.period]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}
