import type { Bounds } from '../../../core/contract/area.ts';
import type { PublicProblem, SubjectKind } from '../../../core/contract/coverage/coverage-problem.ts';
import type { UpheldPosition } from '../../../core/contract/coverage/local-evidence.ts';
import type { Queryable, SqlValue } from '../../database/database.ts';
import { problemColumns, toPublicProblem, type ProblemRow } from './problem-rows.ts';

/** What reports were upheld about, with where it is on the National Grid; all of that is null where nobody knows. */
export interface UpheldPlace {
  readonly kind: SubjectKind;
  readonly code: string;
  readonly position: UpheldPosition | null;
  readonly easting: number | null;
  readonly northing: number | null;
}

/**
 * Every subject of an upheld report with its point; `$1` is the snapshot. What BDUK calls no premises does not move the
 * mean of a postcode. Of an area that has several vintages the newest boundary counts: a point on its surface, because
 * the middle of a bent area may lie outside of it.
 */
const placedSubjects = `upheld as materialized (
    select distinct p.subject_kind as kind, p.subject_code as code from coverage_problem p where p.state = 'upheld'),
  placed as (
    select u.kind, u.code, case when e.uprn is not null then 'premises' end as position, e.easting, e.northing
    from upheld u left join premises_estimate e on e.snapshot_id = $1::integer
      and e.uprn = case when u.kind = 'premises' then u.code::bigint end
    where u.kind = 'premises'
    union all
    select u.kind, u.code,
      case when mean.easting is not null then 'mean-of-premises' when listed.point is not null then 'postcode-directory' end,
      coalesce(mean.easting, ST_X(listed.point)), coalesce(mean.northing, ST_Y(listed.point))
    from upheld u
      cross join lateral (select avg(e.easting) as easting, avg(e.northing) as northing from premises_estimate e
        where e.snapshot_id = $1::integer and e.postcode = u.code and e.is_recognised is not false) mean
      left join lateral (select q.point from postcode q join dataset_release r using (release_id)
        where r.superseded_by is null and q.postcode = u.code and q.point is not null
        order by q.release_id desc limit 1) listed on true
    where u.kind = 'postcode'
    union all
    select u.kind, u.code, case when ST_X(inside.point) is not null then 'in-area' end, ST_X(inside.point), ST_Y(inside.point)
    from upheld u
      left join lateral (select ST_PointOnSurface(a.geometry) as point from area a
        where a.code = u.code and a.geometry is not null order by a.vintage desc limit 1) inside on true
    where u.kind = 'area')`;

/** Reports that officers upheld: local evidence that stands beside the sources, for maps, pages and exports. */
export function createUpheldReads(database: Queryable) {
  async function read(condition: string, values: readonly (string | readonly string[])[]) {
    const rows = await database.query<ProblemRow>(
      `select ${problemColumns} from coverage_problem p where p.state = 'upheld' and ${condition}
       order by p.coverage_problem_id`,
      [...values],
    );
    return rows.map(toPublicProblem);
  }

  return {
    /**
     * What was upheld about premises (UPRNs in digits), postcodes (without their space) or areas themselves.
     *
     * @returns by code, the oldest first; codes without any are not in it
     */
    async of(kind: SubjectKind, codes: readonly string[]): Promise<Map<string, PublicProblem[]>> {
      const problems = await read('p.subject_kind = $1 and p.subject_code = any($2::text[])', [kind, codes]);
      const byCode = new Map<string, PublicProblem[]>();
      for (const problem of problems) {
        const before = byCode.get(problem.subject.code) ?? [];
        byCode.set(problem.subject.code, [...before, problem]);
      }
      return byCode;
    },

    /** What was upheld about anything that lay within any of these areas, themselves included, each once. */
    within: (areaCodes: readonly string[]): Promise<PublicProblem[]> =>
      read(
        `exists (select 1 from coverage_problem_area w
           where w.coverage_problem_id = p.coverage_problem_id and w.area_code = any($1::text[]))`,
        [areaCodes],
      ),

    /**
     * What reports were upheld about and where it is, in a box where one is given. What has no position is in every box
     * and comes first, so that it is never among those that do not fit; then the largest things.
     *
     * @param snapshotId of the premises; null where there is none, and then premises have no position
     * @returns at most `limit` of them, and how many there are
     */
    async places(
      snapshotId: number | null,
      { box, limit }: { readonly box: Bounds | null; readonly limit: number },
    ): Promise<{ readonly places: readonly UpheldPlace[]; readonly matched: number }> {
      const values: SqlValue[] = [snapshotId, limit];
      const corners = box === null ? [] : [box.west, box.south, box.east, box.north];
      const [west, south, east, north] = corners.map((value) => `$${values.push(value)}::float8`);
      const isInBox =
        box === null
          ? 'true'
          : `ST_Transform(ST_SetSRID(ST_MakePoint(easting, northing), 27700), 4326)
             && ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326)`;
      const rows = await database.query<UpheldPlace & { matched: number }>(
        `with ${placedSubjects}
         select kind, code, position, easting, northing, count(*) over () as matched from placed
         where position is null or ${isInBox}
         order by position is not null, array_position(array['area', 'postcode', 'premises'], kind), length(code),
           code collate "C"
         limit $2::integer`,
        values,
      );
      return {
        places: rows.map(({ kind, code, position, easting, northing }) => ({
          ...{ kind, code, position, easting, northing },
        })),
        matched: rows[0]?.matched ?? 0,
      };
    },

    /** How many were upheld within each of these areas; areas without any are not in it. */
    async countsWithin(areaCodes: readonly string[]): Promise<Map<string, number>> {
      const rows = await database.query<{ area_code: string; total: number }>(
        `select w.area_code, count(*) as total from coverage_problem p
           join coverage_problem_area w using (coverage_problem_id)
         where p.state = 'upheld' and w.area_code = any($1::text[]) group by w.area_code`,
        [[...areaCodes]],
      );
      return new Map(rows.map((row) => [row.area_code, row.total]));
    },
  };
}

export type UpheldReads = ReturnType<typeof createUpheldReads>;
