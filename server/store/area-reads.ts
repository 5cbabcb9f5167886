import type {
  AreaSet,
  AreaSummary,
  AreaType,
  Bounds,
  Membership,
  MembershipMethod,
} from '../../core/contract/area.ts';
import { nameOrCode } from '../../core/geography/nation.ts';
import { welshNameOfCode } from '../../core/geography/welsh-names.ts';
import type { Queryable, SqlValue } from '../database/database.ts';
import { withinCondition } from './within.ts';

export interface AreaPageQuery {
  readonly areas: AreaSet;
  readonly within: string | null;
  readonly box: Bounds | null;
  readonly code: string | null;
  readonly text: string | null;
  /** Only areas with a code after this one; the order is by code. */
  readonly after: string | null;
  readonly limit: number;
  readonly withGeometry: boolean;
}

/** An area and, where it was asked for, its boundary as GeoJSON text in WGS84. */
export interface AreaWithGeometry {
  readonly area: AreaSummary;
  readonly geometry: string | null;
}

interface AreaRow {
  code: string;
  name: string;
  area_type: AreaType;
  vintage: number;
  name_welsh: string | null;
  place_name: string | null;
  longitude: number | null;
  latitude: number | null;
  west: number | null;
  south: number | null;
  east: number | null;
  north: number | null;
  population: number | null;
  made_up: boolean;
  geometry: string | null;
}

/**
 * SQL of the number of people in area `a`: the census count, else the newest mid-year estimate; null without either.
 */
export const newestPopulation = `(select v.value from indicator_series i join indicator_value v using (series_id)
  where i.indicator_id in ('population', 'mid-year-population') and i.is_current and i.area_type = a.area_type
    and i.vintage = a.vintage and v.area_id = a.area_id
  order by i.indicator_id desc, i.period desc limit 1)`;

const summaryColumns = `a.code, a.name, a.area_type, a.vintage, a.name_welsh, a.place_name,
  ST_X(ST_Transform(a.centroid, 4326)) as longitude, ST_Y(ST_Transform(a.centroid, 4326)) as latitude,
  a.west, a.south, a.east, a.north, ${newestPopulation} as population, a.made_up`;

function toSummary(row: AreaRow): AreaSummary {
  const { west, south, east, north, longitude, latitude } = row;
  const hasBounds = west !== null && south !== null && east !== null && north !== null;
  return {
    code: row.code,
    name: nameOrCode(row.code, row.name),
    type: row.area_type,
    vintage: row.vintage,
    nameWelsh: row.name_welsh ?? welshNameOfCode(row.code),
    placeName: row.place_name,
    centroid: longitude === null || latitude === null ? null : { longitude, latitude },
    bounds: hasBounds ? { west, south, east, north } : null,
    population: row.population,
    madeUp: row.made_up,
  };
}

export interface SqlText {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/**
 * The text of a page of areas. A condition that is not asked for is not in the text at all: one text for "a box or no
 * box" gets a plan that serves neither (measured: 178 ms a page in place of 1 to 2).
 */
function areaPageSql(query: AreaPageQuery): SqlText {
  const values: SqlValue[] = [query.areas.type, query.areas.vintage];
  const bind = (value: SqlValue): string => `$${values.push(value)}`;
  const conditions = ['a.area_type = $1', 'a.vintage = $2::integer'];
  if (query.after !== null) conditions.push(`a.code > ${bind(query.after)}`);
  if (query.code !== null) conditions.push(`a.code = ${bind(query.code)}`);
  if (query.text !== null) {
    const position = bind(query.text.toLowerCase());
    conditions.push(`strpos(lower(concat_ws(' ', a.name, a.name_welsh, a.place_name)), ${position}) > 0`);
  }
  if (query.within !== null) {
    conditions.push(
      withinCondition(bind(query.within), { type: '$1', vintage: '$2::integer', code: 'a.code' }),
    );
  }
  if (query.box !== null) {
    const { west, south, east, north } = query.box;
    const corners = [west, south, east, north].map((corner) => `${bind(corner)}::double precision`);
    // The box is brought to the stored grid, so that the spatial index is used ...
    conditions.push(`a.geometry && ST_Transform(ST_MakeEnvelope(${corners.join(', ')}, 4326), 27700)`);
    const [w = '', s = '', e = '', n = ''] = corners;
    // ... and compared in degrees as well, because its grid rectangle is a little larger than it.
    conditions.push(`a.west <= ${e} and a.east >= ${w} and a.south <= ${n} and a.north >= ${s}`);
  }
  const geometry = query.withGeometry ? 'ST_AsGeoJSON(ST_Transform(a.geometry, 4326), 6)' : 'null::text';
  const text = `select ${summaryColumns}, ${geometry} as geometry from area a
    where ${conditions.join(' and ')} order by a.code limit ${bind(query.limit)}::integer`;
  return { text, values };
}

interface MembershipRow {
  code: string;
  name: string | null;
  area_type: AreaType;
  vintage: number;
  method: MembershipMethod;
  share: number;
}

/** Areas as callers ask for them. */
export function createAreaReads(database: Queryable) {
  return {
    /** The newest vintage of this kind that has areas; null where there are none. */
    async newestVintage(type: AreaType): Promise<number | null> {
      const rows = await database.query<{ vintage: number | null }>(
        'select max(vintage) as vintage from area where area_type = $1',
        [type],
      );
      return rows[0]?.vintage ?? null;
    },

    /** The codes of these kinds of areas, each kind in its newest vintage. */
    async currentCodes(types: readonly AreaType[]): Promise<string[]> {
      const rows = await database.query<{ code: string }>(
        `select a.code from area a
         where a.area_type = any($1::text[])
           and a.vintage = (select max(vintage) from area newest where newest.area_type = a.area_type)
         order by array_position($1::text[], a.area_type), a.code`,
        [[...types]],
      );
      return rows.map(({ code }) => code);
    },

    async page(query: AreaPageQuery): Promise<AreaWithGeometry[]> {
      const { text, values } = areaPageSql(query);
      const rows = await database.query<AreaRow>(text, values);
      return rows.map((row) => ({ area: toSummary(row), geometry: row.geometry }));
    },

    /**
     * Every area with this code, the newest vintage first: one code may stand for areas of two kinds or vintages. An
     * authority, region or nation that only a lookup names comes after the same one with a border: it has no map, no
     * middle and no places nearby.
     */
    async findByCode(code: string): Promise<AreaSummary[]> {
      const rows = await database.query<AreaRow>(
        `select ${summaryColumns}, null::text as geometry from area a where a.code = $1
         order by a.area_type in ('lad', 'region', 'nation') and a.geometry is null, a.vintage desc, a.area_type`,
        [code],
      );
      return rows.map(toSummary);
    },

    /** The Welsh names of those areas that have one, by kind and code ("ward W05000001"), of the newest vintage. */
    async welshNames(codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const rows = await database.query<{ area_type: AreaType; code: string; name_welsh: string }>(
        `select distinct on (area_type, code) area_type, code, name_welsh from area
         where code = any($1::text[]) and name_welsh is not null order by area_type, code, vintage desc`,
        [[...codes]],
      );
      return new Map(rows.map((row) => [`${row.area_type} ${row.code}`, row.name_welsh]));
    },

    /** What the area is part of, smallest first. */
    async memberships(area: AreaSet & { readonly code: string }): Promise<Membership[]> {
      const rows = await database.query<MembershipRow>(
        `select m.parent_code as code, p.name, m.parent_type as area_type, m.parent_vintage as vintage,
           m.method, m.share
         from area_membership m
         left join area p on p.area_type = m.parent_type and p.vintage = m.parent_vintage and p.code = m.parent_code
         where m.child_type = $1 and m.child_vintage = $2::integer and m.child_code = $3
         order by array_position(array['oa', 'lsoa', 'msoa', 'ward', 'lad', 'region', 'nation'], m.parent_type),
           m.parent_vintage desc, m.share desc, m.parent_code`,
        [area.type, area.vintage, area.code],
      );
      return rows.map((row) => ({
        code: row.code,
        name: nameOrCode(row.code, row.name),
        type: row.area_type,
        vintage: row.vintage,
        method: row.method,
        share: row.share,
      }));
    },

    /** What the area directly holds, at most 500, of kinds larger than output areas. */
    async children(
      area: AreaSet & { readonly code: string },
    ): Promise<{ code: string; name: string; type: string }[]> {
      const rows = await database.query<{ code: string; name: string | null; type: string }>(
        `select m.child_code as code, c.name, m.child_type as type
         from area_membership m
         left join area c on c.area_type = m.child_type and c.vintage = m.child_vintage and c.code = m.child_code
         where m.parent_type = $1 and m.parent_vintage = $2::integer and m.parent_code = $3 and m.child_type <> 'oa'
         order by array_position(array['region', 'lad', 'ward', 'msoa', 'lsoa'], m.child_type), c.name, m.child_code
         limit 500`,
        [area.type, area.vintage, area.code],
      );
      return rows.map((row) => ({ code: row.code, name: row.name ?? row.code, type: row.type }));
    },
  };
}

export type AreaReads = ReturnType<typeof createAreaReads>;
