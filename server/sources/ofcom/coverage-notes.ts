import type { ReadContext } from '../source.ts';
import type { FigureTally } from './coverage-figures.ts';

/** Says, once for a file, what its figures were found to be like. */
export function noteTally(tally: FigureTally, context: ReadContext): void {
  if (tally.blankCells > 0) {
    context.note({
      code: 'blank-figures',
      severity: 'info',
      message: `${tally.blankCells} figures are blank or marked as not published; they are kept as missing.`,
      count: tally.blankCells,
    });
  }
  for (const [measure, count] of tally.recomputed) {
    context.note({
      code: 'percent-recomputed',
      severity: 'info',
      message: `The percents of ${measure.replaceAll('_', ' ')} hold only a speed band in ${count} rows; they were worked out again from the number of premises.`,
      count,
    });
  }
  for (const [measure, { count, firstLine }] of tally.differing) {
    context.note({
      code: 'percent-differs',
      severity: 'warning',
      message: `The percents of ${measure.replaceAll('_', ' ')} differ from number / all premises in ${count} rows, first in line ${firstLine}; both are kept as published.`,
      count,
    });
  }
}
