import { formatBase } from '../../../core/contract/base-text.ts';
import type { AreaType } from '../../../core/contract/area.ts';
import type { ClusterArea, ClusterKind, ClusterList } from '../../../core/contract/clusters.ts';
import type { ComparisonBase } from '../../../core/contract/profile.ts';
import { AppError } from '../../../core/errors.ts';
import { createTranslator } from '../../../core/language/translator.ts';
import { clusterSentence } from '../../../core/sentences/cluster-sentence.ts';
import { isQuadrant } from '../../../core/spatial/clusters.ts';
import type { Neighbours } from '../../../core/spatial/neighbours.ts';
import type { Database, Queryable } from '../../database/database.ts';
import { nameBoundaries } from '../../store/boundary-geometry.ts';
import { createClusterStore, type ClusterColumns, type ClusterRun } from '../../store/cluster-store.ts';
import { createBackgroundJobs, type JobContext, type Patience } from '../background-jobs.ts';
import { attributionOf, rowsWithin } from '../list-scores.ts';
import type { ScoreTable } from '../make-score-table.ts';
import type { Scoring } from '../score-table.ts';
import { placesOf, present } from '../scored-places.ts';
import { boundaryNeighbours } from './boundary-neighbours.ts';
import { clusterColumns, clusterMethod } from './cluster-columns.ts';
import { questionHash } from './question-hash.ts';

export interface ClusterRequest {
  readonly profileId: string;
  /** The profile's own when left out. */
  readonly base?: ComparisonBase | undefined;
  readonly type?: AreaType | undefined;
  readonly within?: string | undefined;
  readonly show: 'significant' | 'all';
}

type Wait = Pick<Patience, 'waitMilliseconds' | 'retryAfterSeconds'>;

export interface ClusterOptions {
  readonly database: Queryable;
  /** Written to when clusters have been worked out, and only then. */
  readonly writer: Database;
  readonly scoring: Scoring;
  /** Text that changes when the data changes. */
  readonly dataVersion: () => Promise<string>;
  /** How long a request waits for clusters that are being worked out. */
  readonly patience: Wait;
  /** Hears why clusters that were worked out could not be stored; they are given all the same. */
  readonly onNotStored?: (error: unknown) => void;
}

/** A national answer is some 3 MB: profile and base, the latest few. */
const keptResults = 8;
const keptNeighbours = 3;

/**
 * Clusters and outliers of a profile's scores: worked out in threads when first asked for, one at a time because each takes
 * every core. They are kept in memory for as long as profile, data and base are the same, and in the database until the
 * next ones of the profile and base: a restart finds them again.
 */
export function createClusters(options: ClusterOptions) {
  const { database, scoring, dataVersion } = options;
  const results = createBackgroundJobs<ClusterColumns>(keptResults);
  const touching = createBackgroundJobs<Neighbours>(keptNeighbours);

  async function columnsOf(table: ScoreTable, patience: Wait): Promise<ClusterColumns> {
    const { profileHash, dataHash, profile, areas } = table.inputs;
    const set = `${profile.areas.type} ${profile.areas.vintage} ${await dataVersion()}`;
    const key = `${profileHash} ${dataHash} ${formatBase(table.base)} ${set}`;
    const run = results.has(key) ? null : await describeRun(database, table);
    const stored = run === null ? null : await createClusterStore(database).find(run, areas.ids);
    // Not in the line of those that are worked out: what is stored need not wait for them.
    if (stored !== null) results.put(key, stored);
    const work = async (job: JobContext): Promise<ClusterColumns> => {
      const asked = run ?? (await describeRun(database, table));
      const neighbours = await touching.start(set, () =>
        boundaryNeighbours(database, profile.areas, areas.codes),
      ).result;
      const columns = await clusterColumns({
        ...{ scores: table.scored.score, groups: table.scored.groups, neighbours },
        ...job,
      });
      await keep(asked, areas.ids, columns);
      return columns;
    };
    return results.ask(key, work, { saying: 'The clusters are being worked out', ...patience });
  }

  /** An answer that was found is not lost because it could not be stored. */
  async function keep(run: ClusterRun, areaIds: Int32Array, columns: ClusterColumns): Promise<void> {
    try {
      await options.writer.transaction((transaction) =>
        createClusterStore(transaction).replace(run, areaIds, columns),
      );
    } catch (error) {
      options.onNotStored?.(error);
    }
  }

  return {
    /**
     * The clusters of a profile's own areas.
     *
     * @param patience As the service has it when left out.
     * @throws AppError not-found (profile, kind of area); not-computable where nothing touches or too few have scores;
     *   source-unavailable while they are being worked out, with how far that is.
     */
    async list(request: ClusterRequest, patience = options.patience): Promise<ClusterList> {
      const table = await scoring.table({ profileId: request.profileId, base: request.base });
      checkType(table, request.type);
      return listOf(table, await columnsOf(table, patience), request);
    },

    /** Ends what is being worked out. */
    close(): void {
      results.close();
      touching.close();
    },
  };
}

export type Clusters = ReturnType<typeof createClusters>;

async function describeRun(database: Queryable, table: ScoreTable): Promise<ClusterRun> {
  const { profile, profileHash, dataHash } = table.inputs;
  const boundaries = await nameBoundaries(database, profile.areas);
  return {
    profileId: profile.id,
    ...{ profileHash, dataHash, base: table.base, areas: profile.areas },
    method: clusterMethod,
    questionHash: questionHash(table, boundaries),
  };
}

function checkType({ inputs: { profile } }: ScoreTable, type: AreaType | undefined): void {
  if (type === undefined || type === profile.areas.type) return;
  throw new AppError(
    'not-found',
    `Clusters are looked for among the profile's own areas (${profile.areas.type}), not ${type}.`,
    { details: { field: 'type', value: type, known: [profile.areas.type] } },
  );
}

function listOf(table: ScoreTable, columns: ClusterColumns, request: ClusterRequest): ClusterList {
  const { inputs, scored } = table;
  const { profile, areas } = inputs;
  const places = placesOf(table, profile.areas.type);
  const rows = rowsWithin(table, places, request.within);
  const counts = noCounts();
  for (const row of rows) counts[columns.kinds[row] ?? 'no-data'] += 1;
  const authorities = inputs.parents.find(({ type }) => type === 'lad');
  const describe = (row: number): ClusterArea => {
    const authority = authorities?.parentOf[row] ?? -1;
    return {
      code: areas.codes[row] ?? '',
      name: areas.names[row] ?? '',
      placeName: areas.placeNames[row] || null,
      authority:
        authority < 0
          ? null
          : { code: authorities?.codes[authority] ?? '', name: authorities?.names[authority] ?? '' },
      kind: columns.kinds[row] ?? 'no-data',
      score: present(scored.score[row]),
      neighboursScore: present(columns.neighboursScore[row]),
      neighbours: columns.neighbours[row] ?? 0,
      statistic: present(columns.statistic[row]),
      p: present(columns.p[row]),
      q: present(columns.q[row]),
    };
  };
  const shown = rows.filter((row) => request.show === 'all' || isQuadrant(columns.kinds[row]));
  return {
    profileId: profile.id,
    profileTitle: profile.title,
    profileVersion: profile.version,
    profileHash: inputs.profileHash,
    dataHash: inputs.dataHash,
    base: table.base,
    areas: profile.areas,
    attribution: attributionOf(table),
    method: clusterMethod,
    sentence: clusterSentence({ counts, level: clusterMethod.level }, createTranslator('en')),
    counts,
    clusters: shown.map(describe),
  };
}

function noCounts(): Record<ClusterKind, number> {
  return {
    'high-high': 0,
    'low-low': 0,
    'high-low': 0,
    'low-high': 0,
    'not-significant': 0,
    'no-neighbours': 0,
    'no-data': 0,
    'too-few': 0,
  };
}
