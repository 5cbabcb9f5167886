import type { AreaType } from '../../../core/contract/area.ts';
import type { OpenedSource, PremisesDirectoryRow } from '../../sources/source.ts';
import { createPremisesStore, type NewDirectoryEntry } from '../../store/premises-store.ts';
import type { WriteTarget } from './import-types.ts';

/**
 * Writes where a directory puts each property. Of several vintages of a kind the newest is kept: a code that is in two
 * vintages is that of an area that has not changed.
 */
export async function writePremisesDirectory(
  source: OpenedSource<PremisesDirectoryRow>,
  target: WriteTarget,
): Promise<number> {
  async function* entries(): AsyncGenerator<readonly NewDirectoryEntry[]> {
    for await (const batch of source.batches) yield batch.map(entryOf);
  }
  return createPremisesStore(target.transaction).copyDirectory(target.releaseId, entries());
}

function entryOf({ uprn, postcode, areas, codes }: PremisesDirectoryRow): NewDirectoryEntry {
  // The newest vintage of a kind comes first.
  const codeOf = (type: AreaType): string | null =>
    codes[areas.findIndex((set) => set.type === type)] ?? null;
  return {
    uprn,
    postcode,
    oaCode: codeOf('oa'),
    lsoaCode: codeOf('lsoa'),
    msoaCode: codeOf('msoa'),
    wardCode: codeOf('ward'),
    ladCode: codeOf('lad'),
  };
}
