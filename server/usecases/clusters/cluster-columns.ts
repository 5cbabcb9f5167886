import type { ClusterKind } from '../../../core/contract/clusters.ts';
import { AppError } from '../../../core/errors.ts';
import type { ComparisonGroups } from '../../../core/index/comparison-groups.ts';
import { isQuadrant } from '../../../core/spatial/clusters.ts';
import type { Neighbours } from '../../../core/spatial/neighbours.ts';
import { localAnalysis, type LocalAnalysis } from '../../analysis/local-analysis.ts';
import type { ClusterColumns } from '../../store/cluster-store.ts';

/** What clusters are found with; said in every answer. */
export const clusterMethod = {
  statistic: 'local-moran',
  weights: 'queen',
  permutations: 999,
  screenPermutations: 9999,
  screenLevel: 0.05,
  seed: 1,
  correction: 'bh',
  level: 0.05,
} as const;

export interface ClusterQuestion {
  /** By row; NaN where there is none. */
  readonly scores: Float64Array;
  readonly groups: ComparisonGroups;
  readonly neighbours: Neighbours;
  readonly signal: AbortSignal;
  /** 0 to 1. */
  readonly onProgress: (done: number) => void;
}

/**
 * Clusters and outliers of scores by local Moran's I with false-discovery control. Each comparison group is a world of its
 * own: areas of different groups are no neighbours, because their scores cannot be compared. By row of the scores.
 */
export async function clusterColumns(question: ClusterQuestion): Promise<ClusterColumns> {
  const { scores, groups } = question;
  const columns = {
    kinds: Array.from(scores, (): ClusterKind => 'no-data'),
    statistic: new Float64Array(scores.length).fill(NaN),
    neighboursScore: new Float64Array(scores.length).fill(NaN),
    neighbours: new Int32Array(scores.length),
    p: new Float64Array(scores.length).fill(NaN),
    q: new Float64Array(scores.length).fill(NaN),
  };
  for (let group = 0; group < groups.count; group += 1) {
    const own = scores.map((score, row) => (groups.ids[row] === group ? score : NaN));
    const found = await analyseGroup(own, question, group);
    own.forEach((score, row) => {
      if (Number.isNaN(score)) return;
      columns.kinds[row] = found === null ? 'too-few' : kindOf(found, row);
      if (found === null) return;
      columns.statistic[row] = found.statistic[row] ?? NaN;
      columns.neighboursScore[row] = found.lag[row] ?? NaN;
      columns.neighbours[row] = found.neighbourCounts[row] ?? 0;
      columns.p[row] = found.p[row] ?? NaN;
      columns.q[row] = found.q[row] ?? NaN;
    });
  }
  return columns;
}

/** Null where the group has too few scores, all equal, or none that touch. */
async function analyseGroup(
  values: Float64Array,
  { groups, neighbours, signal, onProgress }: ClusterQuestion,
  group: number,
): Promise<LocalAnalysis | null> {
  const { permutations, screenPermutations, screenLevel, seed, correction, level } = clusterMethod;
  try {
    return await localAnalysis(
      {
        statistic: 'local-moran',
        values,
        around: null,
        neighbours,
        linkWeights: null,
        style: 'W',
        conventions: { divisor: 'n', moments: 'conditional', form: '1995' },
        alternative: 'two-sided',
        permutations,
        seed,
        screening: { level: screenLevel, permutations: screenPermutations },
        decidedBy: 'permutation',
        adjustment: correction,
        level,
      },
      {
        signal,
        onProgress: (done, all) => {
          onProgress((group + done / all) / groups.count);
        },
      },
    );
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-computable') return null;
    throw error;
  }
}

function kindOf({ classes }: LocalAnalysis, row: number): ClusterKind {
  const name = classes[row];
  return isQuadrant(name) || name === 'no-neighbours' ? name : 'not-significant';
}
