import type { AreaSet } from '../../core/contract/area.ts';
import type { Attribution } from '../../core/contract/dataset.ts';
import type { Queryable, SqlValue } from '../database/database.ts';

/** The tables whose rows name the release they came with. */
export type CreditedTable = 'premises' | 'support_place' | 'coverage';

/**
 * Has a table rows of the release `r`? Premises and coverage have it first in their primary key, so that neither is read
 * through; support places are few.
 */
const holdsRows: Readonly<Record<CreditedTable, string>> = {
  premises: 'select 1 from premises p where p.release_id = r.release_id',
  support_place: 'select 1 from support_place p where p.release_id = r.release_id',
  coverage: 'select 1 from coverage p where p.release_id = r.release_id and p.level = $1',
};

/** Did the dataset `d` bring the boundaries in force of a set? `type` and `vintage` are the places of the bound values. */
const drewBoundaries = (type: string, vintage: string): string =>
  `exists (select 1 from boundary_set b join dataset_release r using (release_id)
     where r.dataset_id = d.dataset_id and b.is_current and b.area_type = ${type} and b.vintage = ${vintage}::integer)`;

/**
 * Whose data an answer is made of. Licences ask that the credit stands with the data it is for: an answer names the
 * datasets it is made of, and no others.
 */
export function createCreditReads(database: Queryable) {
  async function read(condition: string, values: readonly SqlValue[]): Promise<Attribution> {
    const rows = await database.query<{ attribution: string; made_up: boolean }>(
      `select distinct d.attribution, d.made_up from dataset d where ${condition} order by d.attribution`,
      [...values],
    );
    return {
      lines: [...new Set(rows.map((row) => row.attribution))],
      madeUp: rows.some((row) => row.made_up),
    };
  }

  return {
    /** Everything that is loaded. */
    everything: (): Promise<Attribution> => read('true', []),

    /** The boundaries of a set of areas, from which their names and outlines come. */
    areas: ({ type, vintage }: AreaSet): Promise<Attribution> =>
      read(drewBoundaries('$1', '$2'), [type, vintage]),

    /** One series of values, and the boundaries of the areas it stands on. */
    series: (seriesId: number, { type, vintage }: AreaSet): Promise<Attribution> =>
      read(
        `exists (select 1 from indicator_series s join dataset_release r using (release_id)
           where r.dataset_id = d.dataset_id and s.series_id = $1::integer)
         or ${drewBoundaries('$2', '$3')}`,
        [seriesId, type, vintage],
      ),

    /** The releases now in force that have rows in a table; `level` narrows coverage to its kind of area. */
    table: (table: CreditedTable, level?: string): Promise<Attribution> =>
      read(
        `exists (select 1 from dataset_release r
           where r.dataset_id = d.dataset_id and r.superseded_by is null and exists (${holdsRows[table]}))`,
        level === undefined ? [] : [level],
      ),

    /** The releases in force that premises, postcodes, and the names of areas come from. */
    codesOfPlaces: (): Promise<Attribution> =>
      read(
        `exists (select 1 from dataset_release r
           where r.dataset_id = d.dataset_id and r.superseded_by is null and (
             exists (${holdsRows.premises})
             or exists (select 1 from premises_plan p where p.release_id = r.release_id)
             or exists (select 1 from postcode p where p.release_id = r.release_id)
             or exists (select 1 from boundary_set b where b.release_id = r.release_id and b.is_current)))`,
        [],
      ),

    /** These releases, whether they are in force or not. */
    releases: (releaseIds: readonly number[]): Promise<Attribution> =>
      read(
        `exists (select 1 from dataset_release r
           where r.dataset_id = d.dataset_id and r.release_id = any($1::integer[]))`,
        [[...new Set(releaseIds)]],
      ),
  };
}

export type CreditReads = ReturnType<typeof createCreditReads>;
