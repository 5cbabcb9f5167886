import type { ClassCount, GapEstimate, GapSubject } from '../contract/coverage/gap-report.ts';
import type { SpeedClass } from '../contract/coverage/speed-class.ts';
import { languageTags, type Locale } from '../language/locale.ts';
import type { Translate } from '../language/translate.ts';
import { speedKeys } from './coverage-words.ts';

const missingKeys = {
  'no-snapshot': 'coverageReport.noSnapshot',
  'no-such-period': 'coverageReport.noSuchPeriod',
  'no-premises': 'coverageReport.noPremises',
} as const;

/**
 * What a report says first, and no more than the estimate allows: at least those that no source serves, up to those that
 * no source serves for sure. Where only shares are known no premises is said to be without, and what is not known at all
 * counts in "up to" only.
 *
 * Shape: the estimate of an area, the speed to tell. Missing: the reason, in a sentence.
 */
export function reportSentences(
  estimate: GapEstimate,
  { speedClass, subject }: { readonly speedClass: SpeedClass; readonly subject: GapSubject },
  t: Translate,
): string[] {
  if (estimate.status === 'missing') return [t(missingKeys[estimate.reason])];
  const count = estimate.classes.find((each) => each.speedClass === speedClass);
  if (count === undefined || count.premises === 0) return [t(missingKeys['no-premises'])];
  return [...headline(count, t), ...partSentence(subject, t)];
}

/** How many premises are without at least, and at most: those not known to be served. */
export function rangeWithout({ premises, served, unserved }: ClassCount): {
  readonly least: number;
  readonly most: number;
} {
  return { least: unserved, most: premises - served };
}

function headline(count: ClassCount, t: Translate): string[] {
  const { premises, unknown, unserved, expectedUnserved } = count;
  const { least, most } = rangeWithout(count);
  const speed = t(speedKeys[count.speedClass]);
  if (unknown === premises) return [t('coverageReport.headlineUnknown', { premises, speed })];
  if (most === 0) return [t('coverageReport.headlineAll', { premises, speed })];
  if (least === most) return [t('coverageReport.headlineSure', { unserved, premises, speed })];
  const expected = expectedText(expectedUnserved, t);
  const isOnlyUnknown = unserved + unknown === most;
  const first = isOnlyUnknown
    ? t('coverageReport.headlineNotExpected', { least, most, premises, speed })
    : least === 0
      ? t('coverageReport.headlinePerhaps', { most, premises, speed, expected })
      : t('coverageReport.headlineRange', { least, most, premises, speed, expected });
  return unknown === 0 ? [first] : [first, t('coverageReport.headlineUnknownToo', { unknown })];
}

/** A whole number: more would be said than a sum of chances is good for. */
function expectedText(expected: number, t: Translate): string {
  return expected < 1 ? t('coverageReport.lessThanOne') : wholeNumber(expected, t.locale);
}

const wholeNumber = (value: number, locale: Locale): string =>
  Math.round(value).toLocaleString(languageTags[locale]);

function partSentence(subject: GapSubject, t: Translate): string[] {
  if (subject.kind !== 'area' || subject.authorities === null) return [];
  const { counted, known } = subject.authorities;
  if (known === null) return [t('coverageReport.partOfNation', { counted })];
  return counted < known ? [t('coverageReport.partOnly', { counted, known })] : [];
}
