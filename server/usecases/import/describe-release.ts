import { createHash } from 'node:crypto';
import type { SourceDefinition } from '../../../core/contract/dataset.ts';
import type { IndicatorDefinition } from '../../../core/contract/indicator.ts';
import type { NewRelease } from '../../store/dataset-store.ts';
import type { OpenedSource, SourceFile } from '../../sources/source.ts';
import type { ImportRequest } from './import-types.ts';

/**
 * What makes a release what it is: the dataset and part, the unpacked content, the options, and what the catalogue
 * says about the dataset. The same in all of these is the same release.
 */
export async function describeRelease(
  request: ImportRequest,
  opened: OpenedSource,
  made: {
    readonly reader: string;
    readonly source: SourceDefinition;
    readonly definitions: readonly IndicatorDefinition[];
  },
): Promise<NewRelease> {
  const digest = await digestOf(request.file);
  // A file is read anew when the catalogue says something else about it.
  const catalogue = createHash('sha256').update(JSON.stringify(made.definitions)).digest('hex').slice(0, 12);
  return {
    datasetId: made.source.id,
    reader: made.reader,
    period: opened.facts.period,
    part: opened.facts.part,
    vintage: opened.facts.areas?.vintage ?? null,
    fileName: request.file.name,
    fileSha256: digest.sha256,
    fileBytes: digest.bytes,
    options: Object.fromEntries(
      Object.entries({ ...request.options, catalogue }).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    importedBy: request.importedBy,
  };
}

/** SHA-256 and length of the unpacked content: a file is the same file however it is packed. */
async function digestOf(file: SourceFile): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of await file.stream()) {
    if (!Buffer.isBuffer(chunk)) continue;
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}
