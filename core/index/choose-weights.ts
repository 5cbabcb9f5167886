import { AppError } from '../errors.ts';
import { agreementOf, restrict, type Agreement } from './agreement-report.ts';
import { pearson } from './agreement.ts';
import { oneGroup, type ComparisonGroups } from './comparison-groups.ts';
import { rankInGroups } from './ranks.ts';

export interface WeightRule {
  /** Weights are multiples of this, in percent. */
  readonly step: number;
  /** No component gets less, in percent: a decision, not something the outcome is asked about. */
  readonly minimum: number;
}

/** What is weighed: the value of each component by row, on one scale. A row with a missing component is left out. */
export interface WeightChoice {
  readonly components: readonly Float64Array[];
  readonly risk: Float64Array;
  readonly rule: WeightRule;
}

/**
 * Every way of sharing 100 percent among components in whole steps, none below the minimum.
 *
 * @example weightGrid(2, { step: 25, minimum: 25 }) // [[25, 75], [50, 50], [75, 25]]
 */
export function weightGrid(count: number, rule: WeightRule): readonly (readonly number[])[] {
  const share = (left: number, remaining: number): readonly (readonly number[])[] => {
    if (remaining === 1) return left >= rule.minimum ? [[left]] : [];
    const grid: (readonly number[])[] = [];
    for (let own = rule.minimum; own <= left - (remaining - 1) * rule.minimum; own += rule.step) {
      for (const rest of share(left - own, remaining - 1)) grid.push([own, ...rest]);
    }
    return grid;
  };
  return share(100, count);
}

/** The components' weighted sum; missing where one of them is. */
export function weightedSum(components: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const [first] = components;
  const sum = new Float64Array(first?.length ?? 0);
  components.forEach((component, position) => {
    const weight = weights[position] ?? 0;
    for (let row = 0; row < sum.length; row += 1)
      sum[row] = (sum[row] ?? NaN) + weight * (component[row] ?? NaN);
  });
  return sum;
}

/**
 * The weights whose score has the highest Spearman correlation with the outcome, among round percentages. A coarse grid
 * on purpose: weights that a councillor can say aloud, and too few of them to fit noise.
 *
 * @throws AppError not-computable when no area has every component and the outcome.
 */
export function chooseWeights({ components, risk, rule }: WeightChoice): readonly number[] {
  const rows = completeRows(components, risk);
  const complete = components.map((component) => pick(component, rows));
  const riskRanks = midranks(pick(risk, rows));
  let best: readonly number[] | null = null;
  let highest = -Infinity;
  for (const weights of weightGrid(components.length, rule)) {
    const correlation = pearson(midranks(weightedSum(complete, weights)), riskRanks);
    if (correlation > highest) [best, highest] = [weights, correlation];
  }
  if (best !== null) return best;
  throw new AppError(
    'not-computable',
    'No area has every component and the outcome, so there is nothing to weigh.',
  );
}

function completeRows(components: readonly Float64Array[], risk: Float64Array): number[] {
  const rows: number[] = [];
  risk.forEach((value, row) => {
    if (Number.isNaN(value) || components.some((component) => Number.isNaN(component[row]))) return;
    rows.push(row);
  });
  return rows;
}

function pick(values: Float64Array, rows: readonly number[]): Float64Array {
  return Float64Array.from(rows, (row) => values[row] ?? NaN);
}

function midranks(values: Float64Array): Float64Array {
  return rankInGroups(values, oneGroup(values.length), { order: 'ascending', ties: 'average' }).ranks;
}

interface HeldOut {
  /** Position of the group that was not seen while choosing. */
  readonly group: number;
  readonly weights: readonly number[];
  /** On the group that was held out. */
  readonly agreement: Agreement;
}

export interface OutOfSample {
  readonly folds: readonly HeldOut[];
  /** Each area scored with weights that were chosen without its group, all areas together. */
  readonly pooled: Agreement;
}

/**
 * Chooses weights on all groups but one and tests them on that one, for each group in turn. A group is a region rather
 * than a random part of the areas, because neighbours are alike and would give the answer away.
 *
 * @throws AppError not-computable as {@link chooseWeights}.
 */
export function leaveOneGroupOut(
  choice: WeightChoice,
  groups: ComparisonGroups,
  authorities: ComparisonGroups,
): OutOfSample {
  const pooled = new Float64Array(choice.risk.length).fill(NaN);
  const folds: HeldOut[] = [];
  for (let group = 0; group < groups.count; group += 1) {
    const isHeldOut = (row: number): boolean => groups.ids[row] === group;
    const seen = choice.risk.map((value, row) => (isHeldOut(row) || groups.ids[row] === -1 ? NaN : value));
    const weights = chooseWeights({ ...choice, risk: seen });
    const score = weightedSum(choice.components, weights);
    score.forEach((value, row) => {
      if (isHeldOut(row)) pooled[row] = value;
    });
    const comparison = restrict({ score, risk: choice.risk, authorities }, isHeldOut);
    folds.push({ group, weights, agreement: agreementOf(comparison) });
  }
  return { folds, pooled: agreementOf({ score: pooled, risk: choice.risk, authorities }) };
}
