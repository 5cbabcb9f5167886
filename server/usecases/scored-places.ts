import type { AreaMatching } from '../../core/contract/area-matching.ts';
import type { AreaType, ParentType } from '../../core/contract/area.ts';
import type { MissingReason } from '../../core/contract/indicator.ts';
import type { Score } from '../../core/contract/score.ts';
import { AppError } from '../../core/errors.ts';
import { contributionColumns, createContributionReader } from '../../core/index/contributions.ts';
import type { ComparisonGroups } from '../../core/index/comparison-groups.ts';
import { valueFlag } from '../../core/index/data-set.ts';
import { jointRanks } from '../../core/index/joint-ranks.ts';
import { currentData } from '../../core/index/preparation.ts';
import { summariseParents, weightedMeanByParent } from '../../core/index/summarise-parents.ts';
import { effectiveWeights } from '../../core/index/weights.ts';
import type { ParentAreas } from './load-parents.ts';
import { oncePer } from './once-per.ts';
import type { ScoreTable } from './make-score-table.ts';
import { rowsByParent } from './rows-by-parent.ts';

/** The scored places of one kind: the profile's own areas, or larger areas made from them. Missing is null. */
export interface ScoredPlaces {
  readonly type: AreaType;
  readonly vintage: number;
  readonly codes: readonly string[];
  readonly names: readonly string[];
  /** Null where the place has no area of its own: it can be shown, and nothing can be stored of it. */
  readonly ids: ArrayLike<number | null>;
  /** Rows that take part in the comparison, in the order of their codes. */
  readonly rows: readonly number[];
  /** By row; NaN where there is none. */
  readonly scores: Float64Array;
  readonly ranking: PlaceRanking;
  /** Share (0-1) of the scored members in the worst tenth; of an area of its own 1 or 0. */
  readonly worstTenthShare: Float64Array;
  readonly areaCount: Int32Array;
  readonly scoredCount: Int32Array;
  score(row: number): Score;
  /** The position of the row's parent of a kind in its list, -1 for none. */
  parentPosition(type: ParentType, row: number): number;
}

/** Ranks of places: by row, within comparison groups. */
export interface PlaceRanking {
  /** 1 = greatest risk; NaN where there is none. */
  readonly rank: Float64Array;
  readonly percentile: Float64Array;
  readonly decile: Uint8Array;
  /** By group: how many places were ranked. */
  readonly rankedCounts: Int32Array;
  /** -1 where the place is in no group, or lies across two. */
  readonly groups: ComparisonGroups;
}

/** How many places of its kind the place is ranked among, itself included; 0 where it is in no group. */
export function rankOfPlace({ rankedCounts, groups }: PlaceRanking, row: number): number {
  return rankedCounts[groups.ids[row] ?? -1] ?? 0;
}

const jointRanksOf = oncePer((ranking: Pick<PlaceRanking, 'rank' | 'groups'>) =>
  jointRanks(ranking.rank, ranking.groups),
);

/** The best of the ranks that a place shares with others; null where it has its rank alone, or has none. */
export function jointRankOf(ranking: Pick<PlaceRanking, 'rank' | 'groups'>, row: number): number | null {
  return present(jointRanksOf(ranking)[row]);
}

/** How the profile's own areas were put in larger ones of a kind; null where nothing needs to be said of it. */
export function matchingOf({ inputs }: ScoreTable, type: AreaType): AreaMatching | null {
  return inputs.parents.find((parent) => parent.type === type)?.matching ?? null;
}

/** Indicators and components of a table by the names that answers carry. */
export function namesOfTable({ inputs }: ScoreTable): {
  indicatorIds: readonly string[];
  componentIds: readonly string[];
} {
  return {
    indicatorIds: inputs.compiled.leaves.map((leaf) => leaf.indicatorId),
    componentIds: inputs.compiled.nodes.slice(0, -1).map((node) => node.id),
  };
}

const placesByType = oncePer<ScoreTable, Map<AreaType, ScoredPlaces>>(() => new Map());

/** The places of a kind. @throws AppError not-found when the areas do not belong to areas of that kind. */
export function placesOf(table: ScoreTable, type: AreaType): ScoredPlaces {
  const made = placesByType(table);
  const places = made.get(type) ?? makePlaces(table, type);
  made.set(type, places);
  return places;
}

function makePlaces(table: ScoreTable, type: AreaType): ScoredPlaces {
  const { inputs } = table;
  if (type === inputs.profile.areas.type) return basePlaces(table);
  const parents = inputs.parents.find((parent) => parent.type === type);
  if (parents !== undefined) return parentPlaces(table, parents);
  const known = [inputs.profile.areas.type, ...inputs.parents.map((parent) => parent.type)];
  throw new AppError(
    'not-found',
    `The profile "${inputs.profile.id}" has no scores for areas of type ${type}.`,
    {
      details: { field: 'type', value: type, known },
    },
  );
}

/** Points of every indicator in every area, column after column. */
export const contributionsOf = oncePer((table: ScoreTable) => contributionColumns(table.scored));

/** The profile's own areas. */
function basePlaces(table: ScoreTable): ScoredPlaces {
  const { inputs, scored } = table;
  const { areas, profile, population } = inputs;
  const contributions = createContributionReader(scored);
  const { indicatorIds, componentIds } = namesOfTable(table);
  const leafCount = indicatorIds.length;
  const rowCount = areas.codes.length;
  const inputsTotal = weightedInputs(table);
  const observed = observedInputs(table);
  const parentOf = parentReader(inputs.parents);
  return {
    ...profile.areas,
    codes: areas.codes,
    names: areas.names,
    rows: [...areas.codes.keys()].filter((row) => (table.compared.ids[row] ?? -1) >= 0),
    ids: areas.ids,
    worstTenthShare: Float64Array.from(scored.decile, (decile) =>
      decile === 0 ? NaN : decile === 1 ? 1 : 0,
    ),
    areaCount: new Int32Array(rowCount).fill(1),
    scoredCount: Int32Array.from(scored.score, (score) => (Number.isNaN(score) ? 0 : 1)),
    parentPosition: (type, row) => parentOf(type)?.[row] ?? -1,
    scores: scored.score,
    ranking: scored,
    score: (row) => ({
      code: areas.codes[row] ?? '',
      name: areas.names[row] ?? '',
      placeName: areas.placeNames[row] || null,
      ...rankingOf(scored, row),
      inputsPresent: observed[row] ?? 0,
      inputsTotal,
      missingReason: missingReasonOf(table, row),
      population: inputs.populationSeries === null ? null : present(population[row]),
      components: record(componentIds, (at) => scored.columns[leafCount + at]?.values[row]),
      contributions: pointsRecord(indicatorIds, contributions.pointsOf(row)),
    }),
  };
}

/** Wards, authorities ... as population-weighted means of the areas in them. */
function parentPlaces(table: ScoreTable, parents: ParentAreas): ScoredPlaces {
  const { inputs, scored } = table;
  const list = { parentOf: parents.parentOf, count: parents.codes.length };
  const summary = summariseParents({ ...scored, population: inputs.population }, list);
  const { indicatorIds, componentIds } = namesOfTable(table);
  const rowCount = inputs.areas.codes.length;
  const contributions = contributionsOf(table);
  const meansOf = (column: (row: number) => number): Float64Array =>
    weightedMeanByParent(
      Float64Array.from({ length: rowCount }, (_, row) => column(row)),
      inputs.population,
      list,
    );
  // A missing input of a scored member gave its weight away: it has no points there, so that the means add up.
  const contributionMeans = indicatorIds.map((_, at) =>
    meansOf((row) => (Number.isNaN(scored.score[row]) ? NaN : contributions[at * rowCount + row] || 0)),
  );
  const componentMeans = componentIds.map((_, at) =>
    meansOf((row) => scored.columns[indicatorIds.length + at]?.values[row] ?? NaN),
  );
  const presentIn = inputsPresentIn(table, list);
  const inputsTotal = weightedInputs(table);
  const positionsIn = commonestParents(parents.parentOf, parents.codes.length, inputs.parents);
  return {
    type: parents.type,
    vintage: parents.vintage,
    codes: parents.codes,
    names: parents.names,
    ids: parents.ids,
    rows: [...parents.codes.keys()].filter((row) => (summary.areaCount[row] ?? 0) > 0),
    worstTenthShare: summary.worstTenthShare,
    areaCount: summary.areaCount,
    scoredCount: summary.scoredCount,
    parentPosition: (type, row) => positionsIn(type)[row] ?? -1,
    scores: summary.score,
    ranking: summary,
    score: (row) => ({
      code: parents.codes[row] ?? '',
      name: parents.names[row] ?? '',
      placeName: null,
      ...rankingOf(summary, row),
      inputsPresent: presentIn[row] ?? 0,
      inputsTotal,
      missingReason: Number.isNaN(summary.score[row]) ? 'too-few-inputs' : null,
      population: inputs.populationSeries === null ? null : present(summary.population[row]),
      summary: {
        averageRank: present(summary.averageRank[row]),
        worstTenthShare: present(summary.worstTenthShare[row]),
        extent: present(summary.extent[row]),
        localConcentration: present(summary.localConcentration[row]),
      },
      components: record(componentIds, (at) => componentMeans[at]?.[row]),
      contributions: record(indicatorIds, (at) => contributionMeans[at]?.[row]),
    }),
  };
}

function rankingOf(
  ranked: PlaceRanking & { readonly score: Float64Array },
  row: number,
): Pick<Score, 'score' | 'rank' | 'jointRank' | 'rankOf' | 'percentile' | 'decile'> {
  return {
    score: present(ranked.score[row]),
    rank: present(ranked.rank[row]),
    jointRank: jointRankOf(ranked, row),
    rankOf: rankOfPlace(ranked, row),
    percentile: present(ranked.percentile[row]),
    decile: ranked.decile[row] || null,
  };
}

/** Why an area has no score: null where it has one. */
export function missingReasonOf({ scored }: ScoreTable, row: number): MissingReason | null {
  if (!Number.isNaN(scored.score[row])) return null;
  const group = scored.groups.ids[row] ?? -1;
  if (group < 0) return 'screened-out';
  const root = scored.compiled.nodes.at(-1)?.id;
  const isConstant = scored.zeroRanges.some(({ id, groups }) => id === root && groups.includes(group));
  return isConstant ? 'zero-range' : 'too-few-inputs';
}

/** By row: the indicators of a weight above zero that are known; what the recipe filled in is not among them. */
export const observedInputs = oncePer((table: ScoreTable): Uint8Array => {
  const { scored } = table;
  const imputed = imputedInputs(table);
  if (imputed === null) return scored.inputsPresent;
  const weights = effectiveWeights(scored.compiled, scored.weights);
  return scored.inputsPresent.map((present, row) =>
    scored.compiled.leaves.reduce(
      (count, { slot }) => ((weights[slot] ?? 0) > 0 && imputed(slot, row) ? count - 1 : count),
      present,
    ),
  );
});

/** Whether the recipe filled a value in that counts; null where it fills in none. */
function imputedInputs({ preparation, scored }: ScoreTable): ((slot: number, row: number) => boolean) | null {
  if (preparation.compiled.recipe.every(({ stage }) => stage !== 'impute')) return null;
  const { flags, matrix } = currentData(preparation);
  return (slot, row) =>
    ((flags[slot * matrix.rowCount + row] ?? 0) & valueFlag.imputed) !== 0 &&
    !Number.isNaN(scored.columns[slot]?.values[row] ?? NaN);
}

function weightedInputs({ scored }: ScoreTable): number {
  return effectiveWeights(scored.compiled, scored.weights).filter((weight) => weight > 0).length;
}

/** By parent: how many weighted indicators have a value in at least one of its areas. */
function inputsPresentIn(
  table: ScoreTable,
  list: { readonly parentOf: Int32Array; readonly count: number },
): Int32Array {
  const { scored } = table;
  const imputed = imputedInputs(table);
  const counts = new Int32Array(list.count);
  const weights = effectiveWeights(scored.compiled, scored.weights);
  for (const leaf of scored.compiled.leaves) {
    if (weights[leaf.slot] === 0) continue;
    const seen = new Set<number>();
    list.parentOf.forEach((parent, row) => {
      const isThere = !Number.isNaN(scored.columns[leaf.slot]?.values[row] ?? NaN);
      if (parent >= 0 && isThere && imputed?.(leaf.slot, row) !== true) seen.add(parent);
    });
    for (const parent of seen) counts[parent] = (counts[parent] ?? 0) + 1;
  }
  return counts;
}

function parentReader(parents: readonly ParentAreas[]): (type: ParentType) => Int32Array | undefined {
  const byType = new Map(parents.map((parent) => [parent.type, parent.parentOf]));
  return (type) => byType.get(type);
}

/** In which area of a larger kind most of what each parent holds lies, worked out for a kind when it is first asked for. */
function commonestParents(
  parentOf: Int32Array,
  count: number,
  parents: readonly ParentAreas[],
): (type: ParentType) => Int32Array {
  const held = rowsByParent(parentOf);
  const largerOf = parentReader(parents);
  const known = new Map<ParentType, Int32Array>();
  return (type) => {
    let positions = known.get(type);
    if (positions === undefined) {
      const larger = largerOf(type);
      positions = Int32Array.from({ length: count }, (_, row) =>
        commonest((held[row] ?? []).map((member) => larger?.[member] ?? -1)),
      );
      known.set(type, positions);
    }
    return positions;
  };
}

function commonest(positions: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const position of positions) counts.set(position, (counts.get(position) ?? 0) + 1);
  return [...counts].sort(([a, more], [b, less]) => less - more || a - b)[0]?.[0] ?? -1;
}

function record(
  ids: readonly string[],
  value: (position: number) => number | undefined,
): Record<string, number | null> {
  return Object.fromEntries(ids.map((id, position) => [id, present(value(position))]));
}

function pointsRecord(ids: readonly string[], points: Float64Array): Record<string, number | null> {
  return record(ids, (position) => points[position]);
}

/** At the edge a missing value is null. */
export function present(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
