import type { Direction, IndicatorDefinition } from '../../core/contract/indicator.ts';
import type { ComparisonBase, Profile } from '../../core/contract/profile.ts';
import { AppError } from '../../core/errors.ts';
import { agreementOf, restrict, type Agreement, type Comparison } from '../../core/index/agreement-report.ts';
import { leaveOneGroupOut, type WeightRule } from '../../core/index/choose-weights.ts';
import { groupsByKey, type ComparisonGroups } from '../../core/index/comparison-groups.ts';
import type { Queryable } from '../database/database.ts';
import { createSeriesStore } from '../store/series-store.ts';
import type { ParentAreas } from './load-parents.ts';
import { loadScoringInputs, type ScoringInputs } from './load-scoring-inputs.ts';
import { makeScoreTable } from './make-score-table.ts';
import { present } from './scored-places.ts';

export interface ValidateServices {
  readonly database: Queryable;
  readonly indicators: readonly IndicatorDefinition[];
}

export interface ValidateRequest {
  readonly profile: Profile;
  /** The outcome to check against; the only one of the catalogue when left out. */
  readonly outcomeId?: string | undefined;
  /** Also choose the weights of the components anew without each region, and test them on it. */
  readonly outOfSample?: WeightRule | undefined;
}

/** Agreement in words that go on paper: null where a figure is not defined. */
export interface AgreementRow {
  readonly place: string;
  readonly areas: number;
  readonly spearman: number | null;
  readonly worstTenthPercent: number | null;
  readonly medianWithinAuthority: number | null;
}

interface HeldOutRow extends AgreementRow {
  /** Percent per component, in the order of the profile. */
  readonly weights: readonly number[];
}

export interface ValidationReport {
  readonly profileId: string;
  readonly profileVersion: string;
  readonly profileHash: string;
  readonly base: ComparisonBase;
  readonly outcome: {
    readonly id: string;
    readonly title: string;
    readonly publisher: string;
    readonly period: string;
    /** Published on areas of another vintage and brought over. */
    readonly isConverted: boolean;
  };
  readonly nations: readonly AgreementRow[];
  readonly regions: readonly AgreementRow[];
  readonly outOfSample: {
    readonly componentIds: readonly string[];
    readonly folds: readonly HeldOutRow[];
    readonly pooled: AgreementRow;
  } | null;
}

/**
 * Checks a profile against an outcome that it does not use: by nation, by region, and if asked out of sample. The
 * profile is scored by the engine on what is loaded, which gives the very scores that `atlas score` stores.
 *
 * @throws AppError not-found for an outcome that the catalogue does not have; not-computable when its values, or the
 * lookup to regions that the out-of-sample test needs, are not loaded.
 */
export async function validateProfile(
  services: ValidateServices,
  request: ValidateRequest,
): Promise<ValidationReport> {
  const { database } = services;
  const definition = findOutcome(services.indicators, request.outcomeId);
  const { profile } = request;
  const series = createSeriesStore(database);
  const [outcome] = await series.current([definition.id], profile.areas);
  if (outcome === undefined) throw outcomeNotLoaded(definition, profile);
  const inputs = await loadScoringInputs(database, profile);
  const { values } = await series.column(outcome.seriesId, profile.areas);
  const { scored } = makeScoreTable(inputs, profile.base);
  const comparison = compareScores(inputs, scored.score, { values, direction: outcome.direction });
  const components = inputs.compiled.nodes
    .filter(({ slot }) => inputs.compiled.nodes.at(-1)?.children.includes(slot) === true)
    .map(({ id, slot }) => ({ id, values: scored.columns[slot]?.values ?? new Float64Array(0) }));
  return {
    profileId: profile.id,
    profileVersion: profile.version,
    profileHash: inputs.profileHash,
    base: profile.base,
    outcome: {
      id: definition.id,
      title: outcome.title,
      publisher: outcome.publisher,
      period: outcome.period,
      isConverted: outcome.isConverted,
    },
    nations: rowsByParent(inputs, 'nation', comparison),
    regions: rowsByParent(inputs, 'region', comparison),
    outOfSample:
      request.outOfSample === undefined
        ? null
        : holdOutRegions(inputs, comparison, { rule: request.outOfSample, components }),
  };
}

/** Scores beside an outcome, both turned so that higher is worse, and which authority each area is in. */
export function compareScores(
  inputs: ScoringInputs,
  score: Float64Array,
  outcome: { readonly values: Float64Array; readonly direction: Direction },
): Comparison {
  const { values, direction } = outcome;
  const risk = direction === 'lower-is-riskier' ? values.map((value) => -value) : values;
  return { score, risk, authorities: groupsOfParents(inputs, 'lad') };
}

/** @throws AppError not-found, naming the outcomes there are. */
function findOutcome(
  indicators: readonly IndicatorDefinition[],
  id: string | undefined,
): IndicatorDefinition {
  const outcomes = indicators.filter(({ role }) => role === 'outcome');
  const found = id === undefined ? outcomes[0] : outcomes.find((outcome) => outcome.id === id);
  if (found !== undefined) return found;
  const known = outcomes.map((outcome) => outcome.id);
  throw new AppError(
    'not-found',
    `"${id ?? ''}" is not an outcome of the catalogue; there are ${known.join(', ')}.`,
    {
      details: { field: 'outcome', value: id ?? null, known },
    },
  );
}

function outcomeNotLoaded(definition: IndicatorDefinition, { areas }: Profile): AppError {
  return new AppError(
    'not-computable',
    `The outcome "${definition.title}" has no values on ${areas.type} ${areas.vintage}.`,
    {
      details: {
        outcome: definition.id,
        dataset: definition.dataset,
        reason: `import the dataset "${definition.dataset}", after the lookup between the vintages`,
      },
    },
  );
}

function parentsOf(inputs: ScoringInputs, type: ParentAreas['type']): ParentAreas | null {
  return inputs.parents.find((parent) => parent.type === type) ?? null;
}

/** One group per parent; every area outside where the lookup is not loaded. */
function groupsOfParents(inputs: ScoringInputs, type: ParentAreas['type']): ComparisonGroups {
  const parents = parentsOf(inputs, type);
  return groupsByKey(
    inputs.areas.codes.map((_, row) => {
      const parent = parents?.parentOf[row] ?? -1;
      return parent < 0 ? null : parent;
    }),
  );
}

/** Agreement within each nation or region that has areas with both; none where the lookup is not loaded. */
export function rowsByParent(
  inputs: ScoringInputs,
  type: ParentAreas['type'],
  comparison: Comparison,
): readonly AgreementRow[] {
  const parents = parentsOf(inputs, type);
  if (parents === null) return [];
  return parents.names
    .map((name, position) =>
      rowOf(name, agreementOf(restrict(comparison, (row) => parents.parentOf[row] === position))),
    )
    .filter((row) => row.areas > 0);
}

function rowOf(place: string, agreement: Agreement): AgreementRow {
  return {
    place,
    areas: agreement.areaCount,
    spearman: present(agreement.spearman),
    worstTenthPercent: present(100 * agreement.worstTenthOverlap),
    medianWithinAuthority: present(agreement.medianWithinAuthority),
  };
}

interface HoldOut {
  readonly rule: WeightRule;
  readonly components: readonly { readonly id: string; readonly values: Float64Array }[];
}

function holdOutRegions(
  inputs: ScoringInputs,
  comparison: Comparison,
  { rule, components }: HoldOut,
): ValidationReport['outOfSample'] {
  const regions = parentsOf(inputs, 'region');
  if (regions === null || regions.codes.length < 2) {
    throw new AppError(
      'not-computable',
      'Out of sample needs areas of at least two regions, and the lookup to them.',
      {
        details: { field: 'outOfSample', regions: regions?.codes ?? [] },
      },
    );
  }
  const groups: ComparisonGroups = { ids: regions.parentOf, count: regions.codes.length };
  const choice = { components: components.map(({ values }) => values), risk: comparison.risk, rule };
  const { folds, pooled } = leaveOneGroupOut(choice, groups, comparison.authorities);
  return {
    componentIds: components.map(({ id }) => id),
    folds: folds.map(({ group, weights, agreement }) => ({
      ...rowOf(regions.names[group] ?? '', agreement),
      weights,
    })),
    pooled: rowOf('All, each by weights chosen without its region', pooled),
  };
}
