import { AppError } from '../errors.ts';
import { argsort } from '../index/argsort.ts';
import { shareCurve, type ShareCurve } from './lorenz.ts';
import { weightedValues, type WeightedValues } from './weighted-values.ts';

export interface ConcentrationQuestion {
  /** What is shared out: coverage, places at a library. A share (0-1) or an amount per head, not below zero. */
  readonly values: Float64Array;
  /** Where people stand, lowest first: an income, or minus a deprivation score. Equal places share their middle rank. */
  readonly standing: Float64Array;
  /** How many people a row is; 1 each unless given. */
  readonly weights?: Float64Array | undefined;
}

export interface ConcentrationReport {
  /** -1 to 1: below 0 where those who stand low have more than their share, above 0 where those who stand high do. */
  readonly index: number;
  /** Standard error of the index by leaving out one row at a time. */
  readonly standardError: number;
  /** Slope index of inequality: value at the very top less that at the very bottom, on the line of best fit. */
  readonly slope: number;
  /** Relative index of inequality: the slope over the mean. */
  readonly relativeSlope: number;
  /** Share of the people, from those who stand lowest, against their share of the total. */
  readonly curve: ShareCurve;
  readonly mean: number;
}

/**
 * Concentration of a value along a standing: index C = (2 / mean) cov(value, rank), with the rank of a person the share of
 * the people below, plus half of those beside; its curve; and the slope index, the weighted regression of the value on
 * that rank.
 *
 * Missing: a row without value, standing or weight is left out.
 *
 * @throws AppError as weightedValues; not-computable where all stand alike.
 * Source: Kakwani, Wagstaff and van Doorslaer 1997, Journal of Econometrics 77; Mackenbach and Kunst 1997 (slope index).
 */
export function concentration({ values, standing, weights }: ConcentrationQuestion): ConcentrationReport {
  const present = values.map((value, row) => (Number.isNaN(standing[row] ?? NaN) ? NaN : value));
  const given = weightedValues(present, weights);
  const places = Float64Array.from(given.rows, (row) => standing[row] ?? NaN);
  const order = argsort(places, Uint32Array.from(places.keys()));
  const ties = tiesOf(places, order);
  if (ties.length === 1) {
    throw new AppError('not-computable', 'All stand alike, so nothing can be concentrated.', {
      details: { standing: places[0] },
    });
  }
  const ranked = rank(given, order, ties);
  const slope = ranked.covariance / ranked.rankVariance;
  return {
    index: (2 * ranked.covariance) / given.mean,
    standardError: jackknife(given, order, ties),
    slope,
    relativeSlope: slope / given.mean,
    curve: tiedCurve(shareCurve(given, order), ties),
    mean: given.mean,
  };
}

/**
 * Erreygers' index for a value that has bounds (0 and 1 for a share): 4 mean C / (upper - lower). The bare index of a share
 * and of its opposite differ; this one only changes its sign.
 *
 * Source: Erreygers 2009, Journal of Health Economics 28.
 */
export function erreygers(
  index: number,
  mean: number,
  bounds: { readonly lower: number; readonly upper: number },
): number {
  return (4 * mean * index) / (bounds.upper - bounds.lower);
}

/**
 * Wagstaff's index for a value with bounds: mean (upper - lower) C / ((upper - mean) (mean - lower)); of a share C / (1 -
 * mean). It may reach 1 and -1 whatever the mean.
 *
 * Source: Wagstaff 2005, Health Economics 14.
 */
export function wagstaff(
  index: number,
  mean: number,
  bounds: { readonly lower: number; readonly upper: number },
): number {
  const { lower, upper } = bounds;
  return (mean * (upper - lower) * index) / ((upper - mean) * (mean - lower));
}

/** Stretches of `order` whose rows stand alike: where each begins, and the end of the last. */
type Ties = readonly { readonly from: number; readonly to: number }[];

function tiesOf(places: Float64Array, order: Uint32Array): Ties {
  const ties: { from: number; to: number }[] = [];
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && places[order[to] ?? 0] === places[order[from] ?? 0]) to += 1;
    ties.push({ from, to });
    from = to;
  }
  return ties;
}

interface Ranked {
  readonly covariance: number;
  readonly rankVariance: number;
}

function rank({ values, weights, people, mean }: WeightedValues, order: Uint32Array, ties: Ties): Ranked {
  let below = 0;
  let covariance = 0;
  let rankVariance = 0;
  for (const { from, to } of ties) {
    const { heads } = sumsOf(values, weights, order.subarray(from, to));
    // Around the mean rank, which is a half.
    const middle = (below + heads / 2) / people - 0.5;
    for (const row of order.subarray(from, to)) {
      covariance += ((weights[row] ?? 0) / people) * ((values[row] ?? 0) - mean) * middle;
      rankVariance += ((weights[row] ?? 0) / people) * middle * middle;
    }
    below += heads;
  }
  return { covariance, rankVariance };
}

function sumsOf(values: Float64Array, weights: Float64Array, rows: Uint32Array) {
  let heads = 0;
  let total = 0;
  for (const row of rows) {
    heads += weights[row] ?? 0;
    total += (weights[row] ?? 0) * (values[row] ?? 0);
  }
  return { heads, total };
}

/** The standard error of C from the n indices that leave one row out, each found from the sums of all in one step. */
function jackknife(
  { values, weights, people, total }: WeightedValues,
  order: Uint32Array,
  ties: Ties,
): number {
  // C = 2 S / (total people) - 1 with S = sum of w h (people below + half of those beside).
  let below = 0;
  let sum = 0;
  const groups = ties.map(({ from, to }) => {
    const rows = order.subarray(from, to);
    const { heads, total: here } = sumsOf(values, weights, rows);
    const middle = below + heads / 2;
    sum += here * middle;
    below += heads;
    return { rows, middle, here };
  });
  let above = total;
  const left: number[] = [];
  for (const { rows, middle, here } of groups) {
    above -= here;
    for (const row of rows) {
      const weight = weights[row] ?? 0;
      const own = weight * (values[row] ?? 0);
      const rest = sum - own * middle - weight * above - (weight / 2) * (here - own);
      left.push((2 * rest) / ((total - own) * (people - weight)) - 1);
    }
  }
  const mean = left.reduce((all, one) => all + one, 0) / left.length;
  const squares = left.reduce((all, one) => all + (one - mean) ** 2, 0);
  return Math.sqrt((squares * (left.length - 1)) / left.length);
}

/** The curve at the ends of ties only: between them it is straight, whatever the order of rows that stand alike. */
function tiedCurve({ people, total }: ShareCurve, ties: Ties): ShareCurve {
  const ends = Int32Array.from([0, ...ties.map(({ to }) => to)]);
  return {
    people: Float64Array.from(ends, (end) => people[end] ?? 1),
    total: Float64Array.from(ends, (end) => total[end] ?? 1),
  };
}
