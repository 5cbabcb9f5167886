import type { FigureSource } from '../../../core/contract/area-page/figure-source.ts';
import type { MobileShares } from '../../../core/coverage/mobile-columns.ts';
import type { Queryable } from '../../database/database.ts';

export interface MobileRelease {
  readonly releaseId: number;
  readonly source: FigureSource;
}

export interface StoredMobile {
  readonly code: string;
  readonly name: string;
  readonly premises: number | null;
  readonly shares: MobileShares;
}

interface ReleaseRow extends FigureSource {
  readonly releaseId: number;
}

/** Mobile coverage of authorities as pages and programs ask for it. */
export function createMobileReads(database: Queryable) {
  return {
    /** The newest release in force; null where none is loaded. */
    async newest(): Promise<MobileRelease | null> {
      const [row] = await database.query<ReleaseRow & Record<string, never>>(
        `select r.release_id as "releaseId", d.dataset_id as "datasetId", d.title, d.publisher, d.licence,
           d.attribution, r.period, d.made_up as "madeUp"
         from dataset_release r join dataset d using (dataset_id)
         where r.superseded_by is null and exists (select 1 from mobile_coverage m where m.release_id = r.release_id)
         order by coalesce(r.period, '') collate "C" desc, r.release_id desc limit 1`,
      );
      if (row === undefined) return null;
      const { releaseId, ...source } = row;
      return { releaseId, source };
    },

    /** Its authorities in the order of their codes; one of them where a code is given. */
    async authorities(releaseId: number, code: string | null, isWelsh: boolean): Promise<StoredMobile[]> {
      return database.query<StoredMobile & Record<string, never>>(
        `select m.code, coalesce(case when $3::boolean then a.name_welsh end, m.name, a.name, m.code) as name,
           m.premises, m.shares
         from mobile_coverage m
         left join lateral (select name, name_welsh from area where area_type = 'lad' and code = m.code
           order by vintage desc limit 1) a on true
         where m.release_id = $1::integer and ($2::text is null or m.code = $2::text)
         order by m.code`,
        [releaseId, code, isWelsh],
      );
    },
  };
}
