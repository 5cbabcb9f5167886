import { hasWorstTenth } from './has-worst-tenth.ts';

/**
 * Where the worst tenth of ranks ends: halfway between the last rank in it and the next. Null where no rank is in it,
 * which is so of fewer than ten (core/index/deciles.ts).
 *
 * @example worstTenthEnd(21) // 2.5
 */
export function worstTenthEnd(rankOf: number): number | null {
  return hasWorstTenth(rankOf) ? Math.floor(rankOf / 10) + 0.5 : null;
}
