import type { AreaSet, AreaType } from '../../core/contract/area.ts';
import type { Queryable } from '../database/database.ts';

/** Area ids by code: what an import needs to hang rows on areas. */
export function createAreaDirectory(database: Queryable) {
  return {
    /** The ids of every area of a set, by code; empty where the set is not loaded. */
    async idsByCode(areas: AreaSet): Promise<Map<string, number>> {
      const rows = await database.query<{ code: string; area_id: number }>(
        `select code, area_id from area where area_type = $1 and vintage = $2::integer`,
        [areas.type, areas.vintage],
      );
      return new Map(rows.map((row) => [row.code, row.area_id]));
    },

    /** The vintages in which each code of a kind of area is loaded. */
    async vintagesByCode(type: AreaType): Promise<Map<string, number[]>> {
      const rows = await database.query<{ code: string; vintages: number[] }>(
        `select code, array_agg(vintage order by vintage) as vintages from area where area_type = $1 group by code`,
        [type],
      );
      return new Map(rows.map((row) => [row.code, row.vintages]));
    },

    /**
     * The population of each area of a set, by code: the latest census, else the latest mid-year estimate; empty where
     * neither is loaded.
     */
    async populations(areas: AreaSet): Promise<Map<string, number>> {
      const rows = await database.query<{ code: string; value: number }>(
        `select area.code, v.value from indicator_value v join area using (area_id)
         where v.value is not null and v.series_id = (
           select series_id from indicator_series
           where indicator_id in ('population', 'mid-year-population') and area_type = $1
             and vintage = $2::integer and is_current and value_count > 0
           order by indicator_id = 'population' desc, period desc limit 1)`,
        [areas.type, areas.vintage],
      );
      return new Map(rows.map((row) => [row.code, row.value]));
    },

    /** Which area sets are loaded. */
    async areaSets(): Promise<AreaSet[]> {
      return database.query<AreaSet>(`select distinct area_type as "type", vintage from area order by 1, 2`);
    },
  };
}
