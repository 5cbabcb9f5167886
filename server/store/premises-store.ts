import type { Queryable } from '../database/database.ts';
import { copyRecord, copyRecords } from './copy-csv.ts';
import {
  createPremisesRecords,
  premisesTarget,
  type NewPremises,
  type PremisesAreas,
} from './premises-records.ts';

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
    /** Copies points in, with the areas that `areasAt` finds for each; says how many, and how many of them lie in no LSOA. */
    async copyPremises(
      releaseId: number,
      batches: AsyncIterable<readonly NewPremises[]>,
      areasAt: (easting: number, northing: number) => PremisesAreas,
    ): Promise<{ readonly kept: number; readonly outside: number }> {
      let outside = 0;
      async function* records(): AsyncGenerator<Uint8Array> {
        for await (const batch of batches) {
          if (batch.length === 0) continue;
          const records = createPremisesRecords(releaseId, batch.length);
          for (const premises of batch) {
            const areas = areasAt(premises.easting, premises.northing);
            if (areas.lsoaId === null) outside += 1;
            records.add(premises, areas);
          }
          yield records.bytes();
        }
      }
      const kept = await database.copyFrom(premisesTarget, records());
      return { kept, outside };
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
  };
}
