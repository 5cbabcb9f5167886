import type { NotSpotSummary } from '../contract/coverage/not-spots.ts';
import { comingPlans, type PlanStatus } from '../contract/coverage/speed-class.ts';
import { numberFormat } from '../language/number-format.ts';
import { formatPeriod } from '../language/format-period.ts';
import type { Translate } from '../language/translate.ts';
import { listInWords } from '../list-in-words.ts';

const isComing = (plan: PlanStatus): boolean => comingPlans.some((each) => each === plan);

/** How many of its premises a better network is planned or being built for. */
export function plannedPremises({ plans }: Pick<NotSpotSummary, 'plans'>): number {
  return plans.reduce((sum, { plan, premises }) => sum + (isComing(plan) ? premises : 0), 0);
}

/** A length as people read it: "340 m", "1.2 km". */
export function lengthInWords(metres: number, t: Translate): string {
  const whole = Math.round(metres);
  if (whole < 1) return t('coverageNotSpots.lessThanMetre');
  return whole >= 1000
    ? t('coverageNotSpots.kilometres', { length: numberFormat(t.locale, 1).format(metres / 1000) })
    : t('coverageNotSpots.metres', { length: numberFormat(t.locale, 0).format(whole) });
}

/** So many wards are named; the others are counted. */
const namedWards = 3;

/** The wards of a not-spot by name, the most premises first; of authorities where no ward is known. */
export function placesInWords(
  { wards, authorities }: Pick<NotSpotSummary, 'wards' | 'authorities'>,
  t: Translate,
): string {
  const areas = wards.length > 0 ? wards : authorities;
  if (areas.length === 0) return t('coverageNotSpots.unknownPlace');
  const names = areas.map(({ name }) => name);
  if (names.length <= namedWards) return listInWords(names, t.locale);
  const shown = names.slice(0, namedWards - 1).join(', ');
  return t('coverageNotSpots.wardsAnd', { places: shown, count: names.length - namedWards + 1 });
}

/**
 * What a not-spot is, in one sentence: how many premises, where, whether it is sure, how far others are, what is planned.
 *
 * Rules: "cannot get" where every premises is unserved for sure, "likely cannot get" where none is. That nobody will
 * build is said only where BDUK says so of all of them; where it says nothing of any, nothing is known.
 */
export function notSpotSentence(summary: NotSpotSummary, t: Translate): string {
  const { premises, sure, likely, distanceMetres, seenIn, period } = summary;
  const shared = {
    count: premises,
    places: placesInWords(summary, t),
    speed: t(`coverageNotSpots.speed.${summary.speedClass}`),
  };
  if (summary.status === 'closed') {
    return t('coverageNotSpots.sentenceClosed', {
      ...shared,
      seenIn: formatPeriod(seenIn, t.locale),
      period: formatPeriod(period, t.locale),
    });
  }
  return t('coverageNotSpots.sentence', {
    ...shared,
    certainty: likely === 0 ? 'sure' : sure === 0 ? 'likely' : 'both',
    distance: distanceMetres === null ? 'none' : lengthInWords(distanceMetres, t),
    planned: plannedPremises(summary),
    plan: planOf(summary),
  });
}

function planOf(summary: NotSpotSummary): 'all' | 'some' | 'none' | 'unknown' {
  const planned = plannedPremises(summary);
  if (planned === summary.premises) return 'all';
  if (planned > 0) return 'some';
  const refused = summary.plans.find(({ plan }) => plan === 'not-planned')?.premises ?? 0;
  return refused === summary.premises ? 'none' : 'unknown';
}
