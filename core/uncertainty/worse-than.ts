import type { RankTable } from './rank-statistics.ts';

/**
 * The probability (0-1) that each area stands worse than one of them: the share of the draws in which its rank is
 * smaller (1 = worst), a draw in which they tie counting half. Of draws in which both have a rank.
 *
 * Missing: NaN for the area itself, and where there is no such draw.
 * Source: Marshall and Spiegelhalter (1998), Reliability of league tables of in vitro fertilisation clinics, BMJ 316.
 */
export function worseThanProbabilities(
  { drawCount, areaCount, ranks }: RankTable,
  reference: number,
): Float64Array {
  const worse = new Float64Array(areaCount);
  const both = new Uint32Array(areaCount);
  for (let draw = 0; draw < drawCount; draw += 1) {
    const from = draw * areaCount;
    const other = ranks[from + reference] ?? NaN;
    for (let row = 0; row < areaCount; row += 1) {
      const rank = ranks[from + row] ?? NaN;
      if (Number.isNaN(rank - other)) continue;
      both[row] = (both[row] ?? 0) + 1;
      worse[row] = (worse[row] ?? 0) + (1 - Math.sign(rank - other)) / 2;
    }
  }
  return worse.map((count, row) => (row === reference ? NaN : count / (both[row] ?? 0)));
}
