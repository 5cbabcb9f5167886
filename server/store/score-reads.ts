import type { AreaSet, AreaType } from '../../core/contract/area.ts';
import type { Profile, ProfileNode } from '../../core/contract/profile.ts';
import { profileSchema } from '../../core/contract/profile.ts';
import type { Score } from '../../core/contract/score.ts';
import type { Queryable } from '../database/database.ts';
import { newestPopulation } from './area-reads.ts';

interface RunRow {
  run_id: number;
  definition: unknown;
  area_type: AreaType;
  vintage: number;
  scored_count: number;
  indicator_ids: string[];
  component_ids: string[];
}

interface StoredRun {
  readonly runId: number;
  readonly profile: Profile;
  /** The areas that were scored; larger areas are summed up from them. */
  readonly areas: AreaSet;
  readonly scoredCount: number;
  readonly indicatorIds: readonly string[];
  readonly componentIds: readonly string[];
}

interface ScoreRow {
  code: string;
  name: string;
  place_name: string | null;
  score: number | null;
  rank: number | null;
  joint_rank: number | null;
  rank_of: number;
  percentile: number | null;
  decile: number | null;
  inputs_present: number | null;
  missing_reason: Score['missingReason'];
  population: number | null;
  component: (number | null)[];
  contribution: (number | null)[];
}

export interface ProfileScore {
  readonly profileId: string;
  readonly score: Score;
}

function toRun(row: RunRow): StoredRun {
  return {
    runId: row.run_id,
    profile: profileSchema.parse(row.definition),
    areas: { type: row.area_type, vintage: row.vintage },
    scoredCount: row.scored_count,
    indicatorIds: row.indicator_ids,
    componentIds: row.component_ids,
  };
}

/** How many indicators can move the score: leaves whose own weight and every weight above them is more than zero. */
function countInputs(nodes: readonly ProfileNode[]): number {
  return nodes
    .filter((node) => node.weight > 0)
    .reduce((count, node) => count + ('indicator' in node ? 1 : countInputs(node.children)), 0);
}

function byId(ids: readonly string[], values: readonly (number | null)[]): Record<string, number | null> {
  return Object.fromEntries(ids.map((id, position) => [id, values[position] ?? null]));
}

function toScore(row: ScoreRow, run: StoredRun): Score {
  return {
    code: row.code,
    name: row.name,
    placeName: row.place_name,
    score: row.score,
    rank: row.rank,
    jointRank: row.joint_rank,
    rankOf: row.rank_of,
    percentile: row.percentile,
    decile: row.decile,
    inputsPresent: row.inputs_present ?? row.contribution.filter((value) => value !== null).length,
    inputsTotal: countInputs(run.profile.components),
    missingReason: row.missing_reason,
    population: row.population,
    components: byId(run.componentIds, row.component),
    contributions: byId(run.indicatorIds, row.contribution),
  };
}

const placeColumns = `a.code, a.name, a.place_name, s.score, s.rank, s.percentile, s.decile, s.missing_reason,
  s.component, s.contribution`;

/** The best of the ranks that an area shares with others of its kind in the same run; null where it shares none. */
const jointRank = (
  others: string,
): string => `case when (select count(*) from ${others} and o.rank = s.rank) > 1
    then (select 1 + count(*)::integer from ${others} and o.rank < s.rank) end as joint_rank`;

const scoredOthers = 'score o where o.run_id = s.run_id';
const largerOthers = `score_summary o join area oa using (area_id)
     where o.run_id = s.run_id and oa.area_type = $2 and oa.vintage = $3::integer`;

const ofScoredArea = `select ${placeColumns}, ${jointRank(scoredOthers)}, s.inputs_present, ${newestPopulation} as population,
    $5::integer as rank_of
  from score s join area a using (area_id)
  where s.run_id = $1::integer and a.area_type = $2 and a.vintage = $3::integer and a.code = $4`;

const ofLargerArea = `select ${placeColumns}, ${jointRank(largerOthers)}, null::integer as inputs_present, s.population,
    (select count(*) from ${largerOthers} and o.rank is not null) as rank_of
  from score_summary s join area a using (area_id)
  where s.run_id = $1::integer and a.area_type = $2 and a.vintage = $3::integer and a.code = $4
    and $5::integer is not null`;

/** The stored scores of one area. */
export function createScoreReads(database: Queryable) {
  /** The newest current run of each profile that compares everything with everything: the figures people quote. */
  async function runsAgainstEverything(): Promise<StoredRun[]> {
    const rows = await database.query<RunRow>(
      `select distinct on (p.profile_id) r.run_id, p.definition, r.area_type, r.vintage, r.scored_count,
         r.indicator_ids, r.component_ids
       from score_run r join profile_version p using (profile_hash)
       where r.is_current and r.base ->> 'kind' = 'everything' order by p.profile_id, r.run_id desc`,
    );
    return rows.map(toRun);
  }

  return {
    async ofArea(area: AreaSet & { readonly code: string }): Promise<ProfileScore[]> {
      const found: ProfileScore[] = [];
      for (const run of await runsAgainstEverything()) {
        const isScored = area.type === run.areas.type && area.vintage === run.areas.vintage;
        const rows = await database.query<ScoreRow>(isScored ? ofScoredArea : ofLargerArea, [
          run.runId,
          area.type,
          area.vintage,
          area.code,
          run.scoredCount,
        ]);
        if (rows[0] !== undefined) found.push({ profileId: run.profile.id, score: toScore(rows[0], run) });
      }
      return found;
    },
  };
}

export type ScoreReads = ReturnType<typeof createScoreReads>;
