import type { RankStatistics } from '../../../core/uncertainty/rank-statistics.ts';

/** What the draws say of an area: columns of a CSV file. */
export const intervalColumns = [
  ...['draws', 'rank_mean', 'rank_median', 'rank_q5', 'rank_q95'],
  ...['worst_tenth_probability', 'mean_rank_shift'],
];

/** The cells of a row of `intervalColumns`; missing is NaN. */
export function intervalCells(statistics: RankStatistics, row: number): readonly (number | null)[] {
  return [
    ...[statistics.draws[row] ?? 0, statistics.mean[row] ?? null, statistics.median[row] ?? null],
    ...[statistics.q5[row] ?? null, statistics.q95[row] ?? null],
    ...[statistics.worstTenth[row] ?? null, statistics.meanShift[row] ?? null],
  ];
}
