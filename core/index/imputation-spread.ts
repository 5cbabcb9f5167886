import type { ColumnDraft } from './data-set.ts';

/**
 * How far values that a method imputed may be from the true ones. The values of a row at `slots` are off together, by
 * errors from a normal distribution with mean 0 and covariance L Lᵀ.
 */
export interface ImputationSpread {
  /** Indicators. */
  readonly slots: readonly number[];
  /** Areas whose values at these slots were imputed. */
  readonly rows: readonly number[];
  /** L, in the order of `slots`. */
  readonly lower: readonly (readonly number[])[];
}

/** The methods of imputation that have a spread; the others' values are not drawn anew. */
export const methodsWithSpread = ['mean', 'group-mean', 'em', 'spatial-lag'] as const;

/** The spread of one indicator by itself; none where it is not known or nothing was filled. */
export function singleSpread(slot: number, rows: readonly number[], deviation: number): ImputationSpread[] {
  return rows.length === 0 || !(deviation > 0) ? [] : [{ slots: [slot], rows, lower: [[deviation]] }];
}

/** An indicator that is being filled. */
export interface SlotDraft {
  readonly slot: number;
  readonly column: ColumnDraft;
}
