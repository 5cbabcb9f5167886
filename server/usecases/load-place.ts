import { join } from 'node:path';
import type { Manifest, ManifestFile } from '../../core/contract/manifest.ts';
import { openFiles } from '../sources/open-file.ts';
import { importFile } from './import/import-file.ts';
import type { ImportOutcome, ImportServices } from './import/import-types.ts';

export interface LoadPlaceRequest {
  readonly manifest: Manifest;
  /** The folder that the manifest's paths are relative to. */
  readonly root: string;
  readonly importedBy: string;
  /** Told before each file: which, and how many there are. */
  readonly onFile: (path: string, position: number, total: number) => void;
  /** Told what came of each file as soon as it is in, with every finding of the gate. */
  readonly onOutcome?: (outcome: ImportOutcome) => void;
}

/**
 * Loads a whole place in the order of its manifest: boundaries and lookups first, then what hangs on them. Each file is
 * its own transaction, so that loading again goes on where it stopped; files that are loaded already do nothing.
 * Warnings are accepted: a manifest is a deliberate choice of files, every finding is in the outcomes, and every report
 * is kept with its release.
 *
 * @throws AppError as importFile, for the first file that is refused; the files before it stay.
 */
export async function loadPlace(
  services: ImportServices,
  request: LoadPlaceRequest,
): Promise<readonly ImportOutcome[]> {
  const outcomes: ImportOutcome[] = [];
  const files = request.manifest.files;
  for (const [position, entry] of files.entries()) {
    request.onFile(entry.path, position + 1, files.length);
    outcomes.push(...(await loadEntry(services, request, entry)));
  }
  return outcomes;
}

async function loadEntry(
  services: ImportServices,
  request: LoadPlaceRequest,
  entry: ManifestFile,
): Promise<ImportOutcome[]> {
  const outcomes: ImportOutcome[] = [];
  const { mapping } = entry.options;
  // A mapping stands beside the files it explains.
  const placed = typeof mapping === 'string' ? { mapping: join(request.root, mapping) } : {};
  for (const file of await openFiles(join(request.root, entry.path))) {
    const outcome = await importFile(services, {
      file,
      format: entry.format ?? null,
      datasetId: entry.dataset ?? null,
      options: { ...entry.options, ...placed },
      madeUp: request.manifest.madeUp,
      acceptWarnings: true,
      isDryRun: false,
      importedBy: request.importedBy,
    });
    request.onOutcome?.(outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}
