import { join } from 'node:path';
import type { Database } from '../database/database.ts';
import { createAreaDirectory } from '../store/area-directory.ts';
import { analyseUncertainty } from './analyse-uncertainty.ts';
import type { Catalogue } from './catalogue.ts';
import { buildSnapshot } from './coverage/build-snapshot.ts';
import { loadPlace } from './load-place.ts';
import { readManifest } from './read-manifest.ts';
import { settleBoundaries } from './settle-boundaries.ts';
import { profileNamed } from './score-all.ts';

export interface FirstPlaceServices {
  readonly database: Database;
  readonly dataFolder: string;
  readonly catalogue: Catalogue;
  readonly onProgress: (text: string) => void;
}

/**
 * Loads and scores the made-up sample borough where the database is empty, so that a fresh clone shows a working map.
 * Does nothing where any area is loaded.
 *
 * @param folders the clone's own folder, and where shared open data lies.
 */
export async function loadFirstPlace(
  services: FirstPlaceServices,
  folders: { readonly repository: string; readonly shared: string },
): Promise<void> {
  const { database, catalogue } = services;
  if ((await createAreaDirectory(database).areaSets()).length > 0) return;
  const { manifest, root } = await readManifest(
    join(folders.repository, 'data/manifests/sample.yaml'),
    folders,
  );
  services.onProgress(`Loading ${manifest.title}`);
  await loadPlace(
    {
      database,
      dataFolder: services.dataFolder,
      sources: catalogue.sources,
      indicators: catalogue.indicators,
      onProgress: () => undefined,
    },
    {
      manifest,
      root,
      importedBy: 'first start',
      onFile: (path, position, total) => {
        services.onProgress(`Loading ${manifest.title}: file ${position} of ${total}, ${path}`);
      },
    },
  );
  await settleBoundaries(services);
  services.onProgress('Joining premises with what is known of their broadband');
  await buildSnapshot(database, { period: null });
  services.onProgress(`Scoring ${manifest.title}`);
  // Each is scored on the way. A borough's areas are ranked a thousand times in about a second.
  for (const profile of manifest.score.map((id) => profileNamed(catalogue.profiles, id))) {
    await analyseUncertainty(services, { profile, draws: 1000, seed: 1 });
  }
}
