import type { RiskByCoverage } from '../contract/coverage/risk-by-coverage.ts';
import type { SpeedClass } from '../contract/coverage/speed-class.ts';
import { formatFigure } from '../format-figure.ts';
import { formatPeriod } from '../language/format-period.ts';
import type { Translate } from '../language/translate.ts';
import type { AreaSums, RiskHeadline } from './risk-by-coverage.ts';
import { unservedShare, type CountedPremises } from './risk-groups.ts';

/** A share of 0 to 1 as a percentage with one decimal at most. */
export function shareText(share: number, t: Translate): string {
  return formatFigure(share, { unit: 'share', decimals: 1 }, t.locale);
}

/** A speed in words: "superfast broadband (30 Mbit/s)". */
export function speedText(speedClass: SpeedClass, t: Translate): string {
  return t(`coverageRisk.speed-${speedClass}`);
}

/**
 * How sure can be said how many premises go without: a sum of chances is about a whole number, some but fewer than one, or
 * none at all; or nothing is known.
 */
export type HowMany = 'some' | 'under-one' | 'none' | 'not-known';

/** Chances are stored with single precision: a sum that is zero but for its last digits is zero. */
const nothing = 1e-4;

/** @example howMany({ premises: 10, unknown: 0, expectedUnserved: 0.4 }) // 'under-one' */
export function howMany(counts: CountedPremises): HowMany {
  if (unservedShare(counts) === null) return 'not-known';
  if (counts.expectedUnserved < nothing) return 'none';
  return counts.expectedUnserved < 1 - nothing ? 'under-one' : 'some';
}

function figuresOf(counts: CountedPremises, t: Translate) {
  return {
    count: Math.round(counts.expectedUnserved),
    known: counts.premises - counts.unknown,
    percent: shareText(unservedShare(counts) ?? 0, t),
  };
}

const riskiestKeys = {
  some: 'coverageRisk.riskiestSome',
  'under-one': 'coverageRisk.riskiestUnderOne',
  none: 'coverageRisk.riskiestNone',
  'not-known': 'coverageRisk.riskiestNotKnown',
} as const;
const elsewhereKeys = {
  some: 'coverageRisk.elsewhereSome',
  'under-one': 'coverageRisk.elsewhereUnderOne',
  none: 'coverageRisk.elsewhereNone',
  'not-known': 'coverageRisk.elsewhereNotKnown',
} as const;

/**
 * The headline: premises without in the riskiest fifth, of how many, beside the others; what is not known of them; and who
 * the people are. No cause is named: the two are set side by side.
 */
export function riskSentences(
  { riskiest, elsewhere }: RiskHeadline,
  speedClass: SpeedClass,
  t: Translate,
): string[] {
  const speed = speedText(speedClass, t);
  const sentences =
    riskiest.areas === 0
      ? [t('coverageRisk.riskiestNoAreas')]
      : [t(riskiestKeys[howMany(riskiest)], { ...figuresOf(riskiest, t), speed })];
  if (elsewhere.areas > 0) sentences.push(t(elsewhereKeys[howMany(elsewhere)], figuresOf(elsewhere, t)));
  if (riskiest.unknown > 0 && howMany(riskiest) !== 'not-known')
    sentences.push(t('coverageRisk.unknownMore', { count: riskiest.unknown }));
  if (riskiest.people !== null && riskiest.areas > 0)
    sentences.push(t('coverageRisk.peopleRiskiest', { people: riskiest.people }));
  return sentences;
}

const withoutKeys = {
  some: 'coverageRisk.without',
  'under-one': 'coverageRisk.withoutUnderOne',
  none: 'coverageRisk.withoutNone',
  'not-known': 'coverageRisk.withoutNotKnown',
} as const;

/** "about 12 without", for a cell. */
export function withoutText(counts: CountedPremises, t: Translate): string {
  return t(withoutKeys[howMany(counts)], { count: Math.round(counts.expectedUnserved) });
}

/** The premises of a cell with how many of them go without; the number alone where there are none. */
export function premisesText(sums: AreaSums, t: Translate): string {
  if (sums.premises === 0) return formatFigure(0, { unit: 'count', decimals: 0 }, t.locale);
  return t('coverageRisk.cellPremises', { premises: sums.premises, without: withoutText(sums, t) });
}

/** The shares at which groups begin, as percentages. */
export function breakTexts({ breaks }: Pick<RiskByCoverage, 'breaks'>, t: Translate) {
  const text = (share: number): string => formatFigure(share, { unit: 'share', decimals: 0 }, t.locale);
  return { some: text(breaks.some), many: text(breaks.many) };
}

/**
 * How many take what they can have, and what that is not: Ofcom's take-up is of full fibre and of whole authorities.
 *
 * Missing: said to be so where it is not loaded.
 */
export function takeUpSentences(takeUp: RiskByCoverage['takeUp'], t: Translate): string[] {
  const known = takeUp.flatMap(({ name, percentOfCoverage, period }) =>
    percentOfCoverage === null ? [] : [{ place: name, percent: percentOfCoverage, period }],
  );
  if (known.length === 0) return [t('coverageRisk.takeUpNone')];
  return [
    ...known.slice(0, mostTakeUps).map(({ place, percent, period }) =>
      t('coverageRisk.takeUp', {
        place,
        percent: formatFigure(percent, { unit: 'percent', decimals: 0 }, t.locale),
        period: formatPeriod(period, t.locale),
      }),
    ),
    t('coverageRisk.takeUpMeaning'),
  ];
}

/** More authorities than these are not named one by one; the data holds them all. */
const mostTakeUps = 3;
