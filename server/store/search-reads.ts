import type { AreaType } from '../../core/contract/area.ts';
import type { SearchResult } from '../../core/contract/score.ts';
import type { Queryable } from '../database/database.ts';

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
  areas: { type: string; code: string; name: string }[];
}

function positionOf(row: { longitude: number | null; latitude: number | null }): SearchResult['position'] {
  const { longitude, latitude } = row;
  return longitude === null || latitude === null ? null : { longitude, latitude };
}

function labelOf(row: AreaRow): string {
  const parts = [row.name, row.place_name, row.authority].filter((part) => part !== null && part !== '');
  return [...new Set(parts)].join(', ');
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
    async byCode(code: string, limit: number): Promise<SearchResult[]> {
      const rows = await database.query<AreaRow>(
        `select ${areaColumns}, ${authority} as authority from area a
         where a.code = $1 order by a.vintage desc limit $2::integer`,
        [code.toUpperCase(), limit],
      );
      return rows.map(toResult);
    },

    /**
     * Names that begin with the text, then place names and names that hold it; larger areas first, so that "Leeds"
     * is the city before a street of LSOAs called after it. Of several vintages the newest.
     */
    async byName(text: string, limit: number): Promise<SearchResult[]> {
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
      return rows.map(toResult);
    },

    /** Postcodes that begin with the text; live ones first. */
    async byPostcode(prefix: string, limit: number): Promise<SearchResult[]> {
      const rows = await database.query<PostcodeRow>(
        `select p.postcode, p.display, ST_X(ST_Transform(p.point, 4326)) as longitude,
           ST_Y(ST_Transform(p.point, 4326)) as latitude,
           (select coalesce(json_agg(json_build_object('type', part.type, 'code', part.code,
                     'name', coalesce(part.name, part.code))), '[]'::json)
            from (select distinct on (given.type) given.type, given.code, a.name
                  from (values ('lsoa', p.lsoa_code), ('msoa', p.msoa_code), ('ward', p.ward_code),
                               ('lad', p.lad_code)) as given (type, code)
                    left join area a on a.area_type = given.type and a.code = given.code
                  where given.code is not null order by given.type, a.vintage desc) part) as areas
         from postcode p join dataset_release r using (release_id)
         where p.postcode like $1 and r.superseded_by is null
         order by p.terminated is not null, p.postcode, p.release_id desc limit $2::integer`,
        [likePrefix(prefix), limit],
      );
      return rows.map((row) => ({
        kind: 'postcode',
        label: [row.display, ...namesIn(row.areas)].join(', '),
        code: row.postcode,
        type: 'postcode',
        vintage: null,
        position: positionOf(row),
        areas: row.areas,
      }));
    },
  };
}

/** Ward and authority by name; a name that is only the code says nothing. */
function namesIn(areas: PostcodeRow['areas']): string[] {
  return ['ward', 'lad'].flatMap((type) => {
    const area = areas.find((each) => each.type === type);
    return area === undefined || area.name === area.code ? [] : [area.name];
  });
}

function toResult(row: AreaRow): SearchResult {
  return {
    kind: 'area',
    label: labelOf(row),
    code: row.code,
    type: row.area_type,
    vintage: row.vintage,
    position: positionOf(row),
    areas: [],
  };
}

export type SearchReads = ReturnType<typeof createSearchReads>;
