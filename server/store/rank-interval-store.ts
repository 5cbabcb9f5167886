import type { AreaSet } from '../../core/contract/area.ts';
import type { Queryable } from '../database/database.ts';
import { copyRows } from './copy-csv.ts';
import { numbersOf, textsOf } from './packed-column.ts';

/** An analysis of a stored run. */
export interface NewUncertaintyRun {
  readonly runId: number;
  readonly draws: number;
  readonly seed: number;
  readonly assumptions: unknown;
}

/** Of an area of any kind; the rank is among the areas of its kind. */
export interface StoredInterval {
  readonly areaId: number;
  readonly draws: number;
  readonly median: number;
  readonly q5: number;
  readonly q95: number;
  /** 0-1. */
  readonly worstTenthShare: number;
}

/** An interval with the size of the analysis it comes from; `interval` is null where the area has no rank in any draw. */
export interface FoundInterval {
  readonly draws: number;
  readonly seed: number;
  readonly interval: StoredInterval | null;
}

/** The intervals of all areas of a set that have one, as columns in the order of their codes. */
export interface IntervalColumns {
  readonly draws: number;
  readonly seed: number;
  readonly codes: readonly string[];
  readonly median: Float64Array;
  readonly q5: Float64Array;
  readonly q95: Float64Array;
  /** 0-1. */
  readonly worstTenthShare: Float64Array;
}

/** The scores that an analysis is of. */
interface ScoringKey {
  readonly profileHash: string;
  readonly dataHash: string;
  readonly base: unknown;
}

const target = {
  table: 'rank_interval',
  columns: ['run_id', 'area_id', 'draws', 'rank_median', 'rank_q5', 'rank_q95', 'worst_tenth_share'],
};

/** Intervals of ranks, of small areas and of larger ones: the last analysis of each stored run of scores. */
export function createRankIntervalStore(database: Queryable) {
  return {
    /** Puts an analysis in the place of the run's earlier one. Call it in a transaction. */
    async replace(run: NewUncertaintyRun, intervals: readonly StoredInterval[]): Promise<void> {
      await database.execute('delete from uncertainty_run where run_id = $1::integer', [run.runId]);
      await database.execute(
        `insert into uncertainty_run (run_id, draws, seed, assumptions)
         values ($1::integer, $2::integer, $3::bigint, $4::jsonb)`,
        [run.runId, run.draws, run.seed, JSON.stringify(run.assumptions)],
      );
      await database.copyFrom(
        target,
        copyRows(intervals, ({ areaId, draws, median, q5, q95, worstTenthShare }) => [
          ...[run.runId, areaId, draws],
          ...[median, q5, q95, worstTenthShare],
        ]),
      );
    },

    /** What the last analysis of this scoring says of an area; null where there was none. */
    async find(scoring: ScoringKey, areaId: number): Promise<FoundInterval | null> {
      const [row] = await database.query<FoundRow>(
        `select u.draws as run_draws, u.seed::double precision as seed, i.draws, i.rank_median, i.rank_q5, i.rank_q95,
           i.worst_tenth_share
         from score_run s
         join uncertainty_run u on u.run_id = s.run_id
         left join rank_interval i on i.run_id = u.run_id and i.area_id = $4::integer
         where s.profile_hash = $1 and s.data_hash = $2 and s.base = $3::jsonb`,
        [scoring.profileHash, scoring.dataHash, JSON.stringify(scoring.base), areaId],
      );
      if (row === undefined) return null;
      const { run_draws: runDraws, seed, draws, rank_median: median, rank_q5: q5, rank_q95: q95 } = row;
      const worstTenthShare = row.worst_tenth_share;
      const isThere =
        draws !== null && median !== null && q5 !== null && q95 !== null && worstTenthShare !== null;
      return {
        draws: runDraws,
        seed,
        interval: isThere ? { areaId, draws, median, q5, q95, worstTenthShare } : null,
      };
    },

    /** What the last analysis of this scoring says of some areas; those without an interval are left out. */
    async some(
      scoring: ScoringKey,
      areaIds: readonly number[],
    ): Promise<{ readonly areaId: number; readonly q5: number; readonly q95: number }[]> {
      return database.query(
        `select i.area_id as "areaId", i.rank_q5 as q5, i.rank_q95 as q95
         from score_run s join rank_interval i on i.run_id = s.run_id
         where s.profile_hash = $1 and s.data_hash = $2 and s.base = $3::jsonb and i.area_id = any($4::integer[])`,
        [scoring.profileHash, scoring.dataHash, JSON.stringify(scoring.base), [...areaIds]],
      );
    },

    /** What the last analysis of this scoring says of the areas of a set; null where it says nothing of any. */
    async columns(scoring: ScoringKey, { type, vintage }: AreaSet): Promise<IntervalColumns | null> {
      const joined = (expression: string, separator: string): string =>
        `string_agg(${expression}, ${separator} order by a.code collate "C")`;
      const [row] = await database.query<ColumnsRow>(
        `select u.draws, u.seed::double precision as seed, ${joined('a.code', 'chr(31)')} as codes,
           ${joined('i.rank_median::text', "','")} as medians, ${joined('i.rank_q5::text', "','")} as q5s,
           ${joined('i.rank_q95::text', "','")} as q95s,
           ${joined('i.worst_tenth_share::text', "','")} as worst_tenth_shares
         from score_run s
         join uncertainty_run u on u.run_id = s.run_id
         join rank_interval i on i.run_id = u.run_id
         join area a on a.area_id = i.area_id and a.area_type = $4 and a.vintage = $5::integer
         where s.profile_hash = $1 and s.data_hash = $2 and s.base = $3::jsonb
         group by u.run_id, u.draws, u.seed`,
        [scoring.profileHash, scoring.dataHash, JSON.stringify(scoring.base), type, vintage],
      );
      if (row === undefined) return null;
      return {
        draws: row.draws,
        seed: row.seed,
        codes: textsOf(row.codes),
        median: numbersOf(row.medians),
        q5: numbersOf(row.q5s),
        q95: numbersOf(row.q95s),
        worstTenthShare: numbersOf(row.worst_tenth_shares),
      };
    },
  };
}

interface FoundRow {
  readonly run_draws: number;
  readonly seed: number;
  readonly draws: number | null;
  readonly rank_median: number | null;
  readonly rank_q5: number | null;
  readonly rank_q95: number | null;
  readonly worst_tenth_share: number | null;
}

interface ColumnsRow {
  readonly draws: number;
  readonly seed: number;
  readonly codes: string | null;
  readonly medians: string | null;
  readonly q5s: string | null;
  readonly q95s: string | null;
  readonly worst_tenth_shares: string | null;
}
