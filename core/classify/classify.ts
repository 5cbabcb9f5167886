import type { ClassBreaks } from './class-breaks.ts';
import { decileClasses } from './decile-classes.ts';
import { equalSteps } from './equal-steps.ts';
import { naturalBreaks } from './natural-breaks.ts';
import { quantileClasses } from './quantile-classes.ts';

export const classSchemes = ['decile', 'quantile', 'natural', 'equal'] as const;
export type ClassScheme = (typeof classSchemes)[number];

/**
 * Cuts values into classes. `classCount` is how many are wanted (deciles are always tenths); there are fewer where
 * the values do not allow so many. Missing values (NaN) are left out and get class -1 from `classOf`.
 */
export function classify(values: ArrayLike<number>, scheme: ClassScheme, classCount: number): ClassBreaks {
  switch (scheme) {
    case 'decile':
      return decileClasses(values);
    case 'quantile':
      return quantileClasses(values, classCount);
    case 'natural':
      return naturalBreaks(values, classCount);
    case 'equal':
      return equalSteps(values, classCount);
  }
}
