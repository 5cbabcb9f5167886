import type { Bounds, Position } from '../../core/contract/area.ts';
import type { Premises, SupportPlace } from '../../core/contract/place-lists.ts';
import type { Queryable, SqlValue } from '../database/database.ts';
import type { SqlText } from './area-reads.ts';
import {
  inTileRanges,
  premisesPoint,
  searchablePremises,
  tileRangesAround,
  type SearchablePremises,
} from './premises-search.ts';

export interface PremisesPageQuery {
  readonly box: Bounds;
  /** Only UPRNs above this one. */
  readonly after: number | null;
  readonly limit: number;
}

export interface SupportPlacePageQuery {
  readonly box: Bounds | null;
  readonly within: string | null;
  readonly after: number | null;
  readonly limit: number;
}

type Bind = (value: SqlValue) => string;

/**
 * True where the point is in the box. The box is brought to the stored grid so that a spatial index is used where there is
 * one, grown by nothing; then the point itself is compared in degrees, because a box in degrees is not a rectangle on the grid.
 */
function pointInBox(point: string, box: Bounds, bind: Bind): string {
  const corners = [box.west, box.south, box.east, box.north].map(
    (corner) => `${bind(corner)}::double precision`,
  );
  const envelope = `ST_MakeEnvelope(${corners.join(', ')}, 4326)`;
  return `${point} && ST_Transform(${envelope}, 27700) and ST_Transform(${point}, 4326) && ${envelope}`;
}

const degrees = (point: string): string =>
  `ST_X(ST_Transform(${point}, 4326)) as longitude, ST_Y(ST_Transform(${point}, 4326)) as latitude`;

function toPosition(row: { longitude: number | null; latitude: number | null }): Position | null {
  const { longitude, latitude } = row;
  return longitude === null || latitude === null ? null : { longitude, latitude };
}

const premisesColumns = `p.uprn, ${degrees(premisesPoint('p'))}, p.postcode, lsoa.code as lsoa_code,
      ward.code as ward_code, lad.code as lad_code`;
const premisesAreas = `left join area lsoa on lsoa.area_id = p.lsoa_id
      left join area ward on ward.area_id = p.ward_id
      left join area lad on lad.area_id = p.lad_id`;

/** By the tile keys of the snapshot; what is said of each premises is from its release. */
function searchPremisesSql(query: PremisesPageQuery, { releaseId, snapshotId }: SearchablePremises): SqlText {
  const values: SqlValue[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const { firsts, lasts } = tileRangesAround(query.box);
  const from = inTileRanges(bind(snapshotId), bind(firsts), bind(lasts));
  const conditions = [pointInBox(premisesPoint('e'), query.box, bind)];
  if (query.after !== null) conditions.push(`e.uprn > ${bind(query.after)}::bigint`);
  const text = `with found as materialized (
      select e.uprn from ${from}
      where ${conditions.join(' and ')} order by e.uprn limit ${bind(query.limit)}::integer)
    select ${premisesColumns}
    from found join premises p on p.release_id = ${bind(releaseId)}::integer and p.uprn = found.uprn
      ${premisesAreas}
    order by p.uprn`;
  return { text, values };
}

/** By reading all of them. */
function premisesPageSql(query: PremisesPageQuery): SqlText {
  const values: SqlValue[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const conditions = ['r.superseded_by is null', pointInBox(premisesPoint('p'), query.box, bind)];
  if (query.after !== null) conditions.push(`p.uprn > ${bind(query.after)}::bigint`);
  const text = `select ${premisesColumns}
    from premises p join dataset_release r using (release_id)
      ${premisesAreas}
    where ${conditions.join(' and ')} order by p.uprn limit ${bind(query.limit)}::integer`;
  return { text, values };
}

function supportPlacePageSql(query: SupportPlacePageQuery): SqlText {
  const values: SqlValue[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const conditions = ['r.superseded_by is null'];
  if (query.box !== null) conditions.push(pointInBox('p.point', query.box, bind));
  if (query.within !== null) conditions.push(`p.lad_code = ${bind(query.within)}`);
  if (query.after !== null) conditions.push(`p.support_place_id > ${bind(query.after)}::bigint`);
  const text = `select p.support_place_id, p.kind, p.name, p.address, p.postcode, ${degrees('p.point')},
      p.point_basis, p.lad_code, p.website, p.opening_hours, p.year_opened, p.year_closed, p.is_statutory
    from support_place p join dataset_release r using (release_id)
    where ${conditions.join(' and ')} order by p.support_place_id limit ${bind(query.limit)}::integer`;
  return { text, values };
}

interface PremisesRow {
  uprn: number;
  longitude: number;
  latitude: number;
  postcode: string | null;
  lsoa_code: string | null;
  ward_code: string | null;
  lad_code: string | null;
}

interface SupportPlaceRow {
  support_place_id: number;
  kind: string;
  name: string;
  address: string | null;
  postcode: string | null;
  longitude: number | null;
  latitude: number | null;
  point_basis: string | null;
  lad_code: string | null;
  website: string | null;
  opening_hours: Record<string, string>;
  year_opened: number | null;
  year_closed: number | null;
  is_statutory: boolean | null;
}

function toSupportPlace(row: SupportPlaceRow): SupportPlace {
  return {
    id: row.support_place_id,
    kind: row.kind,
    name: row.name,
    address: row.address,
    postcode: row.postcode,
    position: toPosition(row),
    positionBasis: row.point_basis,
    ladCode: row.lad_code,
    website: row.website,
    openingHours: row.opening_hours,
    yearOpened: row.year_opened,
    yearClosed: row.year_closed,
    isStatutory: row.is_statutory,
  };
}

/** Premises and places that help people get online, as callers ask for them. E-mail addresses are not given out. */
export function createPlaceReads(database: Queryable) {
  return {
    async premises(query: PremisesPageQuery): Promise<Premises[]> {
      const searchable = await searchablePremises(database);
      const { text, values } =
        searchable === null ? premisesPageSql(query) : searchPremisesSql(query, searchable);
      const rows = await database.query<PremisesRow>(text, values);
      return rows.map((row) => ({
        uprn: row.uprn,
        position: { longitude: row.longitude, latitude: row.latitude },
        postcode: row.postcode,
        lsoaCode: row.lsoa_code,
        wardCode: row.ward_code,
        ladCode: row.lad_code,
      }));
    },

    async supportPlaces(query: SupportPlacePageQuery): Promise<SupportPlace[]> {
      const { text, values } = supportPlacePageSql(query);
      const rows = await database.query<SupportPlaceRow>(text, values);
      return rows.map(toSupportPlace);
    },
  };
}

export type PlaceReads = ReturnType<typeof createPlaceReads>;
