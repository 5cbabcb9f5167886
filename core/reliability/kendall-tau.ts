import { normalLower } from '../distributions/normal.ts';
import { argsort } from '../index/argsort.ts';
import type { Pairs } from './pairs.ts';

/**
 * Kendall's tau-b of complete pairs, corrected for ties, and its two-sided p by the normal approximation with the
 * variance corrected for ties. NaN for fewer than two pairs or where one column is constant.
 *
 * In n log n steps: concordant and discordant pairs are counted while merging (the plain double loop takes 570 million
 * steps for England's small areas).
 *
 * Source: M. G. Kendall (1945), Biometrika 33; W. R. Knight (1966), JASA 61; R's cor.test(method = "kendall", exact = FALSE).
 */
export function kendallTau({ first, second }: Pairs): { readonly tau: number; readonly p: number } {
  const n = first.length;
  const rows = Uint32Array.from(first.keys());
  // Sorted by the second, then (keeping that order) by the first.
  const order = argsort(first, argsort(second, rows));
  const y = Float64Array.from(order, (row) => second[row] ?? NaN);
  const x = Float64Array.from(order, (row) => first[row] ?? NaN);
  const tiesFirst = tieSums(x);
  const tiesBoth = tieSums(x, y);
  const discordant = countInversions(y);
  const tiesSecond = tieSums(y);
  const all = (n * (n - 1)) / 2;
  // Among pairs that tie in neither: concordant minus discordant.
  const score = all - tiesFirst.pairs - tiesSecond.pairs + tiesBoth.pairs - 2 * discordant;
  const tau = score / Math.sqrt((all - tiesFirst.pairs) * (all - tiesSecond.pairs));
  const variance =
    (n * (n - 1) * (2 * n + 5) - tiesFirst.fives - tiesSecond.fives) / 18 +
    (2 * tiesFirst.pairs * tiesSecond.pairs) / (n * (n - 1)) +
    (tiesFirst.triples * tiesSecond.triples) / (9 * n * (n - 1) * (n - 2));
  return Number.isFinite(tau)
    ? { tau, p: n < 3 ? NaN : Math.min(1, 2 * normalLower(-Math.abs(score / Math.sqrt(variance)))) }
    : { tau: NaN, p: NaN };
}

interface TieSums {
  /** Over runs of t equal values: t(t-1)/2, t(t-1)(t-2) and t(t-1)(2t+5). */
  readonly pairs: number;
  readonly triples: number;
  readonly fives: number;
}

/** Sums over runs of equal neighbours; where a second column is given, runs in which both are equal. */
function tieSums(sorted: Float64Array, also?: Float64Array): TieSums {
  let pairs = 0;
  let triples = 0;
  let fives = 0;
  let length = 1;
  for (let at = 1; at <= sorted.length; at += 1) {
    const isSame = at < sorted.length && sorted[at] === sorted[at - 1] && also?.[at] === also?.[at - 1];
    if (isSame) {
      length += 1;
      continue;
    }
    pairs += (length * (length - 1)) / 2;
    triples += length * (length - 1) * (length - 2);
    fives += length * (length - 1) * (2 * length + 5);
    length = 1;
  }
  return { pairs, triples, fives };
}

/** Sorts in place by merging from the bottom up, and counts how many pairs stood in the wrong order. */
function countInversions(values: Float64Array): number {
  let inversions = 0;
  const spare = new Float64Array(values.length);
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      const middle = Math.min(start + width, values.length);
      const end = Math.min(start + 2 * width, values.length);
      let left = start;
      let right = middle;
      for (let to = start; to < end; to += 1) {
        const takesRight = left >= middle || (right < end && (values[right] ?? NaN) < (values[left] ?? NaN));
        if (takesRight) inversions += middle - left;
        spare[to] = (takesRight ? values[right] : values[left]) ?? NaN;
        if (takesRight) right += 1;
        else left += 1;
      }
    }
    values.set(spare);
  }
  return inversions;
}
