import type { AreaSet } from '../../../core/contract/area.ts';
import type { MembershipRow } from '../../sources/source.ts';
import { createAreaStore, type NewArea } from '../../store/area-store.ts';
import type { WriteTarget } from './import-types.ts';

export interface NamedAreas {
  /** The same rows, passed on while their names are gathered. */
  readonly batches: AsyncIterable<readonly MembershipRow[]>;
  /** To be called when the rows have run through. */
  save(target: WriteTarget): Promise<void>;
}

interface Gathered {
  readonly set: AreaSet;
  readonly names: Map<string, string | null>;
}

/**
 * Gathers the areas that a lookup or a boundary file names in passing (an LSOA's authority, its region), so that they
 * exist by code and name before, or without, boundaries of their own.
 */
export function saveNamedAreas(batches: AsyncIterable<readonly MembershipRow[]>): NamedAreas {
  const gathered = new Map<string, Gathered>();
  const gather = (set: AreaSet, code: string, name: string | null) => {
    const key = `${set.type} ${set.vintage}`;
    const entry = gathered.get(key) ?? { set, names: new Map<string, string | null>() };
    gathered.set(key, entry);
    if ((entry.names.get(code) ?? null) === null) entry.names.set(code, name);
  };
  async function* watched(): AsyncGenerator<readonly MembershipRow[]> {
    for await (const batch of batches) {
      for (const row of batch) {
        // Output areas number 190,000 and have no names: they are not worth a row until their boundaries come.
        if (row.child.type !== 'oa') gather(row.child, row.childCode, row.childName);
        gather(row.parent, row.parentCode, row.parentName);
      }
      yield batch;
    }
  }
  return {
    batches: watched(),
    async save(target) {
      const store = createAreaStore(target.transaction);
      for (const { set, names } of gathered.values()) {
        // Where boundaries are loaded the set is complete: a lookup of the whole country adds nothing to it.
        if (await store.hasBoundaries(set)) continue;
        const areas: NewArea[] = [...names].map(([code, name]) => ({
          code,
          name,
          nameWelsh: null,
          geometry: null,
          populationPoint: null,
        }));
        await store.saveAreas(set, oneBatch(areas), {
          madeUp: target.request.madeUp,
          boundarySetId: null,
        });
      }
    },
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- an array as the stream that the store takes
async function* oneBatch(areas: readonly NewArea[]): AsyncGenerator<readonly NewArea[]> {
  yield areas;
}
