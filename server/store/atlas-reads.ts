import type { AreaType } from '../../core/contract/area.ts';
import type { Queryable } from '../database/database.ts';

export interface BoundarySet {
  readonly type: AreaType;
  readonly vintage: number;
  readonly areaCount: number;
  /** Names the baked tiles; null where the boundaries have not been baked. */
  readonly tileHash: string | null;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** West, south, east, north in WGS84 degrees; null where no area has a boundary. */
  readonly bounds: readonly [number, number, number, number] | null;
}

interface BoundarySetRow {
  area_type: AreaType;
  vintage: number;
  area_count: number;
  tile_hash: string | null;
  tile_min_zoom: number | null;
  tile_max_zoom: number | null;
  west: number | null;
  south: number | null;
  east: number | null;
  north: number | null;
}

function boundsOf(row: BoundarySetRow): BoundarySet['bounds'] {
  const { west, south, east, north } = row;
  return west === null || south === null || east === null || north === null
    ? null
    : [west, south, east, north];
}

/** What is loaded, as a whole: boundary sets, and a version that changes when anything does. */
export function createAtlasReads(database: Queryable) {
  return {
    async boundarySets(): Promise<BoundarySet[]> {
      const rows = await database.query<BoundarySetRow>(
        `select s.area_type, s.vintage, s.area_count, s.tile_hash, s.tile_min_zoom, s.tile_max_zoom,
           box.west, box.south, box.east, box.north
         from boundary_set s left join (
           select area_type, vintage, min(west) as west, min(south) as south, max(east) as east, max(north) as north
           from area group by area_type, vintage) box on box.area_type = s.area_type and box.vintage = s.vintage
         where s.is_current order by s.area_type, s.vintage desc`,
      );
      return rows.map((row) => ({
        type: row.area_type,
        vintage: row.vintage,
        areaCount: row.area_count,
        tileHash: row.tile_hash,
        minZoom: row.tile_min_zoom ?? 0,
        maxZoom: row.tile_max_zoom ?? 0,
        bounds: boundsOf(row),
      }));
    },

    /**
     * Text that changes with every import, bake, scoring run and analysis of its uncertainty. It names the rows that answers are made from, so two
     * services with the same rows give the same text, and nothing else that happens in the database changes it.
     */
    async version(): Promise<string> {
      const rows = await database.query<{ version: string }>(
        `select concat_ws('.',
           (select count(*) || '-' || coalesce(max(release_id), 0) || '-' || count(superseded_by) || '-'
                   || coalesce(sum(rows_kept), 0) from dataset_release),
           (select count(*) || '-' || coalesce(string_agg(boundary_set_id || ':' || coalesce(tile_hash, ''), ','
                   order by boundary_set_id), '') from boundary_set where is_current),
           (select count(*) || '-' || coalesce(max(series_id), 0) from indicator_series where is_current),
           (select count(*) filter (where is_current) || '-' || coalesce(max(run_id), 0) || '-'
                   || coalesce(sum(scored_count), 0) from score_run),
           (select count(*) || '-' || coalesce(extract(epoch from max(computed_at)), 0) from uncertainty_run),
           (select coalesce(string_agg(snapshot_id::text, ',' order by snapshot_id), '') from coverage_snapshot),
           (select count(*) from saved_profile)) as version`,
      );
      return rows[0]?.version ?? '';
    },

    /** Resolves when the database answers. */
    async ping(): Promise<void> {
      await database.query('select 1 as one');
    },

    /** The number of the newest migration that has been applied; 0 before the first. */
    async schemaVersion(): Promise<number> {
      const rows = await database.query<{ version: number | null }>(
        'select max(version) as version from schema_version',
      );
      return rows[0]?.version ?? 0;
    },

    /** Is there anything to show? */
    async hasAreas(): Promise<boolean> {
      const rows = await database.query<{ found: boolean }>('select exists (select from area) as found');
      return rows[0]?.found === true;
    },
  };
}

export type AtlasReads = ReturnType<typeof createAtlasReads>;
