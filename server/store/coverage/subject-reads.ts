import { areaTypes } from '../../../core/contract/area.ts';
import type { ProblemSubject } from '../../../core/contract/coverage/coverage-problem.ts';
import type { Queryable } from '../../database/database.ts';

/** The columns of a postcode that hold codes of areas, with the kind of each. */
const postcodeAreas = `from postcode p join dataset_release r using (release_id)
  cross join lateral (values ('oa', p.oa_code), ('lsoa', p.lsoa_code), ('msoa', p.msoa_code), ('ward', p.ward_code),
    ('lad', p.lad_code)) as n (area_type, code)
  where r.superseded_by is null`;

/** The areas that the sources in force name for a subject themselves, by kind; code is null where they name none. */
const namedAreas: Readonly<Record<ProblemSubject['kind'], string>> = {
  premises: `select a.area_type, a.code
    from dataset_release r join premises p on p.release_id = r.release_id and p.uprn = $1::bigint
      left join area a on a.area_id in (p.lsoa_id, p.ward_id, p.lad_id)
    where r.superseded_by is null
    union
    select 'lad', q.lad_code from dataset_release r
      join premises_plan q on q.release_id = r.release_id and q.uprn = $1::bigint
    where r.superseded_by is null
    union
    select n.area_type, n.code ${postcodeAreas} and n.code is not null
      and not exists (select 1 from dataset_release r join premises p on p.release_id = r.release_id
        where r.superseded_by is null and p.uprn = $1::bigint and p.lsoa_id is not null)
      and p.postcode = (select replace(q.postcode, ' ', '') from dataset_release r
        join premises_plan q on q.release_id = r.release_id and q.uprn = $1::bigint
        where r.superseded_by is null and q.postcode is not null limit 1)`,
  postcode: `select n.area_type, n.code ${postcodeAreas} and p.postcode = $1
    union
    select null, null from coverage c join dataset_release r using (release_id)
    where r.superseded_by is null and c.level = 'postcode' and c.code = $1`,
  area: 'select a.area_type, a.code from area a where a.code = $1',
};

/** Kinds of area, the smallest first, to tell what can hold what. */
const kinds = `array[${areaTypes.map((type) => `'${type}'`).join(', ')}]`;

/**
 * Every area that contains one of the named ones, through one area between them at most; of a kind that is named
 * already no other is added, because a best fit of the neighbourhood is not where the premises stands. Lookups name the
 * authority of a neighbourhood and often not that of its ward: what all parts of an area lie in, it lies in itself.
 */
const withParents = (named: string): string => `
  with named as materialized (${named}),
  direct as (
    select m.parent_type, m.parent_vintage, m.parent_code
    from named n join area a on a.code = n.code and a.area_type = n.area_type
      join area_membership m on m.child_type = a.area_type and m.child_vintage = a.vintage and m.child_code = a.code
    where m.share > 0.5
    union
    select above.parent_type, above.parent_vintage, min(above.parent_code)
    from named n join area a on a.code = n.code and a.area_type = n.area_type
      join area_membership part on part.parent_type = a.area_type and part.parent_vintage = a.vintage
        and part.parent_code = a.code
      join area_membership above on above.child_type = part.child_type and above.child_vintage = part.child_vintage
        and above.child_code = part.child_code
    where array_position(${kinds}, above.parent_type) > array_position(${kinds}, a.area_type)
    group by above.parent_type, above.parent_vintage having count(distinct above.parent_code) = 1),
  above as (
    select m.parent_type, m.parent_code
    from direct d join area_membership m
      on m.child_type = d.parent_type and m.child_vintage = d.parent_vintage and m.child_code = d.parent_code
    where m.share > 0.5)
  select area_type, code from named
  union
  select parent_type, parent_code from (
    select parent_type, parent_code from direct union select parent_type, parent_code from above) as parents
  where parent_type not in (select area_type from named where code is not null)`;

/** What reports may be about: what is loaded here. */
export function createSubjectReads(database: Queryable) {
  return {
    /**
     * The codes of the areas that a premises, postcode or area lies in, itself included where it is one.
     *
     * @returns null where nothing of this code is loaded; no codes where it is, but nobody says in which area
     */
    async areaCodes({ kind, code }: ProblemSubject): Promise<string[] | null> {
      const rows = await database.query<{ code: string | null }>(withParents(namedAreas[kind]), [code]);
      if (rows.length === 0) return null;
      const codes = new Set(rows.map((row) => row.code).filter((each) => each !== null));
      return [...codes].sort();
    },
  };
}
