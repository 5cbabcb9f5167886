/**
 * A chance (0-1) as a whole percentage that has the same status: only none is 0, only all is 100, and what is less than
 * half stays less than half.
 *
 * Missing: null stays null.
 * @example [0, 0.001, 0.4999, 0.5, 0.999, 1].map(chancePercent).join(' ') // '0 1 49 50 99 100'
 */
export function chancePercent(chance: number): number;
export function chancePercent(chance: number | null): number | null;
export function chancePercent(chance: number | null): number | null {
  if (chance === null) return null;
  if (chance <= 0) return 0;
  if (chance >= 1) return 100;
  return Math.min(99, Math.max(1, Math.floor(100 * chance)));
}
