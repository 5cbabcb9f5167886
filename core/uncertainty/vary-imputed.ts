import { nextDataSet, type Preparation } from '../index/preparation.ts';
import type { RandomStream } from '../random.ts';

/**
 * Puts values that could as well have been there in place of those that the last impute stage expected: each plus an
 * error from the spread that its method knows of, the errors of one area drawn together where they hang together (em).
 * Values of methods without a spread stay as they are.
 *
 * One realisation is one of the data sets of multiple imputation. The parameters of a method (means, covariances, lines)
 * are held at their estimates, so the spread is a little too narrow where few areas are known.
 *
 * @param indicators only these; all when null.
 * Source: Little and Rubin (2002), section 5.4 and chapter 10; Rubin (1987).
 */
export function varyImputed(
  after: Preparation,
  indicators: readonly string[] | null,
  random: RandomStream,
): Preparation {
  const { leaves } = after.compiled;
  const isVaried = (slot: number): boolean =>
    indicators === null || indicators.includes(leaves[slot]?.indicatorId ?? '');
  if (!after.spreads.some(({ slots }) => slots.some(isVaried))) return after;
  return nextDataSet(after, 'plausible', (columns) => {
    for (const { slots, rows, lower } of after.spreads) {
      for (const row of rows) {
        // As many numbers whichever indicators are varied, so that one more leaves the others as they were.
        const normals = slots.map(() => random.nextNormal());
        slots.forEach((slot, at) => {
          const values = columns[slot]?.values;
          if (values === undefined || !isVaried(slot)) return;
          const error = normals.reduce((sum, normal, k) => sum + (lower[at]?.[k] ?? 0) * normal, 0);
          values[row] = (values[row] ?? NaN) + error;
        });
      }
    }
  });
}
