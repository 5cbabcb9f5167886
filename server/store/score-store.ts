import type { AreaSet } from '../../core/contract/area.ts';
import type { ComparisonBase } from '../../core/contract/profile.ts';
import type { Queryable } from '../database/database.ts';
import { copyRows, type CopyValue } from './copy-csv.ts';

/** A scoring of all areas: which profile, on which data, against which base. */
export interface NewScoreRun {
  readonly profileHash: string;
  readonly dataHash: string;
  readonly base: ComparisonBase;
  readonly areas: AreaSet;
  readonly areaCount: number;
  readonly scoredCount: number;
  readonly indicatorIds: readonly string[];
  readonly componentIds: readonly string[];
  readonly seriesIds: readonly number[];
  readonly notes: readonly ScoreNote[];
}

export interface ScoreNote {
  readonly code: string;
  readonly message: string;
}

export interface ScoreRun {
  readonly runId: number;
  readonly areaCount: number;
  readonly scoredCount: number;
  readonly notes: readonly ScoreNote[];
}

interface StoredPlace {
  readonly areaId: number;
  readonly score: number | null;
  readonly rank: number | null;
  readonly percentile: number | null;
  readonly decile: number | null;
  readonly missingReason: string | null;
  readonly contribution: readonly (number | null)[];
  readonly component: readonly (number | null)[];
}

/** One area with every stage of its score. */
export interface NewScore extends StoredPlace {
  readonly inputsPresent: number;
  readonly raw: readonly (number | null)[];
  readonly treated: readonly (number | null)[];
  readonly normalised: readonly (number | null)[];
}

/** One larger area, from the scores and the population of its members. */
export interface NewScoreSummary extends StoredPlace {
  readonly population: number;
  readonly areaCount: number;
  readonly scoredCount: number;
  readonly worstTenthShare: number | null;
}

const placeColumns = ['run_id', 'area_id', 'score', 'rank', 'percentile', 'decile', 'missing_reason'];
const scoreTarget = {
  table: 'score',
  columns: [...placeColumns, 'contribution', 'component', 'inputs_present', 'raw', 'treated', 'normalised'],
};
const summaryTarget = {
  table: 'score_summary',
  columns: [
    ...placeColumns,
    'contribution',
    'component',
    'population',
    'area_count',
    'scored_count',
    'worst_tenth_share',
  ],
};

/** Runs and their scores. */
export function createScoreStore(database: Queryable) {
  return {
    /** The run of this profile on this data against this base, or null when there is none yet. */
    async findRun(run: Pick<NewScoreRun, 'profileHash' | 'dataHash' | 'base'>): Promise<ScoreRun | null> {
      const rows = await database.query<{
        run_id: number;
        area_count: number;
        scored_count: number;
        notes: ScoreNote[];
      }>(
        `select run_id, area_count, scored_count, notes from score_run
         where profile_hash = $1 and data_hash = $2 and base = $3::jsonb`,
        [run.profileHash, run.dataHash, JSON.stringify(run.base)],
      );
      const row = rows[0];
      if (row === undefined) return null;
      return {
        runId: row.run_id,
        areaCount: row.area_count,
        scoredCount: row.scored_count,
        notes: row.notes,
      };
    },

    /** Opens a run; earlier runs of the same profile against the same base are no longer current. */
    async createRun(run: NewScoreRun): Promise<number> {
      await database.execute(
        `update score_run set is_current = false
         where is_current and base = $2::jsonb and profile_hash in (
           select profile_hash from profile_version
           where profile_id = (select profile_id from profile_version where profile_hash = $1))`,
        [run.profileHash, JSON.stringify(run.base)],
      );
      const rows = await database.query<{ run_id: number }>(
        `insert into score_run (profile_hash, data_hash, base, area_type, vintage, area_count, scored_count,
           indicator_ids, component_ids, series_ids, notes)
         values ($1, $2, $3::jsonb, $4, $5::integer, $6::integer, $7::integer, $8::text[], $9::text[],
           $10::integer[], $11::jsonb)
         returning run_id`,
        [
          run.profileHash,
          run.dataHash,
          JSON.stringify(run.base),
          run.areas.type,
          run.areas.vintage,
          run.areaCount,
          run.scoredCount,
          [...run.indicatorIds],
          [...run.componentIds],
          [...run.seriesIds],
          JSON.stringify(run.notes),
        ],
      );
      const first = rows[0];
      if (first === undefined) throw new Error('insert into score_run returned no row');
      return first.run_id;
    },

    /** Makes the run the current one of its profile and base again, after the data went back to what it was. */
    async makeCurrent(runId: number): Promise<void> {
      await database.execute(
        `update score_run r set is_current = (r.run_id = $1::integer)
         from score_run wanted join profile_version p on p.profile_hash = wanted.profile_hash
         where wanted.run_id = $1::integer and r.base = wanted.base
           and r.profile_hash in (select profile_hash from profile_version where profile_id = p.profile_id)
           and r.is_current <> (r.run_id = $1::integer)`,
        [runId],
      );
    },

    async copyScores(runId: number, scores: Iterable<NewScore>): Promise<number> {
      return database.copyFrom(
        scoreTarget,
        copyRows(scores, (score) => [
          ...placeValues(runId, score),
          score.inputsPresent,
          arrayText(score.raw),
          arrayText(score.treated),
          arrayText(score.normalised),
        ]),
      );
    },

    async copySummaries(runId: number, summaries: Iterable<NewScoreSummary>): Promise<number> {
      return database.copyFrom(
        summaryTarget,
        copyRows(summaries, (summary) => [
          ...placeValues(runId, summary),
          summary.population,
          summary.areaCount,
          summary.scoredCount,
          summary.worstTenthShare,
        ]),
      );
    },
  };
}

function placeValues(runId: number, place: StoredPlace): CopyValue[] {
  return [
    runId,
    place.areaId,
    place.score,
    place.rank,
    place.percentile,
    place.decile,
    place.missingReason,
    arrayText(place.contribution),
    arrayText(place.component),
  ];
}

/** PostgreSQL's text of an array of doubles. */
function arrayText(numbers: readonly (number | null)[]): string {
  return `{${numbers.map((number) => (number === null ? 'NULL' : String(number))).join(',')}}`;
}
