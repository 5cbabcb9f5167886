import type { Queryable } from '../database/database.ts';
import { copyRecord, copyRecords } from './copy-csv.ts';
import { premisesPoint } from './premises-search.ts';
import { pointText, type NewPostcode } from './postcode-store.ts';

/** A place that helps people get online, on its way in. */
export interface NewSupportPlace {
  readonly placeKind: string;
  readonly name: string;
  readonly address: string | null;
  readonly postcode: string | null;
  readonly uprn: number | null;
  readonly point: NewPostcode['point'];
  readonly ladCode: string | null;
  readonly website: string | null;
  readonly email: string | null;
  readonly openingHours: Readonly<Record<string, string>>;
  readonly yearOpened: number | null;
  readonly yearClosed: number | null;
  readonly isStatutory: boolean | null;
}

/** How the places of a release got their points. */
export interface PlacingReport {
  readonly published: number;
  readonly byUprn: number;
  readonly byPostcode: number;
  readonly unplaced: number;
}

const target = {
  table: 'support_place',
  columns: [
    'release_id',
    'kind',
    'name',
    'address',
    'postcode',
    'uprn',
    'point',
    'point_basis',
    'lad_code',
    'website',
    'email',
    'opening_hours',
    'year_opened',
    'year_closed',
    'is_statutory',
  ],
};

function recordOf(releaseId: number, row: NewSupportPlace): string {
  return copyRecord([
    releaseId,
    row.placeKind,
    row.name,
    row.address,
    row.postcode,
    row.uprn,
    pointText(row.point),
    row.point === null ? null : 'published',
    row.ladCode,
    row.website,
    row.email,
    JSON.stringify(row.openingHours),
    row.yearOpened,
    row.yearClosed,
    row.isStatutory,
  ]);
}

/** Places of support: the write side. */
export function createSupportPlaceStore(database: Queryable) {
  return {
    async copySupportPlaces(
      releaseId: number,
      batches: AsyncIterable<readonly NewSupportPlace[]>,
    ): Promise<number> {
      return database.copyFrom(
        target,
        copyRecords(batches, (row) => recordOf(releaseId, row)),
      );
    },

    /** Gives places without a point that of their property, else of their postcode, and says which. */
    async placePoints(releaseId: number): Promise<PlacingReport> {
      await database.execute(
        `update support_place s set point = found.point, point_basis = 'uprn'
         from (select distinct on (p.uprn) p.uprn, ${premisesPoint('p')} as point from premises p join dataset_release r using (release_id)
               where r.superseded_by is null and p.uprn in
                 (select uprn from support_place where release_id = $1::integer and point is null)
               order by p.uprn, p.release_id desc) found
         where s.release_id = $1::integer and s.point is null and s.uprn = found.uprn`,
        [releaseId],
      );
      await database.execute(
        `update support_place s set point = found.point, point_basis = 'postcode'
         from (select distinct on (p.postcode) p.postcode, p.point
               from postcode p join dataset_release r using (release_id)
               where r.superseded_by is null and p.point is not null and p.postcode in
                 (select replace(postcode, ' ', '') from support_place
                  where release_id = $1::integer and point is null)
               order by p.postcode, p.terminated nulls first, p.release_id desc) found
         where s.release_id = $1::integer and s.point is null and replace(s.postcode, ' ', '') = found.postcode`,
        [releaseId],
      );
      const rows = await database.query<{ basis: string | null; places: number }>(
        `select point_basis as basis, count(*) as places from support_place where release_id = $1::integer
         group by point_basis`,
        [releaseId],
      );
      const counted = (basis: string | null): number => rows.find((row) => row.basis === basis)?.places ?? 0;
      return {
        published: counted('published'),
        byUprn: counted('uprn'),
        byPostcode: counted('postcode'),
        unplaced: counted(null),
      };
    },

    /** Places with a point and no local authority. */
    async withoutAuthority(
      releaseId: number,
    ): Promise<{ readonly id: number; readonly easting: number; readonly northing: number }[]> {
      return database.query(
        `select support_place_id as id, ST_X(point) as easting, ST_Y(point) as northing from support_place
         where release_id = $1::integer and lad_code is null and point is not null`,
        [releaseId],
      );
    },

    async setAuthorities(
      places: readonly { readonly id: number; readonly ladCode: string }[],
    ): Promise<void> {
      await database.execute(
        `update support_place s set lad_code = given.lad_code
         from unnest($1::integer[], $2::text[]) as given (id, lad_code) where s.support_place_id = given.id`,
        [places.map(({ id }) => id), places.map(({ ladCode }) => ladCode)],
      );
    },
  };
}
