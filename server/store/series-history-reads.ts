import type { FigureSource } from '../../core/contract/area-page/figure-source.ts';
import type { AreaSet } from '../../core/contract/area.ts';
import type { MissingReason } from '../../core/contract/indicator.ts';
import type { Queryable } from '../database/database.ts';

/** One indicator of an area in one period. */
export interface HistoryPoint {
  readonly indicatorId: string;
  readonly title: string;
  readonly unit: string;
  readonly decimals: number;
  readonly period: string;
  /** Brought over from another vintage of the areas. */
  readonly isConverted: boolean;
  readonly value: number | null;
  readonly missingReason: MissingReason | null;
  readonly source: FigureSource;
}

interface HistoryRow {
  indicator_id: string;
  title: string;
  unit: string;
  decimals: number;
  period: string;
  is_converted: boolean;
  value: number | null;
  missing_reason: MissingReason | null;
  dataset_id: string;
  dataset_title: string;
  publisher: string;
  licence: string;
  attribution: string;
  made_up: boolean;
}

/** What was ever loaded of an area, for the page about it. */
export function createSeriesHistoryReads(database: Queryable) {
  return {
    /**
     * Catalogued indicators of an area that are loaded for two or more periods, every period of them in order: those in
     * force and those that a later period took the place of. Of several files of one period the one in force, else the
     * last imported. Coverage that was added up to areas is left out: it is told release by release.
     */
    async ofArea({ type, vintage, code }: AreaSet & { readonly code: string }): Promise<HistoryPoint[]> {
      const rows = await database.query<HistoryRow>(
        `with point as (
           select distinct on (s.indicator_id, s.period) s.indicator_id, s.period,
             s.converted_from is not null as is_converted, s.release_id, v.value, v.missing_reason
           from area a join indicator_value v using (area_id) join indicator_series s using (series_id)
           where a.area_type = $1 and a.vintage = $2::integer and a.code = $3
           order by s.indicator_id, s.period, s.is_current desc, s.series_id desc)
         select p.*, i.title, i.unit, i.decimals, d.dataset_id, d.title as dataset_title, d.publisher, d.licence,
           d.attribution, d.made_up
         from point p join indicator i using (indicator_id)
         join dataset_release r on r.release_id = p.release_id join dataset d on d.dataset_id = r.dataset_id
         where i.is_catalogued
           and p.indicator_id in (select indicator_id from point group by indicator_id having count(*) > 1)
           and not exists (select 1 from coverage c where c.release_id = r.release_id)
         order by i.theme, i.title, i.indicator_id, p.period collate "C"`,
        [type, vintage, code],
      );
      return rows.map((row) => ({
        indicatorId: row.indicator_id,
        title: row.title,
        unit: row.unit,
        decimals: row.decimals,
        period: row.period,
        isConverted: row.is_converted,
        value: row.value,
        missingReason: row.missing_reason,
        source: {
          datasetId: row.dataset_id,
          title: row.dataset_title,
          publisher: row.publisher,
          licence: row.licence,
          attribution: row.attribution,
          period: row.period,
          madeUp: row.made_up,
        },
      }));
    },
  };
}
