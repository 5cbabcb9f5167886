import { formatBase } from '../../../core/contract/base-text.ts';
import type { AreaType } from '../../../core/contract/area.ts';
import type { ClusterArea, ClusterKind, ClusterList } from '../../../core/contract/clusters.ts';
import type { ComparisonBase } from '../../../core/contract/profile.ts';
import { AppError } from '../../../core/errors.ts';
import { clusterSentence } from '../../../core/spatial/cluster-sentence.ts';
import type { Neighbours } from '../../../core/spatial/neighbours.ts';
import type { Queryable } from '../../database/database.ts';
import { attributionOf, isWithin } from '../list-scores.ts';
import type { ScoreTable } from '../make-score-table.ts';
import type { Scoring } from '../score-table.ts';
import { placesOf, present } from '../scored-places.ts';
import { boundaryNeighbours } from './boundary-neighbours.ts';
import { clusterColumns, clusterMethod, type ClusterColumns } from './cluster-columns.ts';
import { createBackgroundJobs } from './background-jobs.ts';

export interface ClusterRequest {
  readonly profileId: string;
  /** The profile's own when left out. */
  readonly base?: ComparisonBase | undefined;
  readonly type?: AreaType | undefined;
  readonly within?: string | undefined;
  readonly show: 'significant' | 'all';
}

export interface ClusterOptions {
  readonly database: Queryable;
  readonly scoring: Scoring;
  /** Text that changes when the data changes. */
  readonly dataVersion: () => Promise<string>;
  /** How long a request waits for clusters that are being worked out. */
  readonly waitMilliseconds: number;
}

/** A national answer is some 3 MB: profile and base, the latest few. */
const keptResults = 8;
const keptNeighbours = 3;

/**
 * Clusters and outliers of a profile's scores: worked out in threads when first asked for, and kept for as long as profile,
 * data and base are the same. One at a time: each takes every core.
 */
export function createClusters({ database, scoring, dataVersion, waitMilliseconds }: ClusterOptions) {
  const results = createBackgroundJobs<ClusterColumns>(keptResults);
  const touching = createBackgroundJobs<Neighbours>(keptNeighbours);

  function columnsOf(table: ScoreTable, version: string) {
    const { profileHash, dataHash, profile, areas } = table.inputs;
    const set = `${profile.areas.type} ${profile.areas.vintage} ${version}`;
    return results.start(`${profileHash} ${dataHash} ${formatBase(table.base)} ${set}`, async (job) => {
      const neighbours = await touching.start(set, () =>
        boundaryNeighbours(database, profile.areas, areas.codes),
      ).result;
      return clusterColumns({ scores: table.scored.score, groups: table.scored.groups, neighbours, ...job });
    });
  }

  return {
    /**
     * The clusters of a profile's own areas.
     *
     * @throws AppError not-found (profile, kind of area); not-computable where nothing touches or too few have scores;
     *   source-unavailable while they are being worked out, with how far that is.
     */
    async list(request: ClusterRequest): Promise<ClusterList> {
      const table = await scoring.table({ profileId: request.profileId, base: request.base });
      checkType(table, request.type);
      const job = columnsOf(table, await dataVersion());
      const columns = await within(job.result, waitMilliseconds);
      if (columns !== null) return listOf(table, columns, request);
      throw new AppError(
        'source-unavailable',
        `The clusters are being worked out: ${Math.floor(100 * job.done())} % done. Ask again in a moment.`,
        { details: { retryAfterSeconds: 10, done: job.done() } },
      );
    },

    /** Ends what is being worked out. */
    close(): void {
      results.close();
      touching.close();
    },
  };
}

export type Clusters = ReturnType<typeof createClusters>;

/** What a promise comes to, or null when it takes longer than this. */
async function within<Result>(result: Promise<Result>, milliseconds: number): Promise<Result | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      resolve(null);
    }, milliseconds);
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
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
  const rows = places.rows.filter((row) => isWithin(table, places, { row, code: request.within }));
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
  const shown = rows.filter((row) => request.show === 'all' || isCluster(columns.kinds[row]));
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
    sentence: clusterSentence({ counts, level: clusterMethod.level }),
    counts,
    clusters: shown.map(describe),
  };
}

function isCluster(kind: ClusterKind | undefined): boolean {
  return kind === 'high-high' || kind === 'low-low' || kind === 'high-low' || kind === 'low-high';
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
