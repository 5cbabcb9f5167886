import type { AreaSet } from '../../core/contract/area.ts';
import { clusterKindSchema, type ClusterKind } from '../../core/contract/clusters.ts';
import type { ComparisonBase } from '../../core/contract/profile.ts';
import type { Queryable } from '../database/database.ts';
import { copyRecord, type CopyValue } from './copy-csv.ts';
import { numbersOf, textsOf } from './packed-column.ts';

/** Clusters of all areas of a set; NaN where there is no figure. */
export interface ClusterColumns {
  readonly kinds: readonly ClusterKind[];
  readonly statistic: Float64Array;
  readonly neighboursScore: Float64Array;
  readonly neighbours: Int32Array;
  readonly p: Float64Array;
  readonly q: Float64Array;
}

/** What was asked: whose scores, and a hash of everything that the figures hang on. */
export interface ClusterRun {
  readonly profileId: string;
  readonly profileHash: string;
  readonly dataHash: string;
  readonly base: ComparisonBase;
  readonly areas: AreaSet;
  readonly method: unknown;
  /** SHA-256, hexadecimal. */
  readonly questionHash: string;
}

interface PackedRow {
  areas: string | null;
  kinds: string | null;
  statistics: string | null;
  neighbours_scores: string | null;
  neighbours: string | null;
  ps: string | null;
  qs: string | null;
}

const target = {
  table: 'area_cluster',
  columns: ['cluster_run_id', 'area_id', 'kind', 'statistic', 'neighbours_score', 'neighbours', 'p', 'q'],
};
const rowsPerChunk = 2000;

/** Anybody may ask for clusters among places of their choice: the latest few of these are kept. */
const keptSelections = 8;

/** Clusters that were worked out: the latest of each profile and base. Figures come back to the last bit. */
export function createClusterStore(database: Queryable) {
  return {
    /** Puts clusters in the place of the profile's earlier ones against the same base. Call it in a transaction. */
    async replace(run: ClusterRun, areaIds: Int32Array, columns: ClusterColumns): Promise<void> {
      const [row] = await database.query<{ cluster_run_id: number }>(
        `insert into cluster_run
           (profile_id, profile_hash, data_hash, base, area_type, vintage, method, question_hash)
         values ($1, $2, $3, $4::jsonb, $5, $6::integer, $7::jsonb, $8)
         on conflict (profile_id, base) do update set profile_hash = excluded.profile_hash,
           data_hash = excluded.data_hash, area_type = excluded.area_type, vintage = excluded.vintage,
           method = excluded.method, question_hash = excluded.question_hash, computed_at = excluded.computed_at
         returning cluster_run_id`,
        [
          run.profileId,
          run.profileHash,
          run.dataHash,
          JSON.stringify(run.base),
          run.areas.type,
          run.areas.vintage,
          JSON.stringify(run.method),
          run.questionHash,
        ],
      );
      if (row === undefined) throw new Error('insert into cluster_run returned no row');
      const runId = row.cluster_run_id;
      await database.execute('delete from area_cluster where cluster_run_id = $1::integer', [runId]);
      await database.copyFrom(target, chunksOf(runId, areaIds, columns));
      await database.execute(
        `delete from cluster_run where base ->> 'kind' = 'selection' and cluster_run_id not in (
           select cluster_run_id from cluster_run where base ->> 'kind' = 'selection'
           order by computed_at desc, cluster_run_id desc limit $1::integer)`,
        [keptSelections],
      );
    },

    /** The clusters of exactly this question, by row of these areas; null where they were not worked out yet. */
    async find(run: ClusterRun, areaIds: Int32Array): Promise<ClusterColumns | null> {
      const [packed] = await database.query<PackedRow>(
        `select string_agg(c.area_id::text, ',' order by c.area_id) as areas,
           string_agg(c.kind, chr(31) order by c.area_id) as kinds,
           string_agg(coalesce(c.statistic::text, ''), ',' order by c.area_id) as statistics,
           string_agg(coalesce(c.neighbours_score::text, ''), ',' order by c.area_id) as neighbours_scores,
           string_agg(c.neighbours::text, ',' order by c.area_id) as neighbours,
           string_agg(coalesce(c.p::text, ''), ',' order by c.area_id) as ps,
           string_agg(coalesce(c.q::text, ''), ',' order by c.area_id) as qs
         from cluster_run r join area_cluster c using (cluster_run_id)
         where r.profile_id = $1 and r.base = $2::jsonb and r.profile_hash = $3 and r.data_hash = $4
           and r.question_hash = $5`,
        [run.profileId, JSON.stringify(run.base), run.profileHash, run.dataHash, run.questionHash],
      );
      return packed === undefined || packed.areas === null ? null : columnsOf(packed, areaIds);
    },
  };
}

function columnsOf(packed: PackedRow, areaIds: Int32Array): ClusterColumns {
  const stored = numbersOf(packed.areas);
  const placeOf = new Map(Array.from(stored, (areaId, place) => [areaId, place]));
  const places = Array.from(areaIds, (areaId) => placeOf.get(areaId) ?? -1);
  const kinds = textsOf(packed.kinds).map((kind) => clusterKindSchema.parse(kind));
  const byRow = (text: string | null): Float64Array => {
    const numbers = numbersOf(text);
    return Float64Array.from(places, (place) => numbers[place] ?? NaN);
  };
  return {
    kinds: places.map((place) => kinds[place] ?? 'no-data'),
    statistic: byRow(packed.statistics),
    neighboursScore: byRow(packed.neighbours_scores),
    neighbours: Int32Array.from(byRow(packed.neighbours)),
    p: byRow(packed.ps),
    q: byRow(packed.qs),
  };
}

/** A double for COPY: null where there is none; zero keeps its sign, which JavaScript's text of it has not. */
function double(value: number | undefined): CopyValue {
  if (value === undefined || Number.isNaN(value)) return null;
  return Object.is(value, -0) ? '-0' : value;
}

// eslint-disable-next-line @typescript-eslint/require-await -- COPY takes asynchronous chunks
async function* chunksOf(
  runId: number,
  areaIds: Int32Array,
  { kinds, statistic, neighboursScore, neighbours, p, q }: ClusterColumns,
): AsyncGenerator<string> {
  const rows = [...kinds.keys()].filter((row) => kinds[row] !== 'no-data');
  for (let start = 0; start < rows.length; start += rowsPerChunk) {
    yield rows
      .slice(start, start + rowsPerChunk)
      .map((row) =>
        copyRecord([
          ...[runId, areaIds[row] ?? null, kinds[row] ?? null, double(statistic[row])],
          ...[double(neighboursScore[row]), neighbours[row] ?? 0, double(p[row]), double(q[row])],
        ]),
      )
      .join('');
  }
}
