import { AppError } from '../errors.ts';

/** What a screen stage saw and did; arrays by row or by indicator. */
export interface Screening {
  /** The data set it made. */
  readonly name: string;
  readonly isRemoving: boolean;
  readonly areas: {
    readonly missing: Int32Array;
    readonly zero: Int32Array;
    /** Share (0-1) of the indicators that are present. */
    readonly availability: Float64Array;
    /** Share (0-1) of the present values that are not zero; NaN where none is present. */
    readonly nonZero: Float64Array;
    /** 1 where the area passes. */
    readonly included: Uint8Array;
  };
  readonly indicators: readonly {
    readonly id: string;
    readonly availability: number;
    readonly nonZero: number;
    /** Share (0-1) of different values among the present ones. */
    readonly unique: number;
    readonly isIncluded: boolean;
  }[];
}

/** The error for a screen stage that would leave nothing over. */
export function nothingLeft(what: string): AppError {
  return new AppError('not-computable', `Screening would leave out every ${what}.`, {
    details: { reason: 'the thresholds are above what the data has' },
  });
}
