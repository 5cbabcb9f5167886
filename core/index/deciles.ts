/**
 * The tenth in which a rank lies: ceil(10 rank / count); rank 1 = greatest risk, so tenth 1 is the worst.
 * Tied areas share a rank and therefore a tenth. Gives 0 where the rank is missing or nothing is compared (count < 2).
 *
 * Source: the published deciles of IoD 2025 (33,755 of 33,755).
 * @example decileOf(3376, 33755) // 2
 */
export function decileOf(rank: number, count: number): number {
  return count < 2 || Number.isNaN(rank) ? 0 : Math.ceil((10 * rank) / count);
}
