import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AreaSet } from '../../core/contract/area.ts';
import type { Database } from '../database/database.ts';
import { createAreaDetailStore } from '../store/area-detail-store.ts';
import { createAreaStore } from '../store/area-store.ts';
import { createCreditReads } from '../store/credit-reads.ts';
import { archivePath } from '../store/tile-archives.ts';
import { convertOutstanding } from './convert-outstanding.ts';
import { deriveMemberships, type DerivedMemberships } from './derive-memberships.ts';
import type { ConversionOutcome } from './import/convert-series.ts';
import { bakeBoundaries } from './tiles/bake-boundaries.ts';

export interface SettleServices {
  readonly database: Database;
  readonly dataFolder: string;
  readonly onProgress: (text: string) => void;
}

export interface SettledBoundaries {
  readonly derived: readonly DerivedMemberships[];
  /** Figures that a lookup brought to a later vintage after their own import. */
  readonly converted: readonly ConversionOutcome[];
  readonly baked: readonly AreaSet[];
}

/**
 * What boundaries and lookups lead to, once they are in: areas that no lookup places are placed by their point, small
 * areas are called what the middle layer area around them is called, figures
 * that came before their lookup are brought over, boundary sets that have no tiles yet are baked, and archives that no
 * current set names are removed. Can be run again at any time: it does only what is missing.
 */
export async function settleBoundaries(services: SettleServices): Promise<SettledBoundaries> {
  const { database } = services;
  services.onProgress('Placing areas that no lookup places');
  const derived = await database.transaction((transaction) => deriveMemberships(transaction));
  await createAreaDetailStore(database).spreadPlaceNames();
  const converted = await convertOutstanding(database);
  const baked = await bakeMissingTiles(services);
  await removeSupersededTiles(services);
  return { derived, converted, baked };
}

async function bakeMissingTiles(services: SettleServices): Promise<readonly AreaSet[]> {
  const { database } = services;
  const credit = await createCreditReads(database).everything();
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
  return unbaked;
}

/**
 * Only archives that this database itself named before: a data folder may serve an embedded and a server database.
 * Who reads an archive just now goes on reading it; its space is free when the file is closed.
 */
async function removeSupersededTiles({ database, dataFolder }: SettleServices): Promise<void> {
  for (const tiles of await createAreaStore(database).supersededTiles()) {
    await rm(archivePath(join(dataFolder, 'tiles'), tiles), { force: true });
  }
}
