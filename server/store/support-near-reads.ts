import type { FigureSource } from '../../core/contract/area-page/figure-source.ts';
import type { NearbyPlace, Support } from '../../core/contract/area-page/support.ts';
import type { AreaSet } from '../../core/contract/area.ts';
import type { Queryable } from '../database/database.ts';

type Place = AreaSet & { readonly code: string };
type PointKind = Extract<Support, { status: 'known' }>['from'];

interface PlaceRow {
  support_place_id: number;
  kind: string;
  name: string;
  address: string | null;
  postcode: string | null;
  website: string | null;
  opening_hours: Record<string, string>;
  point_basis: string | null;
  distance: number | null;
  is_within: boolean | null;
}

/** The area, and the point that distances are measured from. */
const here = `here as (
  select geometry, coalesce(population_point, centroid) as point from area
  where area_type = $1 and vintage = $2::integer and code = $3)`;

/** Places that are open, can be put on the map, and come from a release in force. */
const isOpen = (place: string): string => `${place}.point is not null and ${place}.year_closed is null
  and ${place}.release_id in (select r.release_id from dataset_release r where r.superseded_by is null)`;

/** The same place on two lists is within so many metres on both. */
const samePlaceMetres = 200;

/**
 * Each open place once: what another list has too (one kind of place with one postcode and nearly one point) is shown as the
 * list with opening hours has it. A Jobcentre in a library is two places.
 */
const isShown = `${isOpen('s')} and not exists (
  select from support_place twin
  where ST_DWithin(twin.point, s.point, ${samePlaceMetres}) and twin.release_id <> s.release_id
    and replace(twin.postcode, ' ', '') = replace(s.postcode, ' ', '')
    and split_part(twin.kind, ':', 1) = split_part(s.kind, ':', 1) and ${isOpen('twin')}
    and (twin.opening_hours <> '{}'::jsonb, -twin.support_place_id) >
      (s.opening_hours <> '{}'::jsonb, -s.support_place_id))`;

const columns = `s.support_place_id, s.kind, s.name, s.address, s.postcode, s.website, s.opening_hours, s.point_basis,
  ST_Distance(s.point, here.point) as distance, ST_Intersects(here.geometry, s.point) as is_within`;

function toPlace(row: PlaceRow): NearbyPlace {
  return {
    id: row.support_place_id,
    kind: row.kind,
    name: row.name,
    address: row.address,
    postcode: row.postcode,
    website: row.website,
    openingHours: row.opening_hours,
    positionBasis: row.point_basis,
    distanceMetres: row.distance,
    isWithin: row.is_within,
  };
}

/** Places of support around one area. Both questions go by the spatial index. */
export function createSupportNearReads(database: Queryable) {
  return {
    /** The nearest of all, in a straight line; none where the area has no point. */
    async nearest({ type, vintage, code }: Place, count: number): Promise<NearbyPlace[]> {
      const rows = await database.query<PlaceRow>(
        `with ${here}
         select near.* from here cross join lateral (
           select ${columns} from support_place s where ${isShown} and here.point is not null
           order by s.point <-> here.point, s.support_place_id limit $4::integer) near
         order by near.distance, near.support_place_id`,
        [type, vintage, code, count],
      );
      return rows.map(toPlace);
    },

    /** Those within the area's boundary, the nearest to its middle first, and how many there are. */
    async within(
      { type, vintage, code }: Place,
      count: number,
    ): Promise<{ readonly total: number; readonly places: NearbyPlace[] }> {
      const rows = await database.query<PlaceRow & { total: number }>(
        `with ${here}
         select ${columns}, count(*) over () as total from here
         join support_place s on s.point && here.geometry and ST_Intersects(here.geometry, s.point)
         where ${isShown} order by distance, s.support_place_id limit $4::integer`,
        [type, vintage, code, count],
      );
      return { total: rows[0]?.total ?? 0, places: rows.map(toPlace) };
    },

    /** What the area can be asked by: its points, its boundary. */
    async shapeOf({ type, vintage, code }: Place): Promise<{
      readonly from: PointKind;
      readonly hasBoundary: boolean;
    }> {
      const rows = await database.query<{ from: PointKind; has_boundary: boolean }>(
        `select case when population_point is not null then 'population-point' when centroid is not null then 'centroid' end
           as "from", geometry is not null as has_boundary
         from area where area_type = $1 and vintage = $2::integer and code = $3`,
        [type, vintage, code],
      );
      return { from: rows[0]?.from ?? null, hasBoundary: rows[0]?.has_boundary ?? false };
    },

    /** Places of an authority that are not shown, and why. */
    async leftOut(authority: string): Promise<{ readonly closed: number; readonly unplaced: number }> {
      const rows = await database.query<{ closed: number; unplaced: number }>(
        `select count(*) filter (where s.year_closed is not null) as closed,
           count(*) filter (where s.year_closed is null and s.point is null) as unplaced
         from support_place s join dataset_release r using (release_id)
         where r.superseded_by is null and s.lad_code = $1`,
        [authority],
      );
      return { closed: rows[0]?.closed ?? 0, unplaced: rows[0]?.unplaced ?? 0 };
    },

    /** The lists in force; none when nothing is loaded. */
    async sources(): Promise<FigureSource[]> {
      const rows = await database.query<FigureSource>(
        `select d.dataset_id as "datasetId", d.title, d.publisher, d.licence, d.attribution, r.period,
           d.made_up as "madeUp"
         from dataset_release r join dataset d using (dataset_id)
         where r.superseded_by is null and exists (select 1 from support_place s where s.release_id = r.release_id)
         group by d.dataset_id, r.period order by d.dataset_id, r.period`,
      );
      return rows;
    },
  };
}
