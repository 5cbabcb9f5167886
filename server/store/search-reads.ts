import type { AreaType, Position } from '../../core/contract/area.ts';
import type { Queryable } from '../database/database.ts';

/** An area that was found, with the authority it is in. */
export interface FoundArea {
  readonly code: string;
  readonly name: string;
  /** What people call the place, where that is loaded. */
  readonly placeName: string | null;
  readonly type: AreaType;
  readonly vintage: number;
  readonly authority: string | null;
  readonly position: Position | null;
}

/** An area that a postcode is in; its name is null where the area itself is not loaded. */
export interface AreaOfPostcode {
  readonly type: AreaType;
  readonly code: string;
  readonly name: string | null;
}

export interface FoundPostcode {
  /** Without its space: "M332BH". */
  readonly postcode: string;
  /** As people write it: "M33 2BH". */
  readonly display: string;
  readonly position: Position | null;
  /** The month in which it went out of use, "2019-01"; null while it is in use. */
  readonly terminated: string | null;
  /** The release of the directory that knows it. */
  readonly releaseId: number;
  readonly areas: readonly AreaOfPostcode[];
}

interface AreaRow {
  code: string;
  name: string;
  place_name: string | null;
  area_type: AreaType;
  vintage: number;
  longitude: number | null;
  latitude: number | null;
  authority: string | null;
}

interface PostcodeRow {
  postcode: string;
  display: string;
  longitude: number | null;
  latitude: number | null;
  terminated: string | null;
  release_id: number;
  areas: AreaOfPostcode[];
}

function positionOf(row: { longitude: number | null; latitude: number | null }): Position | null {
  const { longitude, latitude } = row;
  return longitude === null || latitude === null ? null : { longitude, latitude };
}

/** The authority that a found area is in, for the label. */
const authority = `(select p.name from area_membership m
  join area p on p.area_type = m.parent_type and p.vintage = m.parent_vintage and p.code = m.parent_code
  where m.child_type = a.area_type and m.child_vintage = a.vintage and m.child_code = a.code and m.parent_type = 'lad'
  order by m.parent_vintage desc, m.share desc limit 1)`;

const areaColumns = `a.code, a.name, a.place_name, a.area_type, a.vintage,
  ST_X(ST_Transform(a.centroid, 4326)) as longitude, ST_Y(ST_Transform(a.centroid, 4326)) as latitude`;

/** Letters that LIKE gives a meaning stand for themselves. */
function likePrefix(text: string): string {
  return `${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

/** Is it a postcode or the beginning of one? "m33", "M33 2BH", "m332bh". */
export function asPostcodePrefix(text: string): string | null {
  const compact = text.toUpperCase().replaceAll(/\s+/g, '');
  return /^[A-Z]{1,2}\d[A-Z\d]?(\d[A-Z]{0,2})?$/.test(compact) ? compact : null;
}

/** Search by name, place, code and postcode. */
export function createSearchReads(database: Queryable) {
  return {
    async byCode(code: string, limit: number): Promise<FoundArea[]> {
      const rows = await database.query<AreaRow>(
        `select ${areaColumns}, ${authority} as authority from area a
         where a.code = $1 order by a.vintage desc limit $2::integer`,
        [code.toUpperCase(), limit],
      );
      return rows.map(toArea);
    },

    /**
     * Names that begin with the text, then place names and names that hold it; larger areas first, so that "Leeds"
     * is the city before a street of LSOAs called after it. Of several vintages the newest.
     */
    async byName(text: string, limit: number): Promise<FoundArea[]> {
      const rows = await database.query<AreaRow>(
        `with found as (
           select a.area_id, case when lower(a.name) = $1 then 0 when lower(a.name) like $2 then 1
                                  when lower(a.place_name) like $2 then 2 else 3 end as closeness,
             row_number() over (partition by a.area_type, a.code order by a.vintage desc) as recency
           from area a
           where a.area_type <> 'oa' and (lower(a.name) like $2 or strpos(lower(a.name), $1) > 0
             or strpos(lower(a.name_welsh), $1) > 0 or strpos(lower(a.place_name), $1) > 0))
         select ${areaColumns}, ${authority} as authority from found join area a using (area_id)
         where found.recency = 1
         order by found.closeness,
           array_position(array['nation', 'region', 'lad', 'ward', 'msoa', 'lsoa'], a.area_type), a.name, a.code
         limit $3::integer`,
        [text.toLowerCase(), likePrefix(text.toLowerCase()), limit],
      );
      return rows.map(toArea);
    },

    /**
     * Postcodes that begin with the text, each once; live ones first. Of several lists in force that have a postcode the
     * one that names its neighbourhood speaks first, then the newest: lists of positions alone have codes of older wards.
     */
    async byPostcode(prefix: string, limit: number): Promise<FoundPostcode[]> {
      const rows = await database.query<PostcodeRow>(
        `with found as (
           select distinct on (p.postcode) p.* from postcode p join dataset_release r using (release_id)
           where p.postcode like $1 and r.superseded_by is null
           order by p.postcode, p.terminated is not null, p.lsoa_code is null, p.release_id desc)
         select p.postcode, p.display, p.terminated, p.release_id, ST_X(ST_Transform(p.point, 4326)) as longitude,
           ST_Y(ST_Transform(p.point, 4326)) as latitude,
           (select coalesce(json_agg(json_build_object('type', part.type, 'code', part.code, 'name', part.name)),
                     '[]'::json)
            from (select distinct on (given.type) given.type, given.code, a.name
                  from (values ('lsoa', p.lsoa_code), ('msoa', p.msoa_code), ('ward', p.ward_code),
                               ('lad', p.lad_code)) as given (type, code)
                    left join area a on a.area_type = given.type and a.code = given.code
                  where given.code is not null order by given.type, a.vintage desc) part) as areas
         from found p
         order by p.terminated is not null, p.postcode limit $2::integer`,
        [likePrefix(prefix), limit],
      );
      return rows.map((row) => ({
        postcode: row.postcode,
        display: row.display,
        position: positionOf(row),
        terminated: row.terminated,
        releaseId: row.release_id,
        areas: row.areas,
      }));
    },
  };
}

function toArea(row: AreaRow): FoundArea {
  return {
    code: row.code,
    name: row.name,
    placeName: row.place_name,
    type: row.area_type,
    vintage: row.vintage,
    authority: row.authority,
    position: positionOf(row),
  };
}

export type SearchReads = ReturnType<typeof createSearchReads>;
