import { decileOf } from '../index/deciles.ts';

/**
 * Ranks of every area in every draw, draw after draw. Float32, because ties make halves and 24 bits hold them exactly up
 * to eight million areas: 1,000 draws of England's 33,755 small areas are 135 MB.
 */
export interface RankTable {
  readonly drawCount: number;
  readonly areaCount: number;
  /** Entry `draw * areaCount + row`; NaN where the draw could not rank the area. */
  readonly ranks: Float32Array;
}

/** Per area, over the draws in which it has a rank. NaN (0 draws) where it never has. */
export interface RankStatistics {
  readonly draws: Uint32Array;
  readonly mean: Float64Array;
  readonly median: Float64Array;
  /** Ends of the 90 % interval: quantiles of type 7. */
  readonly q5: Float64Array;
  readonly q95: Float64Array;
  /** Share (0-1) of the draws in which the area is in the worst tenth of its comparison group. */
  readonly worstTenth: Float64Array;
  /** Mean distance from the nominal rank; NaN where that is missing. */
  readonly meanShift: Float64Array;
}

/** The statistics of some of the areas: rows `from` up to `to`. */
export function statisticsOfRows(statistics: RankStatistics, from: number, to: number): RankStatistics {
  return {
    draws: statistics.draws.subarray(from, to),
    mean: statistics.mean.subarray(from, to),
    median: statistics.median.subarray(from, to),
    q5: statistics.q5.subarray(from, to),
    q95: statistics.q95.subarray(from, to),
    worstTenth: statistics.worstTenth.subarray(from, to),
    meanShift: statistics.meanShift.subarray(from, to),
  };
}

/** Rows are looked at in blocks that read the table along its grain: 64 rows of 1,000 draws are 256 kB. */
const blockRows = 64;

/**
 * What the draws say of each area, exactly: all ranks are kept, nothing is approximated in passing.
 *
 * @param nominal the rank without any variation. @param rankedAmong how many areas the area is ranked among.
 * Source: OECD/JRC Handbook (2008), section 7; COINr `get_sensitivity` (`RankStats`).
 */
export function rankStatistics(
  table: RankTable,
  nominal: Float64Array,
  rankedAmong: Float64Array,
): RankStatistics {
  const { drawCount, areaCount, ranks } = table;
  const column = (): Float64Array => new Float64Array(areaCount).fill(NaN);
  const out = {
    draws: new Uint32Array(areaCount),
    ...{ mean: column(), median: column(), q5: column(), q95: column() },
    ...{ worstTenth: column(), meanShift: column() },
  };
  const block = new Float32Array(blockRows * drawCount);
  for (let start = 0; start < areaCount; start += blockRows) {
    const rows = Math.min(blockRows, areaCount - start);
    for (let draw = 0; draw < drawCount; draw += 1) {
      const from = draw * areaCount + start;
      for (let at = 0; at < rows; at += 1) block[at * drawCount + draw] = ranks[from + at] ?? NaN;
    }
    for (let at = 0; at < rows; at += 1) {
      const row = start + at;
      const own = presentOnly(block.subarray(at * drawCount, (at + 1) * drawCount));
      const present = own.length;
      if (present === 0) continue;
      out.draws[row] = present;
      [out.q5[row], out.median[row], out.q95[row]] = quantilesInPlace(own);
      let sum = 0;
      let shift = 0;
      let worst = 0;
      const ownNominal = nominal[row] ?? NaN;
      const among = rankedAmong[row] ?? NaN;
      for (let draw = 0; draw < present; draw += 1) {
        const rank = own[draw] ?? NaN;
        sum += rank;
        shift += Math.abs(rank - ownNominal);
        if (decileOf(rank, among) === 1) worst += 1;
      }
      out.mean[row] = sum / present;
      out.meanShift[row] = shift / present;
      out.worstTenth[row] = worst / present;
    }
  }
  return out;
}

/** The present values, moved to the front. */
function presentOnly(values: Float32Array): Float32Array {
  let count = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? NaN;
    if (Number.isNaN(value)) continue;
    values[count] = value;
    count += 1;
  }
  return values.subarray(0, count);
}

/**
 * The 5th, 50th and 95th percentile (type 7), by selection: the values are put in order around each of them only, which
 * takes a tenth of the time of sorting them.
 */
function quantilesInPlace(values: Float32Array): [number, number, number] {
  const at = (share: number): number => {
    const position = (values.length - 1) * share;
    const below = Math.floor(position);
    const low = selectInPlace(values, below);
    if (below === position) return low;
    // What follows the selected value is no smaller: the next in order is the least of it.
    let high = Infinity;
    for (let next = below + 1; next < values.length; next += 1) high = Math.min(high, values[next] ?? NaN);
    return low + (high - low) * (position - below);
  };
  return [at(0.05), at(0.5), at(0.95)];
}

/** Hoare's selection: afterwards the value at `wanted` is the one sorting would put there, smaller ones before it. */
function selectInPlace(values: Float32Array, wanted: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = values[(left + right) >> 1] ?? NaN;
    let i = left;
    let j = right;
    while (i <= j) {
      while ((values[i] ?? NaN) < pivot) i += 1;
      while ((values[j] ?? NaN) > pivot) j -= 1;
      if (i > j) break;
      const kept = values[i] ?? NaN;
      values[i] = values[j] ?? NaN;
      values[j] = kept;
      i += 1;
      j -= 1;
    }
    if (wanted <= j) right = j;
    else if (wanted >= i) left = i;
    else break;
  }
  return values[wanted] ?? NaN;
}

/**
 * How far a draw moves the areas from their nominal ranks: the mean absolute difference over those ranked in both. The
 * output whose variance the sensitivity analysis takes apart. NaN where none is.
 */
export function meanRankShift(ranks: ArrayLike<number>, nominal: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let row = 0; row < nominal.length; row += 1) {
    const shift = Math.abs((ranks[row] ?? NaN) - (nominal[row] ?? NaN));
    if (Number.isNaN(shift)) continue;
    sum += shift;
    count += 1;
  }
  return sum / count;
}
