import type { Bounds } from '../../../core/contract/area.ts';
import type { PublicProblem, SubjectKind } from '../../../core/contract/coverage/coverage-problem.ts';
import type { Queryable, SqlValue } from '../../database/database.ts';
import { problemColumns, toPublicProblem, type ProblemRow } from './problem-rows.ts';

/** A premises that reports were upheld about. */
export interface UpheldSpot {
  readonly uprn: number;
  readonly easting: number;
  readonly northing: number;
}

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
     * Where premises stand that reports were upheld about, by UPRN; those of a snapshot, in a box where one is given.
     *
     * @returns at most `limit` of them, and how many there are
     */
    async spots(
      snapshotId: number,
      { box, limit }: { readonly box: Bounds | null; readonly limit: number },
    ): Promise<{ readonly spots: readonly UpheldSpot[]; readonly matched: number }> {
      const values: SqlValue[] = [snapshotId, limit];
      const corners = box === null ? [] : [box.west, box.south, box.east, box.north];
      const [west, south, east, north] = corners.map((value) => `$${values.push(value)}::float8`);
      const isInBox =
        box === null
          ? 'true'
          : `ST_Transform(ST_SetSRID(ST_MakePoint(e.easting, e.northing), 27700), 4326)
             && ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326)`;
      const rows = await database.query<UpheldSpot & { matched: number }>(
        `select e.uprn, e.easting, e.northing, count(*) over () as matched
         from (select distinct case when p.subject_kind = 'premises' then p.subject_code::bigint end as uprn
               from coverage_problem p where p.state = 'upheld' and p.subject_kind = 'premises') upheld
           join premises_estimate e on e.snapshot_id = $1::integer and e.uprn = upheld.uprn
         where ${isInBox} order by e.uprn limit $2::integer`,
        values,
      );
      return {
        spots: rows.map(({ uprn, easting, northing }) => ({ uprn, easting, northing })),
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
