import type { CoverageGap } from '../contract/coverage/coverage-gap.ts';
import { formatPeriod } from '../language/format-period.ts';
import type { Translate } from '../language/translate.ts';
import { howMany, speedText } from './risk-words.ts';

const keys = {
  some: 'coverageRisk.areaSome',
  'under-one': 'coverageRisk.areaUnderOne',
  none: 'coverageRisk.areaAll',
} as const;

/**
 * What is said on the page of an area of its premises: how many of them cannot order the slowest speed that some cannot
 * order, and of how many it is not known. Nothing is said where nothing is known.
 */
export function gapSentence(
  { class: speedClass, period, ...counts }: CoverageGap,
  t: Translate,
): string | null {
  const many = howMany(counts);
  if (many === 'not-known') return null;
  const sentence = t(keys[many], {
    count: Math.round(counts.expectedUnserved),
    known: counts.premises - counts.unknown,
    speed: speedText(speedClass, t),
  });
  return [
    sentence,
    ...(counts.unknown > 0 ? [t('coverageRisk.areaUnknown', { count: counts.unknown })] : []),
    t('coverageRisk.areaPeriod', { period: formatPeriod(period, t.locale) }),
  ].join(' ');
}
