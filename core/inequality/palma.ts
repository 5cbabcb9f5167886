import { lorenzCurve, shareOfTotal } from './lorenz.ts';
import { weightedValues } from './weighted-values.ts';

/**
 * The Palma ratio: what the richest tenth have over what the poorest four tenths have. 0.25 where all have the same. A row
 * that straddles the limit counts in part.
 *
 * Missing: as weightedValues; Infinity where the poorest four tenths have nothing.
 *
 * @throws AppError as weightedValues.
 * Source: Cobham and Sumner 2013, Putting the Gini back in the bottle?
 */
export function palma(values: Float64Array, weights?: Float64Array): number {
  const curve = lorenzCurve(weightedValues(values, weights));
  return (1 - shareOfTotal(curve, 0.9)) / shareOfTotal(curve, 0.4);
}
