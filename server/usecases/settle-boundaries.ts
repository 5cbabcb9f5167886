import type { AreaSet } from '../../core/contract/area.ts';
import type { Database } from '../database/database.ts';
import { createAreaStore } from '../store/area-store.ts';
import { createDatasetStore } from '../store/dataset-store.ts';
import { deriveMemberships, type DerivedMemberships } from './derive-memberships.ts';
import { bakeBoundaries } from './tiles/bake-boundaries.ts';

export interface SettleServices {
  readonly database: Database;
  readonly dataFolder: string;
  readonly onProgress: (text: string) => void;
}

export interface SettledBoundaries {
  readonly derived: readonly DerivedMemberships[];
  readonly baked: readonly AreaSet[];
}

/**
 * What boundaries and lookups lead to, once they are in: areas that no lookup places are placed by their point, and
 * boundary sets that have no tiles yet are baked. Can be run again at any time: it does only what is missing.
 */
export async function settleBoundaries(services: SettleServices): Promise<SettledBoundaries> {
  const { database } = services;
  services.onProgress('Placing areas that no lookup places');
  const derived = await database.transaction((transaction) => deriveMemberships(transaction));
  const credit = await createDatasetStore(database).attribution();
  const unbaked = await createAreaStore(database).setsWithoutTiles();
  for (const set of unbaked) {
    services.onProgress(`Baking tiles of ${set.type} ${set.vintage}`);
    await bakeBoundaries(database, {
      set,
      dataFolder: services.dataFolder,
      attribution: credit.lines,
      madeUp: credit.madeUp,
      onProgress: (tiles) => {
        services.onProgress(`Baking tiles of ${set.type} ${set.vintage}: ${tiles} tiles`);
      },
    });
  }
  return { derived, baked: unbaked };
}
