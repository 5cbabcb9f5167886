import type { Queryable } from '../database/database.ts';
import { copyRecord } from './copy-csv.ts';

/** A postcode on its way in; the point in metres of the National Grid. */
export interface NewPostcode {
  readonly postcode: string;
  readonly display: string;
  readonly point: { readonly easting: number; readonly northing: number } | null;
  readonly oaCode: string | null;
  readonly lsoaCode: string | null;
  readonly msoaCode: string | null;
  readonly wardCode: string | null;
  readonly ladCode: string | null;
  readonly introduced: string | null;
  readonly terminated: string | null;
  readonly positionalQuality: number | null;
}

const target = {
  table: 'postcode',
  columns: [
    'release_id',
    'postcode',
    'display',
    'point',
    'oa_code',
    'lsoa_code',
    'msoa_code',
    'ward_code',
    'lad_code',
    'introduced',
    'terminated',
    'positional_quality',
  ],
};

/** A point as COPY takes it into a geometry column. */
export function pointText(point: NewPostcode['point']): string | null {
  return point === null ? null : `SRID=27700;POINT(${point.easting} ${point.northing})`;
}

function recordOf(releaseId: number, row: NewPostcode): string {
  return copyRecord([
    releaseId,
    row.postcode,
    row.display,
    pointText(row.point),
    row.oaCode,
    row.lsoaCode,
    row.msoaCode,
    row.wardCode,
    row.ladCode,
    row.introduced,
    row.terminated,
    row.positionalQuality,
  ]);
}

/** Postcodes: the write side. */
export function createPostcodeStore(database: Queryable) {
  return {
    /** Gives the number of rows written. */
    async copyPostcodes(releaseId: number, batches: AsyncIterable<readonly NewPostcode[]>): Promise<number> {
      async function* records(): AsyncGenerator<string> {
        for await (const batch of batches) {
          if (batch.length > 0) yield batch.map((row) => recordOf(releaseId, row)).join('');
        }
      }
      return database.copyFrom(target, records());
    },
  };
}
