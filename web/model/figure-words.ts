import type { Explanation } from '../../core/contract/score.ts';
import { formatFigure } from '../../core/format-figure.ts';
import { missingWords, reasonWords } from './missing-words.ts';

type ExplainedIndicator = Explanation['indicators'][number];

/** A figure of an area as it is published and, where the method made another of it, as it counts and why. */
export function figureWords(
  indicator: Pick<ExplainedIndicator, 'raw' | 'used' | 'missingReason' | 'unit' | 'decimals'>,
): string {
  const { raw, used, missingReason } = indicator;
  const published = raw === null ? missingWords(missingReason) : formatFigure(raw, indicator);
  if (used === null) return published;
  if (used.value === null) {
    return raw === null || missingReason === null
      ? published
      : `${published}; not used: ${reasonWords(missingReason)}`;
  }
  const counted = formatFigure(used.value, indicator);
  const { flags } = used;
  // A transformed value is in no unit that people know.
  if (flags.includes('transformed')) return raw === null ? 'no figure; filled in' : published;
  if (flags.includes('imputed')) return `no figure; ${counted} filled in`;
  if (flags.includes('shrunk'))
    return `${published}; counts as ${counted}, drawn towards the rate of its larger area`;
  const isOutlier = flags.includes('winsorised-high') || flags.includes('winsorised-low');
  return isOutlier ? `${published}; counts as ${counted}, as it is an outlier` : published;
}
