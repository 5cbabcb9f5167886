/** Small beside every number that can come up; what Lentz's method for continued fractions starts from. */
export const tiny = 1e-300;

/** Lentz's method must never divide by zero. */
export function awayFromZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
