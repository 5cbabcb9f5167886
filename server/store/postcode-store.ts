import type { Queryable } from '../database/database.ts';
import { copyRecord, copyRecords } from './copy-csv.ts';

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

/** Postcodes: the write side, and what an import asks of those that are there. */
export function createPostcodeStore(database: Queryable) {
  return {
    /** Gives the number of rows written. */
    async copyPostcodes(releaseId: number, batches: AsyncIterable<readonly NewPostcode[]>): Promise<number> {
      return database.copyFrom(
        target,
        copyRecords(batches, (row) => recordOf(releaseId, row)),
      );
    },

    /**
     * The LSOA 2021 of each of some postcodes (capitals without space), where it is loaded. Of several releases the
     * current one speaks first, then the newest; a terminated postcode still says where it was.
     */
    async lsoasOf(postcodes: readonly string[]): Promise<Map<string, string>> {
      const rows = await database.query<{ postcode: string; lsoa: string }>(
        `select distinct on (p.postcode) p.postcode, p.lsoa_code as lsoa
         from postcode p
         join dataset_release r using (release_id)
         join area a on a.area_type = 'lsoa' and a.vintage = 2021 and a.code = p.lsoa_code
         where p.postcode = any($1::text[])
         order by p.postcode, r.superseded_by is not null, p.terminated is not null, p.release_id desc`,
        [[...new Set(postcodes)]],
      );
      return new Map(rows.map(({ postcode, lsoa }) => [postcode, lsoa]));
    },
  };
}
