import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { manifestSchema, type Manifest } from '../../core/contract/manifest.ts';
import { AppError } from '../../core/errors.ts';
import { parseYaml } from './parse-yaml.ts';

export interface PlacedManifest {
  readonly manifest: Manifest;
  /** The folder that its paths are relative to. */
  readonly root: string;
}

/**
 * Reads the manifest of a place.
 *
 * @param folders the clone's own folder, and where shared open data lies.
 * @throws AppError not-found for a missing file; invalid-request with file, line and field for a bad one.
 */
export async function readManifest(
  path: string,
  folders: { readonly repository: string; readonly shared: string },
): Promise<PlacedManifest> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('not-found', `There is no manifest ${path}.`, { cause, details: { file: path } });
  });
  const { value: manifest } = parseYaml({ file: path, text }, manifestSchema);
  switch (manifest.root) {
    case 'repository':
      return { manifest, root: folders.repository };
    case 'shared':
      return { manifest, root: join(folders.shared, 'data') };
    case 'manifest':
      return { manifest, root: dirname(resolve(path)) };
  }
}
