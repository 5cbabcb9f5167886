import { join } from 'node:path';
import { AppError } from '../../../core/errors.ts';
import type { SourceDefinition } from '../../../core/contract/dataset.ts';
import type { IndicatorDefinition } from '../../../core/contract/indicator.ts';
import type { QualityReport } from '../../../core/contract/quality.ts';
import { loadColumnMapping } from '../../sources/column-mapping.ts';
import { readerById, recogniseReader } from '../../sources/registry.ts';
import type { OpenedSource, Rejection, SourceNote, SourceReader } from '../../sources/source.ts';
import { createDatasetStore, type NewRelease } from '../../store/dataset-store.ts';
import { holdImportLock } from '../../store/import-lock.ts';
import { createRejectionFile } from '../../store/rejection-file.ts';
import { createQualityGate } from '../quality-gate.ts';
import { describeRelease } from './describe-release.ts';
import { gateOptionsFor } from './gate-options.ts';
import type { ImportOutcome, ImportRequest, ImportServices } from './import-types.ts';
import { planIndicators } from './plan-indicators.ts';
import { writeRows } from './row-writers.ts';
import { watchRows } from './watch-rows.ts';

/**
 * Imports one file: recognises its format, streams its rows through the quality gate into one transaction, and writes
 * the release with its provenance. Nothing is kept when the gate finds errors, or warnings that were not accepted; the
 * same file with the same options is recognised and does nothing; older releases are superseded and stay. Every
 * rejected row is written to a file in the data folder's `reports`, of a dry run and of a refused import too.
 *
 * @throws AppError source-rejected with the report in its details when the gate refuses; conflict while another
 *   import is running; not-found for a dataset that data/sources.yaml does not have.
 */
export async function importFile(services: ImportServices, given: ImportRequest): Promise<ImportOutcome> {
  const request = { ...given, options: await withMapping(given.options) };
  const reader = request.format === null ? recogniseReader(request.file) : readerById(request.format);
  const notes: SourceNote[] = [];
  const rejections: Rejection[] = [];
  const abort = new AbortController();
  try {
    const opened = await reader.open(request.file, {
      options: request.options,
      signal: abort.signal,
      note: (note) => notes.push(note),
      reject: (rejection) => rejections.push(rejection),
    });
    return await importOpened(services, { request, reader, opened, notes, rejections });
  } finally {
    abort.abort();
  }
}

/** A mapping that is named by its file is read here, so that its content is part of what the release is. */
async function withMapping(options: ImportRequest['options']): Promise<ImportRequest['options']> {
  const { mapping } = options;
  return typeof mapping === 'string' ? { ...options, mapping: await loadColumnMapping(mapping) } : options;
}

interface Import {
  readonly request: ImportRequest;
  readonly reader: SourceReader;
  readonly opened: OpenedSource;
  readonly notes: SourceNote[];
  readonly rejections: Rejection[];
}

async function importOpened(services: ImportServices, job: Import): Promise<ImportOutcome> {
  const { request, reader, opened, notes } = job;
  const source = findSource(services.sources, request.datasetId ?? opened.facts.datasetId);
  const definitions = services.indicators.filter(({ dataset }) => dataset === source.id);
  const release = await describeRelease(request, opened, { reader: reader.id, source, definitions });
  const nothing = nothingDone(request, source);
  const same = await createDatasetStore(services.database).findSameFile(release);
  if (same !== null) return { ...nothing, releaseId: same.releaseId, isCurrent: same.isCurrent };

  const gate = createQualityGate(
    await gateOptionsFor(services.database, opened, { rowKind: reader.rowKind, definitions }),
  );
  const rejectionFile = createRejectionFile(rejectionPath(services.dataFolder, release));
  const watched = watchRows(opened, { ...job, gate, rejectionFile, services, file: request.file.path });
  const judge = async (): Promise<{ report: QualityReport; rejectionFile: string | null }> => {
    const judged = { report: gate.report(), rejectionFile: await rejectionFile.finish() };
    refuse(judged, request, notes);
    return judged;
  };
  if (request.isDryRun) {
    notes.push(...planNotes(reader, opened, source, definitions));
    await readThrough(watched.batches);
    return { ...nothing, ...(await judge()), status: 'checked', notes };
  }
  return services.database.transaction(async (transaction) => {
    await holdImportLock(transaction);
    const store = createDatasetStore(transaction);
    // The import that held the lock until now may have been of this very file.
    const raced = await store.findSameFile(release);
    if (raced !== null) return { ...nothing, releaseId: raced.releaseId };
    const madeUp = request.madeUp || source.madeUp;
    await store.saveDataset(source, madeUp);
    const releaseId = await store.createRelease(release);
    const rowsKept = await writeRows(reader.rowKind, watched, {
      transaction,
      services,
      releaseId,
      request: { ...request, madeUp },
      note: (note) => notes.push(note),
    });
    const judged = await judge();
    const superseded = await store.supersedeOlder(releaseId);
    const { rowsRead, rowsRejected } = judged.report;
    await store.finishRelease(releaseId, { rowsRead, rowsKept, rowsRejected, notes, report: judged.report });
    return { ...nothing, ...judged, status: 'imported', releaseId, notes, rowsKept, superseded };
  });
}

async function readThrough(batches: AsyncIterable<unknown>): Promise<void> {
  const rows = batches[Symbol.asyncIterator]();
  while ((await rows.next()).done !== true);
}

function nothingDone(request: ImportRequest, source: SourceDefinition): ImportOutcome {
  return {
    file: request.file.path,
    datasetId: source.id,
    status: 'unchanged',
    releaseId: null,
    isCurrent: true,
    report: null,
    rejectionFile: null,
    notes: [],
    rowsKept: 0,
    superseded: [],
  };
}

function findSource(sources: readonly SourceDefinition[], datasetId: string): SourceDefinition {
  const source = sources.find(({ id }) => id === datasetId);
  if (source !== undefined) return source;
  throw new AppError('not-found', `data/sources.yaml has no dataset "${datasetId}".`, {
    details: { field: 'dataset', value: datasetId, reason: 'add it there, or name another with --dataset' },
  });
}

function rejectionPath(dataFolder: string, release: NewRelease): string {
  const name = `${release.datasetId}-${release.fileSha256.slice(0, 12)}-rejections.csv`;
  return join(dataFolder, 'reports', name);
}

/** What the import would say of the columns; throws as it would. */
function planNotes(
  reader: SourceReader,
  opened: OpenedSource,
  source: SourceDefinition,
  definitions: readonly IndicatorDefinition[],
): readonly SourceNote[] {
  return reader.rowKind === 'values' ? planIndicators(source, definitions, opened.columns).notes : [];
}

/** @throws AppError source-rejected with the report, where the gate does not let the file through. */
function refuse(
  judged: { readonly report: QualityReport; readonly rejectionFile: string | null },
  request: ImportRequest,
  notes: readonly SourceNote[],
): void {
  const { report } = judged;
  const noteErrors = notes.filter((note) => note.severity === 'error');
  if (report.verdict === 'refused' || noteErrors.length > 0) {
    throw new AppError('source-rejected', `${request.file.path} does not pass the quality gate.`, {
      details: { file: request.file.path, ...judged, notes: noteErrors },
    });
  }
  if (report.verdict === 'needs-acceptance' && !request.acceptWarnings) {
    throw new AppError(
      'source-rejected',
      `${request.file.path} has warnings that touch many rows. Read the report; to import all the same, say --accept-warnings.`,
      { details: { file: request.file.path, ...judged } },
    );
  }
}
