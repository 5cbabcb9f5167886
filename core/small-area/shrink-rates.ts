import { AppError } from '../errors.ts';
import type { ComparisonGroups } from '../index/comparison-groups.ts';

/** Events and those at risk of them, by row; NaN is missing. */
export interface RateCounts {
  readonly numerators: Float64Array;
  readonly denominators: Float64Array;
}

/** By row; NaN where an area has no rate: a count is missing, nobody is at risk, or more events than people. */
export interface ShrunkRates {
  /** The shrunk rate, a share (0-1). */
  readonly rates: Float64Array;
  /** The empirical logit of the area by itself, ln((r + .5) / (n - r + .5)). */
  readonly logits: Float64Array;
  /** Its sampling variance on the logit scale. */
  readonly variances: Float64Array;
  /** How much of the area's own logit is kept (0-1); the rest comes from its group. */
  readonly weights: Float64Array;
  /** The shrunk logit, and the standard error that remains: sqrt(1 / (1/s² + 1/t²)). */
  readonly shrunkLogits: Float64Array;
  readonly shrunkErrors: Float64Array;
  /** By group: the logit of the group's summed counts, and the variance of its areas' logits around it. */
  readonly groupLogits: Float64Array;
  readonly groupVariances: Float64Array;
}

/**
 * Shrinkage of small areas' rates towards the rate of their local authority, as in the English Indices of Deprivation:
 * an area with few people borrows from its authority, one with many keeps its own rate.
 *
 * Per area m = ln((r + .5) / (n - r + .5)), s² = (n + 1)(n + 2) / (n (r + 1)(n - r + 1)); per group M the same of its
 * sums, t² = sum (m - M)² / (k - 1); w = (1/s²) / (1/s² + 1/t²); rate = expit(w m + (1 - w) M). No events and nothing
 * but events are finite by design.
 *
 * Shape: one group per row, -1 for none (then no rate). Units: counts in, share (0-1) out.
 * Missing: NaN in any count, a denominator of zero, or more events than people at risk give NaN and have no say in the
 * group. A group of one area, or whose areas all have its logit, gives every area the group's rate.
 * Not meant for modelled figures, distances, or figures known for whole authorities only.
 *
 * @throws AppError invalid-request for shapes that differ, or a negative or infinite count.
 * Source: English Indices of Deprivation 2019 technical report, appendix D.
 */
export function shrinkRates(counts: RateCounts, groups: ComparisonGroups): ShrunkRates {
  checkCounts(counts, groups);
  const size = counts.numerators.length;
  const logits = new Float64Array(size).fill(NaN);
  const variances = new Float64Array(size).fill(NaN);
  for (let row = 0; row < size; row += 1) {
    const events = counts.numerators[row] ?? NaN;
    const people = counts.denominators[row] ?? NaN;
    if (!hasRate(events, people)) continue;
    logits[row] = empiricalLogit(events, people);
    variances[row] = ((people + 1) * (people + 2)) / (people * (events + 1) * (people - events + 1));
  }
  const { groupLogits, groupVariances } = groupFigures(counts, logits, groups);
  const shrunk = {
    rates: new Float64Array(size).fill(NaN),
    weights: new Float64Array(size).fill(NaN),
    shrunkLogits: new Float64Array(size).fill(NaN),
    shrunkErrors: new Float64Array(size).fill(NaN),
  };
  for (let row = 0; row < size; row += 1) {
    const group = groups.ids[row] ?? -1;
    const own = logits[row] ?? NaN;
    if (group < 0 || Number.isNaN(own)) continue;
    const between = groupVariances[group] ?? 0;
    const within = variances[row] ?? NaN;
    const weight = between / (between + within);
    const logit = weight * own + (1 - weight) * (groupLogits[group] ?? NaN);
    shrunk.weights[row] = weight;
    shrunk.shrunkLogits[row] = logit;
    shrunk.shrunkErrors[row] = Math.sqrt(weight * within);
    shrunk.rates[row] = expit(logit);
  }
  return { ...shrunk, logits, variances, groupLogits, groupVariances };
}

/** The logistic function: from a logit to a share (0-1). */
export function expit(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** Whether counts make a rate: both there, somebody at risk, no more events than people. */
export function hasRate(events: number, people: number): boolean {
  return people > 0 && events >= 0 && events <= people;
}

function empiricalLogit(events: number, people: number): number {
  return Math.log((events + 0.5) / (people - events + 0.5));
}

function groupFigures(
  counts: RateCounts,
  logits: Float64Array,
  groups: ComparisonGroups,
): { groupLogits: Float64Array; groupVariances: Float64Array } {
  const events = new Float64Array(groups.count);
  const people = new Float64Array(groups.count);
  const areas = new Float64Array(groups.count);
  const spread = new Float64Array(groups.count);
  const eachRow = (visit: (row: number, group: number) => void): void => {
    for (let row = 0; row < logits.length; row += 1) {
      const group = groups.ids[row] ?? -1;
      if (group >= 0 && !Number.isNaN(logits[row])) visit(row, group);
    }
  };
  eachRow((row, group) => {
    events[group] = (events[group] ?? 0) + (counts.numerators[row] ?? 0);
    people[group] = (people[group] ?? 0) + (counts.denominators[row] ?? 0);
    areas[group] = (areas[group] ?? 0) + 1;
  });
  const groupLogits = events.map((sum, group) =>
    areas[group] === 0 ? NaN : empiricalLogit(sum, people[group] ?? NaN),
  );
  eachRow((row, group) => {
    const off = (logits[row] ?? NaN) - (groupLogits[group] ?? NaN);
    spread[group] = (spread[group] ?? 0) + off * off;
  });
  // One area has no spread: t² of 0 gives it the group's rate, which is its own but for the half events.
  const groupVariances = spread.map((sum, group) =>
    (areas[group] ?? 0) < 2 ? 0 : sum / ((areas[group] ?? 0) - 1),
  );
  return { groupLogits, groupVariances };
}

function checkCounts(counts: RateCounts, groups: ComparisonGroups): void {
  const { numerators, denominators } = counts;
  if (numerators.length !== denominators.length || groups.ids.length !== numerators.length) {
    throw new AppError('invalid-request', 'Numerators, denominators and groups differ in length.', {
      details: {
        reason: `${numerators.length} numerators, ${denominators.length} denominators, ${groups.ids.length} groups`,
      },
    });
  }
  for (const [field, column] of [
    ['numerators', numerators],
    ['denominators', denominators],
  ] as const) {
    const row = column.findIndex((value) => value < 0 || value === Infinity);
    if (row < 0) continue;
    throw new AppError('invalid-request', `A count cannot be ${String(column[row])}.`, {
      details: { field, row, value: column[row], reason: 'counts are finite and zero or more' },
    });
  }
}
