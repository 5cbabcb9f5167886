import { decileOf } from '../index/deciles.ts';
import { quantileSorted } from '../index/quantile.ts';

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

/** Rows are sorted in blocks that read the table along its grain: 64 rows of 1,000 draws are 256 kB. */
const blockRows = 64;

/**
 * What the draws say of each area, exactly: all ranks are kept and sorted, nothing is approximated in passing.
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
      // Missing ranks sort to the end.
      const sorted = block.subarray(at * drawCount, (at + 1) * drawCount).sort();
      const present = presentCount(sorted);
      if (present === 0) continue;
      const own = sorted.subarray(0, present);
      out.draws[row] = present;
      out.median[row] = quantileSorted(own, 0.5);
      out.q5[row] = quantileSorted(own, 0.05);
      out.q95[row] = quantileSorted(own, 0.95);
      let sum = 0;
      let shift = 0;
      let worst = 0;
      for (const rank of own) {
        sum += rank;
        shift += Math.abs(rank - (nominal[row] ?? NaN));
        if (decileOf(rank, rankedAmong[row] ?? NaN) === 1) worst += 1;
      }
      out.mean[row] = sum / present;
      out.meanShift[row] = shift / present;
      out.worstTenth[row] = worst / present;
    }
  }
  return out;
}

function presentCount(sorted: Float32Array): number {
  let count = sorted.length;
  while (count > 0 && Number.isNaN(sorted[count - 1])) count -= 1;
  return count;
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
