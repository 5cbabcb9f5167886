import { sortedPresent } from '../index/quantile.ts';
import { breaksFrom, type ClassBreaks } from './class-breaks.ts';

/**
 * Natural breaks (Jenks), exact: the classes with the least sum of squared distances from their means.
 *
 * Dynamic programming over the distinct sorted values; the best last class begins further right the further right it
 * ends, so each layer is filled by divide and conquer in O(n log n) and 35,672 values in 7 classes take tens of
 * milliseconds, where Jenks' own algorithm is quadratic.
 * Missing values are left out; with fewer distinct values than classes each value is a class.
 *
 * Source: Wang and Song (2011), Ckmeans.1d.dp, The R Journal 3/2.
 */
export function naturalBreaks(values: ArrayLike<number>, classCount: number): ClassBreaks {
  const sorted = sortedPresent(values);
  const table = distinctValues(sorted);
  const count = table.values.length;
  const classes = Math.min(classCount, count);
  let costs = Float64Array.from({ length: count }, (_, end) => spread(table, 0, end));
  const starts: Uint32Array[] = [];
  for (let layer = 1; layer < classes; layer += 1) {
    const next = new Float64Array(count).fill(Infinity);
    const start = new Uint32Array(count);
    fillLayer({ table, before: costs, costs: next, starts: start, layer });
    costs = next;
    starts.push(start);
  }
  const breaks: number[] = [];
  let end = count - 1;
  for (const start of starts.reverse()) {
    const first = start[end] ?? 0;
    breaks.push(table.values[first] ?? NaN);
    end = first - 1;
  }
  return breaksFrom(breaks, sorted);
}

/** Distinct values with running sums of weights, values and squares up to and including each. */
interface DistinctValues {
  readonly values: Float64Array;
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

function distinctValues(sorted: Float64Array): DistinctValues {
  const values = sorted.filter((value, at) => at === 0 || value !== sorted[at - 1]);
  const counts = new Float64Array(values.length);
  const sums = new Float64Array(values.length);
  const squares = new Float64Array(values.length);
  // Around the median, or the squares of values far from zero would lose their digits.
  const centre = sorted[sorted.length >> 1] ?? 0;
  let at = 0;
  let count = 0;
  let sum = 0;
  let square = 0;
  values.forEach((value, position) => {
    for (; at < sorted.length && sorted[at] === value; at += 1) {
      count += 1;
      sum += value - centre;
      square += (value - centre) ** 2;
    }
    counts[position] = count;
    sums[position] = sum;
    squares[position] = square;
  });
  return { values, counts, sums, squares };
}

/** Sum of squared distances from their mean of the values from `first` to `last`. */
function spread({ counts, sums, squares }: DistinctValues, first: number, last: number): number {
  const count = (counts[last] ?? 0) - (counts[first - 1] ?? 0);
  const sum = (sums[last] ?? 0) - (sums[first - 1] ?? 0);
  return Math.max(0, (squares[last] ?? 0) - (squares[first - 1] ?? 0) - (sum * sum) / count);
}

interface Layer {
  readonly table: DistinctValues;
  /** Least cost with one class fewer, by last value. */
  readonly before: Float64Array;
  readonly costs: Float64Array;
  /** Where the last class begins, by last value. */
  readonly starts: Uint32Array;
  readonly layer: number;
}

function fillLayer(state: Layer): void {
  const count = state.costs.length;
  // Explicit stack: [first end, last end, lowest start, highest start].
  const stack: [number, number, number, number][] = [[state.layer, count - 1, state.layer, count - 1]];
  for (let job = stack.pop(); job !== undefined; job = stack.pop()) {
    const [firstEnd, lastEnd, lowStart, highStart] = job;
    if (firstEnd > lastEnd) continue;
    const end = (firstEnd + lastEnd) >>> 1;
    const start = bestStart(state, end, { low: lowStart, high: Math.min(end, highStart) });
    stack.push([firstEnd, end - 1, lowStart, start], [end + 1, lastEnd, start, highStart]);
  }
}

function bestStart(state: Layer, end: number, range: { low: number; high: number }): number {
  let best = range.low;
  let least = Infinity;
  for (let start = range.low; start <= range.high; start += 1) {
    const cost = (state.before[start - 1] ?? Infinity) + spread(state.table, start, end);
    if (cost < least) {
      least = cost;
      best = start;
    }
  }
  state.costs[end] = least;
  state.starts[end] = best;
  return best;
}
