import { AppError } from '../errors.ts';
import { aggregateColumns } from './aggregate.ts';
import type { SolveLinearProgramme } from './benefit-of-the-doubt.ts';
import type { ComparisonGroups } from './comparison-groups.ts';
import type { CompiledIndex, CompiledNode } from './compile-profile.ts';
import { derivedWeights, type NodeColumns } from './derive-weights.ts';
import type { GroupScaling } from './group-scaling.ts';
import { columnOf, type IndicatorMatrix } from './indicator-matrix.ts';
import { nameError } from './name-error.ts';
import { isRankBased, normaliseColumn, undefinedGroups, type NormalisedColumn } from './normalise.ts';
import { presentationScaling, presentScore } from './present-score.ts';
import { ranksOf, rankScores, type Ranking } from './rank-scores.ts';
import { settleTies } from './settle-ties.ts';
import { effectiveWeights } from './weights.ts';

/** A column that could not be normalised in some comparison groups because all its values there are equal. */
export interface ZeroRange {
  /** Indicator or component id. */
  readonly id: string;
  readonly groups: readonly number[];
}

/** The index of every area with all its stages. Arrays are by row; NaN is missing; nothing is changed afterwards. */
export interface ScoredIndex {
  readonly compiled: CompiledIndex;
  readonly groups: ComparisonGroups;
  readonly weights: Float64Array;
  readonly raw: IndicatorMatrix;
  /** By slot: the indicator or component as its parent takes it, after its own normalisation. */
  readonly columns: readonly NormalisedColumn[];
  /** By node: the aggregated value before the node's own normalisation. */
  readonly aggregated: readonly Float64Array[];
  readonly presentation: GroupScaling;
  /** 0 (least risk) to 100 (most); the index in its own units where the profile's presentation is `none`. */
  readonly score: Float64Array;
  /** Within the comparison group; 1 = greatest risk, ties as the profile says (their average). */
  readonly rank: Float64Array;
  /** Percent (0-100) of the other areas of the group with a lower score, ties counted half; NaN without others. */
  readonly percentile: Float64Array;
  /** 1 = the tenth at greatest risk; 0 = missing. */
  readonly decile: Uint8Array;
  /** How many indicators of a weight above zero the score rests on. */
  readonly inputsPresent: Uint8Array;
  /** By group: how many areas were ranked. */
  readonly rankedCounts: Int32Array;
  readonly zeroRanges: readonly ZeroRange[];
}

/** Scores again and again with other weights: the normalised indicators are kept, only what follows is repeated. */
export interface IndexScorer {
  /** The profile as it is scored: with the weights that its weighting works out, where it asks for that. */
  readonly compiled: CompiledIndex;
  /** The weights used unless others are given: those of `compiled`. */
  readonly weights: Float64Array;
  score(weights?: Float64Array): ScoredIndex;
  /**
   * The ranks of `score` and what is ranked, for those who score a thousand times. Areas may be ranked among others than
   * those they are normalised with: then the index is ranked as it comes out, before presentation.
   */
  rank(weights?: Float64Array, rankedIn?: ComparisonGroups): RankedScores;
}

export interface RankedScores extends Pick<Ranking, 'rank' | 'rankedCounts'> {
  /**
   * What the ranks are of, higher is worse: the score, or the index before presentation where areas are ranked among
   * others than those they are normalised with. Comparable within one group of one scoring, and nowhere else.
   */
  readonly score: Float64Array;
}

export interface ScorerOptions {
  /** For methods that name an area: its row, or null. */
  readonly rowOfArea?: (code: string) => number | null;
  /** For benefit of the doubt. */
  readonly solve?: SolveLinearProgramme;
}

/**
 * Prepares a profile for scoring these areas: directs and normalises every indicator once.
 *
 * Shape: the columns of the matrix follow `compiled.leaves`; `groups.ids` has one entry per row.
 *
 * @throws AppError invalid-request when the shapes differ or a value is infinite.
 */
export function createScorer(
  compiled: CompiledIndex,
  raw: IndicatorMatrix,
  groups: ComparisonGroups,
  options: ScorerOptions = {},
): IndexScorer {
  checkShape(compiled, raw, groups);
  const solve = options.solve ?? null;
  const rowOfArea = options.rowOfArea ?? null;
  const zeroRanges: ZeroRange[] = [];
  const leafColumns = compiled.leaves.map((leaf) => {
    const directed = directedColumn(columnOf(raw, leaf.slot), leaf.sign);
    const column = nameError(leaf.indicatorId, () =>
      normaliseColumn(directed, groups, leaf.normalise, { ...leaf, rowOfArea }),
    );
    noteZeroRange(zeroRanges, leaf.indicatorId, undefinedGroups(directed, column.values, groups));
    return column;
  });
  const countPresent = createInputCounter(compiled, leafColumns, raw.rowCount);
  const prepared = { compiled, raw, groups, leafColumns, zeroRanges, countPresent, solve };
  const ownWeights = derivedWeights(compiled, leafColumns, (node, columns, weights) =>
    nodeColumns(node, columns, { ...prepared, weights }),
  );
  const settled = { ...prepared, compiled: { ...compiled, weights: ownWeights } };
  return {
    compiled: settled.compiled,
    weights: ownWeights,
    score: (weights = ownWeights) => aggregateAndRank({ ...settled, weights }),
    rank: (weights = ownWeights, rankedIn = groups) => rankOnly({ ...settled, weights }, rankedIn),
  };
}

/**
 * Scores every area once: direction, normalisation, nested aggregation, presentation, ranks.
 *
 * Missing: a value that is missing, or that cannot be normalised because its whole group is equal, is left out and its
 * weight goes to its siblings, down to the profile's availability threshold; below it the node, and so the score, is missing.
 *
 * @throws AppError not-computable when no area at all gets a score, with the reason; invalid-request on wrong shapes.
 * @example scoreIndex(compileProfile(profile, directionOf), matrix, oneGroup(matrix.rowCount)).score
 */
export function scoreIndex(
  compiled: CompiledIndex,
  raw: IndicatorMatrix,
  groups: ComparisonGroups,
  weights?: Float64Array,
): ScoredIndex {
  return createScorer(compiled, raw, groups).score(weights);
}

interface Prepared {
  readonly compiled: CompiledIndex;
  readonly raw: IndicatorMatrix;
  readonly groups: ComparisonGroups;
  readonly weights: Float64Array;
  readonly leafColumns: readonly NormalisedColumn[];
  readonly zeroRanges: readonly ZeroRange[];
  readonly countPresent: (weights: Float64Array) => Uint8Array;
  readonly solve: SolveLinearProgramme | null;
}

function aggregateAndRank(prepared: Prepared): ScoredIndex {
  const { compiled, raw, groups, weights, leafColumns } = prepared;
  const columns = [...leafColumns];
  const aggregated: Float64Array[] = [];
  const zeroRanges = [...prepared.zeroRanges];
  for (const node of compiled.nodes) {
    const { before, column } = nodeColumns(node, columns, prepared);
    if (column.values !== before) {
      noteZeroRange(zeroRanges, node.id, undefinedGroups(before, column.values, groups));
    }
    aggregated.push(before);
    columns.push(column);
  }
  const index = columns.at(-1)?.values ?? new Float64Array(0);
  const presentation = presentationScaling(index, groups, compiled.presentation);
  const score = presentScore(index, groups, { scaling: presentation, rule: compiled.presentation });
  noteZeroRange(zeroRanges, compiled.nodes.at(-1)?.id ?? '', undefinedGroups(index, score, groups));
  const ranking = rankScores(score, groups, compiled.ranking);
  if (ranking.rankedCounts.every((count) => count === 0)) throw nothingScored(zeroRanges);
  const inputsPresent = prepared.countPresent(weights);
  const stages = { compiled, groups, weights, raw, columns, aggregated, presentation, score };
  return { ...stages, ...ranking, inputsPresent, zeroRanges };
}

function rankOnly(prepared: Prepared, rankedIn: ComparisonGroups): RankedScores {
  const { compiled, groups, leafColumns, zeroRanges } = prepared;
  const columns = [...leafColumns];
  for (const node of compiled.nodes) columns.push(nodeColumns(node, columns, prepared).column);
  const index = columns.at(-1)?.values ?? new Float64Array(0);
  const rule = compiled.presentation;
  const score =
    rankedIn === groups
      ? presentScore(index, groups, { scaling: presentationScaling(index, groups, rule), rule })
      : index;
  const { ranks: rank, counts: rankedCounts } = ranksOf(score, rankedIn, compiled.ranking);
  if (rankedCounts.every((count) => count === 0)) throw nothingScored(zeroRanges);
  return { score, rank, rankedCounts };
}

/** A node's value before and after its own normalisation. */
function nodeColumns(
  node: CompiledNode,
  columns: readonly NormalisedColumn[],
  rule: Pick<Prepared, 'compiled' | 'groups' | 'weights' | 'solve'>,
): NodeColumns {
  const { compiled, groups, weights, solve } = rule;
  const before = nameError(node.id, () =>
    aggregateColumns(
      node.aggregate,
      {
        children: node.children.map((slot) => columns[slot]?.values ?? new Float64Array(0)),
        weights: node.children.map((slot) => weights[slot] ?? 0),
        availability: node.availability,
        availabilityBy: compiled.availabilityBy,
      },
      { groups, total: node.total, solve },
    ),
  );
  if (node.normalise.method === 'none') return { before, column: { values: before, scaling: null } };
  const settled = isRankBased(node.normalise) ? settleTies(before) : before;
  return { before, column: nameError(node.id, () => normaliseColumn(settled, groups, node.normalise)) };
}

/**
 * Counts, for each row, the indicators present that carry weight. The count of the last set of indicators is kept:
 * while a slider moves, the weights change and the set does not.
 */
function createInputCounter(
  compiled: CompiledIndex,
  leafColumns: readonly NormalisedColumn[],
  rowCount: number,
): (weights: Float64Array) => Uint8Array {
  let counted: { readonly carried: string; readonly counts: Uint8Array } | null = null;
  return (weights) => {
    const shares = effectiveWeights(compiled, weights);
    const carried = Array.from(shares, (share) => (share > 0 ? '1' : '0')).join('');
    if (counted?.carried === carried) return counted.counts;
    const counts = new Uint8Array(rowCount);
    for (const leaf of compiled.leaves) {
      const values = leafColumns[leaf.slot]?.values;
      if (values === undefined || shares[leaf.slot] === 0) continue;
      for (let row = 0; row < rowCount; row += 1) {
        if (!Number.isNaN(values[row])) counts[row] = (counts[row] ?? 0) + 1;
      }
    }
    counted = { carried, counts };
    return counts;
  };
}

/** The values with higher meaning riskier; those that have it that way round already are not copied. */
function directedColumn(values: Float64Array, sign: 1 | -1): Float64Array {
  if (sign === 1) return values;
  const directed = new Float64Array(values.length);
  for (let row = 0; row < values.length; row += 1) directed[row] = -(values[row] ?? NaN);
  return directed;
}

function noteZeroRange(zeroRanges: ZeroRange[], id: string, groups: readonly number[]): void {
  if (groups.length > 0) zeroRanges.push({ id, groups });
}

function checkShape(compiled: CompiledIndex, raw: IndicatorMatrix, groups: ComparisonGroups): void {
  if (raw.columnCount !== compiled.leaves.length || groups.ids.length !== raw.rowCount) {
    throw new AppError('invalid-request', 'The data does not fit the profile.', {
      details: {
        reason: `the profile has ${compiled.leaves.length} indicators and the data ${raw.columnCount} columns; \
the data has ${raw.rowCount} areas and the comparison groups ${groups.ids.length}`,
      },
    });
  }
  const infinite = firstInfinite(raw.values);
  if (infinite < 0) return;
  const indicator = compiled.leaves[Math.floor(infinite / raw.rowCount)]?.indicatorId ?? '';
  throw new AppError('invalid-request', `The indicator "${indicator}" has an infinite value.`, {
    details: { field: indicator, row: infinite % raw.rowCount, reason: 'values must be finite or missing' },
  });
}

/** The position of the first infinite value, or -1. A loop: findIndex calls back 400,000 times for England. */
function firstInfinite(values: Float64Array): number {
  for (let at = 0; at < values.length; at += 1) {
    if (values[at] === Infinity || values[at] === -Infinity) return at;
  }
  return -1;
}

function nothingScored(zeroRanges: readonly ZeroRange[]): AppError {
  const equal = zeroRanges.map((range) => range.id);
  const reason =
    equal.length > 0
      ? `these have the same value in every area compared, so they cannot tell areas apart: ${equal.join(', ')}`
      : 'too few indicators have values in the areas compared';
  return new AppError('not-computable', `No area can be scored: ${reason}.`, {
    details: { reason, zeroRange: equal },
  });
}
