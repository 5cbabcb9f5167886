import type { Queryable } from '../../database/database.ts';

/** Full-fibre take-up of an authority, as Ofcom publishes it. Percent (0-100). */
export interface TakeUp {
  readonly code: string;
  readonly name: string;
  /** Of the premises that can have full fibre; null where it is not published. */
  readonly percentOfCoverage: number | null;
  /** Of all premises; null where it is not published. */
  readonly percentOfAll: number | null;
  readonly period: string;
  readonly releaseId: number;
}

/** The dataset and the beginnings of the titles of its columns: server/sources/ofcom/full-fibre-take-up.ts. */
const dataset = 'ofcom-full-fibre-take-up';
const ofCoverage = 'full-fibre take-up (\\% of full-fibre coverage)%';
const ofAll = 'full-fibre take-up (\\% of all premises)%';

/** Take-up of full fibre by authority: nothing finer is published, and nothing of other services. */
export function createTakeUpReads(database: Queryable) {
  return {
    /**
     * The newest figures of these authorities, in the order of their codes. By code, whatever the vintage: the code of an
     * authority changes when its borders do.
     */
    ofAuthorities: (codes: readonly string[]): Promise<TakeUp[]> =>
      database.query<TakeUp>(
        `with figure as (
           select a.code, a.name, lower(i.title) as title, s.period, s.release_id, v.value,
             dense_rank() over (partition by a.code order by s.period collate "C" desc, s.release_id desc) as place
           from indicator_series s
             join indicator i using (indicator_id)
             join dataset_release r on r.release_id = s.release_id
             join indicator_value v using (series_id)
             join area a on a.area_id = v.area_id
           where s.is_current and r.dataset_id = $1 and a.area_type = 'lad' and a.code = any($2::text[]))
         select code, min(name) as name, min(period) as period, min(release_id) as "releaseId",
           max(value) filter (where title like $3) as "percentOfCoverage",
           max(value) filter (where title like $4) as "percentOfAll"
         from figure where place = 1 group by code order by code`,
        [dataset, [...codes], ofCoverage, ofAll],
      ),
  };
}
