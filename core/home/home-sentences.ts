import type { Comparison } from '../contract/home.ts';
import type { Locale } from '../language/locale.ts';
import type { Translate } from '../language/translator.ts';
import { shareInWords } from '../share-in-words.ts';
import { placeName } from './place-name.ts';

/**
 * Which areas are compared with which. Where only a part of a nation is loaded, it is said that ranks hold within it: a tenth of
 * any place is its worst tenth. Areas without a score are said to have none.
 */
export function scopeSentences(comparison: Comparison, locale: Locale, t: Translate): readonly string[] {
  const { areas, authorities, nations } = comparison;
  const place = placeName(comparison, locale);
  const { type, total } = areas;
  const withoutScore = total - areas.scored;
  const missing = withoutScore === 0 ? [] : [t('home.withoutScore', { count: withoutScore })];
  if (nations.length > 0) return [t('home.scopeWhole', { type, total, place }), ...missing];
  const scope =
    place !== null
      ? t('home.scopePlace', { type, total, place })
      : authorities.total > 0
        ? t('home.scopeAuthorities', { type, total, authorities: authorities.total })
        : t('home.scopeAreas', { type, total });
  return [scope, t('home.scopeOnly'), ...missing];
}

/** How many areas may or may not be in the worst tenth, or that all are settled; never that ranks are certain. */
export function uncertainSentence({ areas, uncertain }: Comparison, t: Translate): string {
  const { type } = areas;
  if (uncertain === null) return t('home.uncertainUnknown');
  if (uncertain.areas === 0) return t('home.uncertainNone', { type, total: uncertain.of });
  return t('home.uncertainSome', { type, count: uncertain.areas, total: uncertain.of });
}

/** Where the worst tenth lies: said only where so few authorities hold half of it that it is news. */
export function concentrationSentence({ worstTenth }: Comparison, t: Translate): string | null {
  if (worstTenth === null || worstTenth.authorities < 2) return null;
  const { half, authorities } = worstTenth;
  // Spread evenly, half of the worst tenth would lie in half of the authorities.
  return 3 * half <= authorities ? t('home.concentrated', { half, authorities }) : t('home.spread');
}

/**
 * How much of what sets the worst tenth apart one input makes up; null where it is too little to call it the main one. It
 * explains scores, not people.
 */
export function driverSentence({ driver }: Comparison, t: Translate): string | null {
  if (driver === null) return null;
  const share = driver.points / driver.ofPoints;
  return t('home.driverShare', { share: shareInWords(share) });
}
