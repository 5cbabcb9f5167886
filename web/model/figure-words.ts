import type { Explanation } from '../../core/contract/score.ts';
import { formatFigure } from '../../core/format-figure.ts';
import { missingWords, reasonWords } from './missing-words.ts';
import { language, t } from '../language/words.ts';

type ExplainedIndicator = Explanation['indicators'][number];

/** A figure of an area as it is published and, where the method made another of it, as it counts and why. */
export function figureWords(
  indicator: Pick<ExplainedIndicator, 'raw' | 'used' | 'missingReason' | 'unit' | 'decimals'>,
): string {
  const { raw, used, missingReason } = indicator;
  const published =
    raw === null ? missingWords(missingReason) : formatFigure(raw, indicator, language().locale);
  if (used === null) return published;
  if (used.value === null) {
    return raw === null || missingReason === null
      ? published
      : t('explorer.notUsed', { published, reason: reasonWords(missingReason) });
  }
  const counted = formatFigure(used.value, indicator, language().locale);
  const { flags } = used;
  // A transformed value is in no unit that people know.
  if (flags.includes('transformed')) return raw === null ? t('explorer.filledIn') : published;
  if (flags.includes('imputed')) return t('explorer.filledInWith', { counted });
  if (flags.includes('shrunk')) return t('explorer.drawn', { published, counted });
  const isOutlier = flags.includes('winsorised-high') || flags.includes('winsorised-low');
  return isOutlier ? t('explorer.outlier', { published, counted }) : published;
}
