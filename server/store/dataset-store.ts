import type { Dataset, Release, SourceDefinition } from '../../core/contract/dataset.ts';
import type { Queryable } from '../database/database.ts';

/** What is known of a release before its rows are written. */
export interface NewRelease {
  readonly datasetId: string;
  readonly reader: string;
  readonly period: string | null;
  readonly part: string;
  readonly vintage: number | null;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly fileBytes: number;
  /** Options of the import, in canonical order: they are part of what makes a release the same. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly importedBy: string;
}

export interface ReleaseOutcome {
  readonly rowsRead: number;
  readonly rowsKept: number;
  readonly rowsRejected: number;
  readonly notes: readonly object[];
  readonly report: object;
}

interface ReleaseRow {
  release_id: number;
  dataset_id: string;
  reader: string;
  period: string | null;
  part: string;
  vintage: number | null;
  file_name: string;
  file_sha256: string;
  file_bytes: number;
  imported_at: Date;
  imported_by: string;
  rows_read: number;
  rows_kept: number;
  rows_rejected: number;
  notes: Release['notes'];
  superseded_by: number | null;
}

interface DatasetRow {
  dataset_id: string;
  title: string;
  publisher: string;
  licence: string;
  attribution: string;
  address: string | null;
  made_up: boolean;
}

const releaseColumns = `release_id, dataset_id, reader, period, part, vintage, file_name, file_sha256, file_bytes,
  imported_at, imported_by, rows_read, rows_kept, rows_rejected, notes, superseded_by`;

function toRelease(row: ReleaseRow): Release {
  return {
    releaseId: row.release_id,
    datasetId: row.dataset_id,
    reader: row.reader,
    period: row.period,
    part: row.part,
    vintage: row.vintage,
    fileName: row.file_name,
    fileSha256: row.file_sha256,
    fileBytes: row.file_bytes,
    importedAt: row.imported_at.toISOString(),
    importedBy: row.imported_by,
    rowsRead: row.rows_read,
    rowsKept: row.rows_kept,
    rowsRejected: row.rows_rejected,
    notes: row.notes,
    isCurrent: row.superseded_by === null,
  };
}

function toDataset(row: DatasetRow, releases: readonly Release[]): Dataset {
  return {
    id: row.dataset_id,
    title: row.title,
    publisher: row.publisher,
    licence: row.licence,
    attribution: row.attribution,
    address: row.address,
    madeUp: row.made_up,
    releases: [...releases],
  };
}

/** Datasets and their releases: where every figure comes from. */
export function createDatasetStore(database: Queryable) {
  return {
    /** Writes the catalogue entry; a dataset that once held made-up files stays marked as made up. */
    async saveDataset(source: SourceDefinition, madeUp: boolean): Promise<void> {
      await database.execute(
        `insert into dataset (dataset_id, title, publisher, licence, attribution, address, made_up)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (dataset_id) do update set title = excluded.title, publisher = excluded.publisher,
           licence = excluded.licence, attribution = excluded.attribution, address = excluded.address,
           made_up = dataset.made_up or excluded.made_up`,
        [
          source.id,
          source.title,
          source.publisher,
          source.licence,
          source.attribution,
          source.page ?? source.address ?? null,
          madeUp || source.madeUp,
        ],
      );
    },

    /** The release that this very file made before, with the same options; null when it is new. */
    async findSameFile(release: NewRelease): Promise<Release | null> {
      const rows = await database.query<ReleaseRow>(
        `select ${releaseColumns} from dataset_release
         where dataset_id = $1 and part = $2 and file_sha256 = $3 and options = $4::jsonb`,
        [release.datasetId, release.part, release.fileSha256, JSON.stringify(release.options)],
      );
      return rows[0] === undefined ? null : toRelease(rows[0]);
    },

    async createRelease(release: NewRelease): Promise<number> {
      const rows = await database.query<{ release_id: number }>(
        `insert into dataset_release (dataset_id, reader, period, part, vintage, file_name, file_sha256,
           file_bytes, options, imported_by)
         values ($1, $2, $3, $4, $5::integer, $6, $7, $8::bigint, $9::jsonb, $10) returning release_id`,
        [
          release.datasetId,
          release.reader,
          release.period,
          release.part,
          release.vintage,
          release.fileName,
          release.fileSha256,
          release.fileBytes,
          JSON.stringify(release.options),
          release.importedBy,
        ],
      );
      const first = rows[0];
      if (first === undefined) throw new Error('insert into dataset_release returned no row');
      return first.release_id;
    },

    async finishRelease(releaseId: number, outcome: ReleaseOutcome): Promise<void> {
      await database.execute(
        `update dataset_release set rows_read = $2::bigint, rows_kept = $3::bigint, rows_rejected = $4::bigint,
           notes = $5::jsonb, report = $6::jsonb where release_id = $1::integer`,
        [
          releaseId,
          outcome.rowsRead,
          outcome.rowsKept,
          outcome.rowsRejected,
          JSON.stringify(outcome.notes),
          JSON.stringify(outcome.report),
        ],
      );
    },

    /**
     * A release takes the place of those for the same dataset, part and vintage that are about the same period or an
     * earlier one; where a later period is loaded already, this one is born superseded. All rows stay.
     * Gives the ids of what this release superseded.
     */
    async supersedeOlder(releaseId: number): Promise<number[]> {
      const rows = await database.query<{ release_id: number }>(
        `update dataset_release older set superseded_by = newer.release_id
         from dataset_release newer
         where newer.release_id = $1::integer and older.release_id <> newer.release_id
           and older.superseded_by is null
           and older.dataset_id = newer.dataset_id and older.part = newer.part
           and older.vintage is not distinct from newer.vintage
           and coalesce(older.period, '') collate "C" <= coalesce(newer.period, '')
         returning older.release_id`,
        [releaseId],
      );
      await database.execute(
        `update dataset_release mine set superseded_by = (
           select later.release_id from dataset_release later
           where later.dataset_id = mine.dataset_id and later.part = mine.part
             and later.vintage is not distinct from mine.vintage and later.superseded_by is null
             and later.release_id <> mine.release_id and coalesce(later.period, '') collate "C" > coalesce(mine.period, '')
           order by later.period collate "C" desc limit 1)
         where mine.release_id = $1::integer`,
        [releaseId],
      );
      // What the newer release of the same period no longer has (an indicator left the catalogue) is not current either.
      await database.execute(
        `update indicator_series series set is_current = false
         from dataset_release older, dataset_release newer
         where newer.release_id = $1::integer and older.superseded_by = newer.release_id
           and older.period is not distinct from newer.period
           and series.release_id = older.release_id and series.is_current`,
        [releaseId],
      );
      return rows.map((row) => row.release_id);
    },

    async list(): Promise<Dataset[]> {
      const datasets = await database.query<DatasetRow>(
        `select dataset_id, title, publisher, licence, attribution, address, made_up from dataset order by title`,
      );
      const releases = await database.query<ReleaseRow>(
        `select ${releaseColumns} from dataset_release order by dataset_id, release_id desc`,
      );
      const byDataset = new Map<string, Release[]>();
      for (const release of releases.map(toRelease)) {
        byDataset.set(release.datasetId, [...(byDataset.get(release.datasetId) ?? []), release]);
      }
      return datasets.map((row) => toDataset(row, byDataset.get(row.dataset_id) ?? []));
    },

    async find(datasetId: string): Promise<Dataset | null> {
      const datasets = await database.query<DatasetRow>(
        `select dataset_id, title, publisher, licence, attribution, address, made_up from dataset
         where dataset_id = $1`,
        [datasetId],
      );
      const first = datasets[0];
      if (first === undefined) return null;
      const releases = await database.query<ReleaseRow>(
        `select ${releaseColumns} from dataset_release where dataset_id = $1 order by release_id desc`,
        [datasetId],
      );
      return toDataset(first, releases.map(toRelease));
    },
  };
}

export type DatasetStore = ReturnType<typeof createDatasetStore>;
