import type { Queryable } from '../database/database.ts';
import { copyRecord, copyRecords } from './copy-csv.ts';

/** A property on its way in: metres of the National Grid, and the ids of the areas whose polygons hold it. */
export interface NewPremises {
  readonly uprn: number;
  readonly easting: number;
  readonly northing: number;
}

/** The areas a point lies in; null outside every loaded boundary. */
export interface PremisesAreas {
  readonly lsoaId: number | null;
  readonly wardId: number | null;
  readonly ladId: number | null;
}

/** What BDUK says of a property. */
export interface NewPremisesPlan {
  readonly uprn: number;
  readonly postcode: string | null;
  readonly country: string | null;
  readonly ladCode: string | null;
  readonly isRecognised: boolean | null;
  readonly lotId: string | null;
  readonly lotName: string | null;
  readonly subsidyStatus: string | null;
  readonly currentGigabit: boolean | null;
  readonly futureGigabit: boolean | null;
  readonly plan: Readonly<Record<string, string | boolean | null>>;
}

/** The postcode and the areas of a property, as a directory has them. */
export interface NewDirectoryEntry {
  readonly uprn: number;
  readonly postcode: string | null;
  readonly oaCode: string | null;
  readonly lsoaCode: string | null;
  readonly msoaCode: string | null;
  readonly wardCode: string | null;
  readonly ladCode: string | null;
}

const directoryTarget = {
  table: 'premises_directory',
  columns: ['release_id', 'uprn', 'postcode', 'oa_code', 'lsoa_code', 'msoa_code', 'ward_code', 'lad_code'],
};

const premisesTarget = {
  table: 'premises',
  columns: ['release_id', 'uprn', 'easting', 'northing', 'lsoa_id', 'ward_id', 'lad_id'],
};

const planTarget = {
  table: 'premises_plan',
  columns: [
    'release_id',
    'uprn',
    'postcode',
    'country',
    'lad_code',
    'is_recognised',
    'lot_id',
    'lot_name',
    'subsidy_status',
    'current_gigabit',
    'future_gigabit',
    'plan',
  ],
};

function planRecord(releaseId: number, row: NewPremisesPlan): string {
  return copyRecord([
    releaseId,
    row.uprn,
    row.postcode,
    row.country,
    row.ladCode,
    row.isRecognised,
    row.lotId,
    row.lotName,
    row.subsidyStatus,
    row.currentGigabit,
    row.futureGigabit,
    JSON.stringify(row.plan),
  ]);
}

/** Premises and what is planned for them: the write side. */
export function createPremisesStore(database: Queryable) {
  return {
    /**
     * Copies points in, with the areas that `areasAt` finds for each. Numbers only, so that a record is put together
     * without quoting: there are 42 million of them.
     */
    async copyPremises(
      releaseId: number,
      batches: AsyncIterable<readonly NewPremises[]>,
      areasAt: (easting: number, northing: number) => PremisesAreas,
    ): Promise<number> {
      async function* records(): AsyncGenerator<string> {
        for await (const batch of batches) {
          let text = '';
          for (const { uprn, easting, northing } of batch) {
            const { lsoaId, wardId, ladId } = areasAt(easting, northing);
            text += `${releaseId},${uprn},${easting},${northing},${lsoaId ?? ''},${wardId ?? ''},${ladId ?? ''}\n`;
          }
          if (text !== '') yield text;
        }
      }
      return database.copyFrom(premisesTarget, records());
    },

    async copyPlans(releaseId: number, batches: AsyncIterable<readonly NewPremisesPlan[]>): Promise<number> {
      return database.copyFrom(
        planTarget,
        copyRecords(batches, (row) => planRecord(releaseId, row)),
      );
    },

    /** Where a directory puts properties. */
    async copyDirectory(
      releaseId: number,
      batches: AsyncIterable<readonly NewDirectoryEntry[]>,
    ): Promise<number> {
      return database.copyFrom(
        directoryTarget,
        copyRecords(batches, (row) =>
          copyRecord([
            releaseId,
            row.uprn,
            row.postcode,
            row.oaCode,
            row.lsoaCode,
            row.msoaCode,
            row.wardCode,
            row.ladCode,
          ]),
        ),
      );
    },

    /** How many of a release's points lie in no loaded LSOA. */
    async countOutside(releaseId: number): Promise<number> {
      const rows = await database.query<{ outside: number }>(
        `select count(*) as outside from premises where release_id = $1::integer and lsoa_id is null`,
        [releaseId],
      );
      return rows[0]?.outside ?? 0;
    },
  };
}
