import type { MethodIndicator, MethodReport } from '../../../core/contract/method-report.ts';
import { columnOf } from '../../../core/index/indicator-matrix.ts';
import type { CompiledLeaf } from '../../../core/index/compile-profile.ts';
import { valueFlag } from '../../../core/index/data-set.ts';
import { preparedData } from '../../../core/index/preparation.ts';
import { recipeSentences, weightingInWords } from '../../../core/index/recipe-sentences.ts';
import { shareOfSlots } from '../../../core/index/weights.ts';
import { correlationFlag, flagSentence } from '../../../core/reliability/correlation-flags.ts';
import { correlationMatrixInSteps } from '../../../core/reliability/correlation-matrix.ts';
import { cronbachAlpha } from '../../../core/reliability/cronbach-alpha.ts';
import { importanceOfChildren, type Importance } from '../../../core/reliability/importance.ts';
import { componentTitle, indicatorTitle } from '../../../core/language/data-texts.ts';
import { createTranslator, type Translate } from '../../../core/language/translator.ts';
import { sizeDependence, sizeSentence } from '../../../core/reliability/size-dependence.ts';
import type { Queryable } from '../../database/database.ts';
import { createBackgroundJobs, type JobContext, type Patience } from '../background-jobs.ts';
import { createTurns, inTurns, partOf, type Turn } from '../in-turns.ts';
import { attributionOf } from '../list-scores.ts';
import { oncePer } from '../once-per.ts';
import { profileHash } from '../profile-hash.ts';
import { present } from '../scored-places.ts';
import type { ScoreTable } from '../make-score-table.ts';
import type { Scoring } from '../score-table.ts';
import { describeDistribution } from './describe-distribution.ts';
import { leaveIndicatorsOutInTurns } from './leave-indicators-out.ts';
import { describePrevious } from './describe-previous.ts';
import { describeValidation } from './describe-validation.ts';

export interface MethodServices {
  readonly database: Queryable;
  readonly scoring: Scoring;
  /** Ids of the indicators that profiles are checked against. */
  readonly outcomeIds: readonly string[];
  /** Text that changes when the data changes. */
  readonly dataVersion: () => Promise<string>;
  /** How long whoever asks for a report waits. */
  readonly patience: Pick<Patience, 'waitMilliseconds' | 'retryAfterSeconds'>;
}

/** A report is some 100 kB. */
const keptReports = 16;
/** Reading and scoring the areas is the first part of the work. */
const scoringShare = 0.4;

/**
 * How a profile works on what is loaded, and how well: its indicators with their sources and distributions, weights
 * against real influence, correlations with warnings, and agreement with an outcome where one is loaded.
 *
 * Missing: figures that are not defined (too few areas, a constant column) are null.
 */
async function describeMethod(
  { database, scoring, outcomeIds }: Pick<MethodServices, 'database' | 'scoring' | 'outcomeIds'>,
  table: ScoreTable,
  job: JobContext,
): Promise<MethodReport> {
  const { inputs, scored } = table;
  const { profile, compiled } = inputs;
  const turn = createTurns(countTurns(table), job);
  const shares = shareOfSlots(compiled, scored.weights);
  const influence = await influenceBySlot(table, turn);
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
    steps: describeSteps(table, createTranslator('en')),
    indicators: await describeIndicators(table, { shares, influence }, turn),
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
    correlations: await describeCorrelations(table, turn),
    sizeWarnings: describeSizeDependence(table),
    sensitivity: await describeSensitivity(table, turn),
    previous: await describePrevious(database, scoring, table),
    validation: await describeValidation(database, table, outcomeIds),
    attribution: attributionOf(table),
  };
}

/** Components, pairs of indicators, and each indicator twice: its distributions, and the index without it. */
function countTurns({ inputs: { compiled } }: ScoreTable): number {
  const { length } = compiled.leaves;
  return compiled.nodes.length + (length * (length + 1)) / 2 + 2 * length;
}

/**
 * Method reports of profiles against their own base, each made in the background when first asked for, one at a time, and
 * kept as long as its scores.
 */
export function createMethodReports(services: MethodServices) {
  const { scoring } = services;
  const reports = createBackgroundJobs<MethodReport>(keptReports);
  const describe = oncePer((table: ScoreTable, job: JobContext) => describeMethod(services, table, job));

  return {
    /**
     * The report of a table that is at hand, however long it takes.
     *
     * @throws AppError as `describeMethod`.
     */
    ofTable: (table: ScoreTable): Promise<MethodReport> =>
      describe(table, { signal: new AbortController().signal, onProgress: () => undefined }),

    /**
     * The report of a profile on what is loaded.
     *
     * @throws AppError as `Scoring.table` does; source-unavailable while it is being made, with how far that is.
     */
    async ofProfile(profileId: string): Promise<MethodReport> {
      const profile = await scoring.profile(profileId);
      const key = `${await services.dataVersion()} ${profileHash(profile)}`;
      const work = async (job: JobContext): Promise<MethodReport> => {
        // By its definition, not by its name: somebody may save another version of it meanwhile.
        const table = await scoring.draft(profile);
        return describe(table, partOf(job, scoringShare, 1));
      };
      return reports.ask(key, work, {
        saying: `How "${profile.title}" works is being worked out`,
        ...services.patience,
      });
    },

    /** Ends what is being made. */
    close(): void {
      reports.close();
    },
  };
}

export type MethodReports = ReturnType<typeof createMethodReports>;

function columnOfSlot({ scored }: ScoreTable, slot: number): Float64Array {
  return scored.columns[slot]?.values ?? new Float64Array(0);
}

function idOfSlot({ inputs: { compiled } }: ScoreTable, slot: number): string {
  return compiled.leaves[slot]?.indicatorId ?? compiled.nodes[slot - compiled.leaves.length]?.id ?? '';
}

async function influenceBySlot(table: ScoreTable, turn: Turn): Promise<ReadonlyMap<number, Importance>> {
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
    await turn();
  }
  return found;
}

/** The root has no siblings: it is all of itself. */
function influenceOf(importance: Importance | undefined): MethodIndicator['influence'] {
  if (importance === undefined) return { weightShare: 1, influenceShare: 1, flag: null };
  const { weightShare, share, flag } = importance;
  return { weightShare, influenceShare: present(share), flag };
}

interface Shares {
  readonly shares: Float64Array;
  readonly influence: ReadonlyMap<number, Importance>;
}

async function describeIndicators(
  table: ScoreTable,
  { shares, influence }: Shares,
  turn: Turn,
): Promise<MethodReport['indicators']> {
  const { inputs } = table;
  const described: MethodIndicator[] = [];
  for (const leaf of inputs.compiled.leaves) {
    const series = inputs.series[leaf.slot];
    if (series === undefined) continue;
    const { title, unit, decimals, datasetTitle, publisher, period, isConverted } = series;
    described.push({
      id: leaf.indicatorId,
      title,
      componentId: leaf.componentId,
      unit,
      decimals,
      direction: leaf.sign === 1 ? 'higher-is-riskier' : 'lower-is-riskier',
      substitution: leaf.substitution,
      datasetTitle,
      publisher,
      period,
      isConverted,
      weightShare: shares[leaf.slot] ?? 0,
      influence: influenceOf(influence.get(leaf.slot)),
      asPublished: describeDistribution(columnOf(inputs.matrix, leaf.slot)),
      ...describePreparation(table, leaf),
      asTaken: describeDistribution(columnOfSlot(table, leaf.slot)),
    });
    await turn();
  }
  return described;
}

function describePreparation(
  { inputs, preparation }: ScoreTable,
  { slot, indicatorId }: CompiledLeaf,
): Pick<MethodIndicator, 'asPrepared' | 'preparation'> {
  const { matrix, flags } = preparedData(preparation);
  const values = columnOf(matrix, slot);
  const published = columnOf(inputs.matrix, slot);
  const isSame = values.every((value, row) => Object.is(value, published[row]));
  const own = flags.subarray(slot * matrix.rowCount, (slot + 1) * matrix.rowCount);
  const count = (bits: number): number => own.reduce((sum, flag) => ((flag & bits) === 0 ? sum : sum + 1), 0);
  const treatments = preparation.treatments.filter(({ id }) => id === indicatorId);
  return {
    asPrepared: isSame ? null : describeDistribution(values),
    preparation: {
      imputed: count(valueFlag.imputed),
      shrunk: count(valueFlag.shrunk),
      winsorised: count(valueFlag.winsorisedHigh | valueFlag.winsorisedLow),
      transform: treatments.findLast(({ transform }) => transform !== null)?.transform ?? null,
    },
  };
}

/** The recipe in words, and which weights are worked out. */
export function describeSteps({ inputs }: Pick<ScoreTable, 'inputs'>, t: Translate): string[] {
  const { compiled, series } = inputs;
  const titles = new Map(series.map(({ indicatorId, title }) => [indicatorId, title]));
  const derived = compiled.nodes.filter(({ weighting }) => weighting.method !== 'given');
  return [
    ...recipeSentences(compiled, (id) => indicatorTitle(t, id, titles.get(id) ?? id), t),
    ...derived.map(({ id, title, weighting }) =>
      t('recipe.weights', {
        component: componentTitle(t, inputs.profile.id, id, title),
        how: weightingInWords(weighting, t),
      }),
    ),
  ];
}

/** Of the figures as published; where no population is loaded there is nothing to hold them against. */
function describeSizeDependence({ inputs }: ScoreTable): MethodReport['sizeWarnings'] {
  const { compiled, matrix, population, populationSeries, series } = inputs;
  if (populationSeries === null) return null;
  const english = createTranslator('en');
  const sizes = [{ name: english('method.numberOfPeople'), values: population }];
  return compiled.leaves.flatMap(({ slot, indicatorId: id }) => {
    const found = sizeDependence(columnOf(matrix, slot), sizes);
    if (!found.isSizeDependent || found.sizeColumn === null) return [];
    const r = found.sizeCorrelation;
    return [{ id, r, sentence: sizeSentence(series[slot]?.title ?? id, found.sizeColumn, r, english) }];
  });
}

async function describeSensitivity(table: ScoreTable, turn: Turn): Promise<MethodReport['sensitivity']> {
  const { compiled, series } = table.inputs;
  const { each } = await leaveIndicatorsOutInTurns(table, turn);
  return each.map(({ indicatorId, meanAbsoluteShift, worstTenthKept }) => ({
    id: indicatorId,
    title:
      series[compiled.leaves.find((leaf) => leaf.indicatorId === indicatorId)?.slot ?? -1]?.title ??
      indicatorId,
    meanAbsoluteShift,
    worstTenthKept,
  }));
}

/** Warnings are given for pairs inside one component only: between components, likeness is no fault. */
async function describeCorrelations(table: ScoreTable, turn: Turn): Promise<MethodReport['correlations']> {
  const { leaves } = table.inputs.compiled;
  const columns = leaves.map(({ slot }) => columnOfSlot(table, slot));
  const matrix = await inTurns(correlationMatrixInSteps(columns, 'spearman'), turn);
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
        sentence: flagSentence(kind, titleOf(first.slot), titleOf(second.slot), createTranslator('en')),
      };
    }),
  );
  return {
    ids: leaves.map(({ indicatorId }) => indicatorId),
    values: matrix.map((row) => row.map(({ r }) => present(r))),
    warnings,
  };
}
