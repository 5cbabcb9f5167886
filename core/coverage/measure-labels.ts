import { measureLabels } from '../area-page/connectivity-words.ts';
import type { CoverageMeasure } from '../contract/coverage-measure.ts';
import type { MessageKey } from '../language/catalogue.ts';

/** What every published measure is called. */
export const coverageMeasureLabels: Readonly<Record<CoverageMeasure, MessageKey>> = {
  ...measureLabels,
  below_2: 'coverageReport.below2',
  below_5: 'coverageReport.below5',
  ultrafast_100: 'coverageReport.ultrafast100',
  next_generation: 'coverageReport.nextGeneration',
  fixed_wireless_decent: 'coverageReport.fixedWireless',
};
