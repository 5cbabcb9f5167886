import type { MethodIndicator, MethodReport } from '../../../core/contract/method-report.ts';
import { columnOf } from '../../../core/index/indicator-matrix.ts';
import { shareOfSlots } from '../../../core/index/weights.ts';
import { correlationFlag, flagSentence } from '../../../core/reliability/correlation-flags.ts';
import { correlationMatrix } from '../../../core/reliability/correlation-matrix.ts';
import { cronbachAlpha } from '../../../core/reliability/cronbach-alpha.ts';
import { importanceOfChildren, type Importance } from '../../../core/reliability/importance.ts';
import { sizeDependence, sizeSentence } from '../../../core/reliability/size-dependence.ts';
import type { Queryable } from '../../database/database.ts';
import { attributionOf } from '../list-scores.ts';
import { oncePer } from '../once-per.ts';
import { present } from '../scored-places.ts';
import type { ScoreTable, Scoring } from '../score-table.ts';
import { describeDistribution } from './describe-distribution.ts';
import { leaveIndicatorsOut } from './leave-indicators-out.ts';
import { describePrevious } from './describe-previous.ts';
import { describeValidation } from './describe-validation.ts';

export interface MethodServices {
  readonly database: Queryable;
  readonly scoring: Scoring;
  /** Ids of the indicators that profiles are checked against. */
  readonly outcomeIds: readonly string[];
}

/**
 * How a profile works on what is loaded, and how well: its indicators with their sources and distributions, weights
 * against real influence, correlations with warnings, and agreement with an outcome where one is loaded.
 *
 * Missing: figures that are not defined (too few areas, a constant column) are null.
 */
async function describeMethod(
  { database, scoring, outcomeIds }: MethodServices,
  table: ScoreTable,
): Promise<MethodReport> {
  const { inputs, scored } = table;
  const { profile, compiled } = inputs;
  const shares = shareOfSlots(compiled, scored.weights);
  const influence = influenceBySlot(table);
  return {
    profileId: profile.id,
    version: profile.version,
    hash: inputs.profileHash,
    title: profile.title,
    summary: profile.summary,
    source: profile.source ?? null,
    limits: profile.limits,
    areas: profile.areas,
    base: table.base,
    areaCount: inputs.areas.codes.length,
    scoredCount: scored.rankedCounts.reduce((sum, count) => sum + count, 0),
    indicators: describeIndicators(table, shares, influence),
    components: compiled.nodes.map((node) => {
      const children = node.children.map((slot) => columnOfSlot(table, slot));
      const { alpha, withoutEach } = cronbachAlpha(children);
      return {
        id: node.id,
        title: node.title,
        childIds: node.children.map((slot) => idOfSlot(table, slot)),
        weightShare: shares[node.slot] ?? 0,
        influence: influenceOf(influence.get(node.slot)),
        alpha: present(alpha),
        alphaWithout: [...withoutEach].map(present),
      };
    }),
    correlations: describeCorrelations(table),
    sizeWarnings: describeSizeDependence(table),
    sensitivity: describeSensitivity(table),
    previous: await describePrevious(database, scoring, table),
    validation: await describeValidation(database, table, outcomeIds),
    attribution: attributionOf(table),
  };
}

/**
 * Method reports of profiles against their own base, each made when first asked for and kept as long as its scores.
 *
 * @throws AppError as `Scoring.table` does.
 */
export function createMethodReports(services: MethodServices) {
  const { scoring } = services;
  const ofTable = oncePer((table: ScoreTable) => describeMethod(services, table));
  return {
    ofTable,
    ofProfile: async (profileId: string): Promise<MethodReport> =>
      ofTable(await scoring.table({ profileId })),
  };
}

export type MethodReports = ReturnType<typeof createMethodReports>;

function columnOfSlot({ scored }: ScoreTable, slot: number): Float64Array {
  return scored.columns[slot]?.values ?? new Float64Array(0);
}

function idOfSlot({ inputs: { compiled } }: ScoreTable, slot: number): string {
  return compiled.leaves[slot]?.indicatorId ?? compiled.nodes[slot - compiled.leaves.length]?.id ?? '';
}

function influenceBySlot(table: ScoreTable): ReadonlyMap<number, Importance> {
  const found = new Map<number, Importance>();
  for (const node of table.inputs.compiled.nodes) {
    const importance = importanceOfChildren(
      node.children.map((slot) => columnOfSlot(table, slot)),
      node.children.map((slot) => table.scored.weights[slot] ?? 0),
      table.scored.aggregated[node.slot - table.inputs.compiled.leaves.length] ?? new Float64Array(0),
    );
    node.children.forEach((slot, at) => {
      const each = importance[at];
      if (each !== undefined) found.set(slot, each);
    });
  }
  return found;
}

/** The root has no siblings: it is all of itself. */
function influenceOf(importance: Importance | undefined): MethodIndicator['influence'] {
  if (importance === undefined) return { weightShare: 1, influenceShare: 1, flag: null };
  const { weightShare, share, flag } = importance;
  return { weightShare, influenceShare: present(share), flag };
}

function describeIndicators(
  table: ScoreTable,
  shares: Float64Array,
  influence: ReadonlyMap<number, Importance>,
): MethodReport['indicators'] {
  const { inputs } = table;
  return inputs.compiled.leaves.flatMap((leaf) => {
    const series = inputs.series[leaf.slot];
    if (series === undefined) return [];
    const { title, unit, decimals, datasetTitle, publisher, period, isConverted } = series;
    return {
      id: leaf.indicatorId,
      title,
      componentId: leaf.componentId,
      unit,
      decimals,
      direction: leaf.sign === 1 ? ('higher-is-riskier' as const) : ('lower-is-riskier' as const),
      substitution: leaf.substitution,
      datasetTitle,
      publisher,
      period,
      isConverted,
      weightShare: shares[leaf.slot] ?? 0,
      influence: influenceOf(influence.get(leaf.slot)),
      asPublished: describeDistribution(columnOf(inputs.matrix, leaf.slot)),
      asTaken: describeDistribution(columnOfSlot(table, leaf.slot)),
    };
  });
}

/** Of the figures as published; where no population is loaded there is nothing to hold them against. */
function describeSizeDependence({ inputs }: ScoreTable): MethodReport['sizeWarnings'] {
  const { compiled, matrix, population, populationSeries, series } = inputs;
  if (populationSeries === null) return null;
  const sizes = [{ name: 'the number of people', values: population }];
  return compiled.leaves.flatMap(({ slot, indicatorId: id }) => {
    const found = sizeDependence(columnOf(matrix, slot), sizes);
    if (!found.isSizeDependent || found.sizeColumn === null) return [];
    const r = found.sizeCorrelation;
    return [{ id, r, sentence: sizeSentence(series[slot]?.title ?? id, found.sizeColumn, r) }];
  });
}

function describeSensitivity(table: ScoreTable): MethodReport['sensitivity'] {
  const { compiled, series } = table.inputs;
  return leaveIndicatorsOut(table).each.map(({ indicatorId, meanAbsoluteShift, worstTenthKept }) => ({
    id: indicatorId,
    title:
      series[compiled.leaves.find((leaf) => leaf.indicatorId === indicatorId)?.slot ?? -1]?.title ??
      indicatorId,
    meanAbsoluteShift,
    worstTenthKept,
  }));
}

/** Warnings are given for pairs inside one component only: between components, likeness is no fault. */
function describeCorrelations(table: ScoreTable): MethodReport['correlations'] {
  const { leaves } = table.inputs.compiled;
  const matrix = correlationMatrix(
    leaves.map(({ slot }) => columnOfSlot(table, slot)),
    'spearman',
  );
  const titleOf = (slot: number): string => table.inputs.series[slot]?.title ?? '';
  const warnings = leaves.flatMap((first) =>
    leaves.flatMap((second) => {
      if (second.slot <= first.slot || second.componentId !== first.componentId) return [];
      const correlation = matrix[first.slot]?.[second.slot];
      const kind = correlation === undefined ? null : correlationFlag(correlation);
      if (correlation === undefined || kind === null) return [];
      return {
        first: first.indicatorId,
        second: second.indicatorId,
        r: correlation.r,
        areas: correlation.n,
        kind,
        sentence: flagSentence(kind, titleOf(first.slot), titleOf(second.slot)),
      };
    }),
  );
  return {
    ids: leaves.map(({ indicatorId }) => indicatorId),
    values: matrix.map((row) => row.map(({ r }) => present(r))),
    warnings,
  };
}
