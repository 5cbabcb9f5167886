import { columnsShifted } from './columns-shifted.ts';
import { countsForRate } from './counts-for-rate.ts';
import { denominatorMismatch } from './denominator-mismatch.ts';
import { emptyColumns } from './empty-columns.ts';
import { mixedUnits } from './mixed-units.ts';
import { numeratorAboveDenominator } from './numerator-above-denominator.ts';
import { outOfRange } from './out-of-range.ts';
import type { QualityCheck } from './table.ts';
import { totalUnlikeParts } from './total-unlike-parts.ts';

/** Every check of figures, in the order of the report. */
export const qualityChecks: readonly QualityCheck[] = [
  columnsShifted,
  mixedUnits,
  countsForRate,
  outOfRange,
  numeratorAboveDenominator,
  denominatorMismatch,
  totalUnlikeParts,
  emptyColumns,
];
