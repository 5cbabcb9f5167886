import { createHash } from 'node:crypto';
import { AppError } from '../../../core/errors.ts';
import type { SourceDefinition } from '../../../core/contract/dataset.ts';
import type { IndicatorDefinition } from '../../../core/contract/indicator.ts';
import type { QualityReport } from '../../../core/contract/quality.ts';
import type { Queryable } from '../../database/database.ts';
import { readerById, recogniseReader } from '../../sources/registry.ts';
import type { OpenedSource, Rejection, SourceFile, SourceNote, SourceRow } from '../../sources/source.ts';
import { createDatasetStore, type NewRelease } from '../../store/dataset-store.ts';
import { createQualityGate, type QualityGate } from '../quality-gate.ts';
import type { ImportOutcome, ImportRequest, ImportServices, WriteTarget } from './import-types.ts';
import { gateOptionsFor } from './gate-options.ts';
import { writeRows } from './row-writers.ts';

/**
 * Imports one file: recognises its format, streams its rows through the quality gate into one transaction, and writes
 * the release with its provenance. Nothing is kept when the gate finds errors, or warnings that were not accepted; the
 * same file with the same options is recognised and does nothing; older releases are superseded and stay.
 *
 * @throws AppError source-rejected with the report in its details when the gate refuses; conflict while another
 *   import is running; not-found for a dataset that data/sources.yaml does not have.
 */
export async function importFile(services: ImportServices, request: ImportRequest): Promise<ImportOutcome> {
  const reader = request.format === null ? recogniseReader(request.file) : readerById(request.format);
  const notes: SourceNote[] = [];
  const rejections: Rejection[] = [];
  const abort = new AbortController();
  const opened = await reader.open(request.file, {
    options: request.options,
    signal: abort.signal,
    note: (note) => notes.push(note),
    reject: (rejection) => rejections.push(rejection),
  });
  const source = findSource(services.sources, request.datasetId ?? opened.facts.datasetId);
  const definitions = services.indicators.filter(({ dataset }) => dataset === source.id);
  const release = await describeRelease(request, opened, { reader: reader.id, source, definitions });
  const store = createDatasetStore(services.database);
  const same = await store.findSameFile(release);
  if (same !== null) return unchanged(request, source, same.releaseId);

  const gate = createQualityGate(
    await gateOptionsFor(services.database, opened, { rowKind: reader.rowKind, definitions }),
  );
  const watched = watchRows(opened, { gate, rejections, services, file: request.file.path });
  try {
    if (request.isDryRun) {
      for await (const batch of watched.batches) void batch;
      const report = judge(gate, request, notes);
      return { ...unchanged(request, source, null), status: 'checked', report, notes };
    }
    return await services.database.transaction(async (transaction) => {
      await holdImportLock(transaction);
      const inside = createDatasetStore(transaction);
      await inside.saveDataset(source, request.madeUp);
      const releaseId = await inside.createRelease(release);
      const target: WriteTarget = {
        transaction,
        services,
        releaseId,
        request,
        note: (note) => notes.push(note),
      };
      const rowsKept = await writeRows(reader.rowKind, watched, target);
      const report = judge(gate, request, notes);
      const superseded = await inside.supersedeOlder(releaseId);
      await inside.finishRelease(releaseId, {
        rowsRead: report.rowsRead,
        rowsKept,
        rowsRejected: report.rowsRejected,
        notes,
        report,
      });
      return {
        file: request.file.path,
        datasetId: source.id,
        status: 'imported',
        releaseId,
        report,
        notes,
        rowsKept,
        superseded,
      };
    });
  } finally {
    abort.abort();
  }
}

function unchanged(
  request: ImportRequest,
  source: SourceDefinition,
  releaseId: number | null,
): ImportOutcome {
  return {
    file: request.file.path,
    datasetId: source.id,
    status: 'unchanged',
    releaseId,
    report: null,
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

async function describeRelease(
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

interface Watch {
  readonly gate: QualityGate;
  readonly rejections: Rejection[];
  readonly services: ImportServices;
  readonly file: string;
}

/** Passes the rows on, showing each batch to the quality gate and telling how far the import is. */
function watchRows(opened: OpenedSource, watch: Watch): OpenedSource {
  async function* batches(): AsyncGenerator<readonly SourceRow[]> {
    let rows = 0;
    for await (const batch of opened.batches) {
      watch.gate.accept(batch);
      for (const rejection of watch.rejections.splice(0)) watch.gate.reject(rejection);
      rows += batch.length;
      watch.services.onProgress({ file: watch.file, step: 'reading', rows });
      yield batch;
    }
    for (const rejection of watch.rejections.splice(0)) watch.gate.reject(rejection);
  }
  return { ...opened, batches: batches() };
}

/** The gate's report, if it lets the file through. @throws AppError source-rejected with the report otherwise. */
function judge(gate: QualityGate, request: ImportRequest, notes: readonly SourceNote[]): QualityReport {
  const report = gate.report();
  const noteErrors = notes.filter((note) => note.severity === 'error');
  if (report.verdict === 'refused' || noteErrors.length > 0) {
    throw new AppError('source-rejected', `${request.file.path} does not pass the quality gate.`, {
      details: { report, notes: noteErrors },
    });
  }
  if (report.verdict === 'needs-acceptance' && !request.acceptWarnings) {
    throw new AppError(
      'source-rejected',
      `${request.file.path} has warnings that touch many rows. Read the report; to import all the same, say --accept-warnings.`,
      { details: { report } },
    );
  }
  return report;
}

/** Any number: the same in every process of this service, so that two imports never run at once. */
const importLockKey = 7_204_115;

async function holdImportLock(transaction: Queryable): Promise<void> {
  const rows = await transaction.query<{ held: boolean }>(
    `select pg_try_advisory_xact_lock($1::bigint) as held`,
    [importLockKey],
  );
  if (rows[0]?.held === true) return;
  throw new AppError('conflict', 'Another import is running. Wait until it has ended, then try again.');
}
