import type { Comparison } from '../contract/home.ts';
import type { Translate } from '../language/translator.ts';
import { shareInWords } from '../share-in-words.ts';
import { placeName } from './place-name.ts';

/**
 * Which areas are compared with which. Where only a part of a nation is loaded, it is said that ranks hold within it: a tenth of
 * any place is its worst tenth. Areas without a score are said to have none.
 */
export function scopeSentences(comparison: Comparison, t: Translate): readonly string[] {
  const { areas, authorities, nations } = comparison;
  const place = placeName(comparison, t.locale);
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

/** What it depends on which areas are in the worst tenth, or that all are settled; never that ranks are certain. */
export function uncertainSentence({ uncertain }: Pick<Comparison, 'uncertain'>, t: Translate): string {
  if (uncertain === null) return t('home.uncertainUnknown');
  return uncertain.areas === 0 ? t('home.uncertainNone') : t('home.uncertainSome');
}

/** Where the worst tenth lies: said only where so few authorities hold half of it that it is news. */
export function concentrationSentence(
  { worstTenth }: Pick<Comparison, 'worstTenth'>,
  t: Translate,
): string | null {
  if (worstTenth === null || worstTenth.authorities < 2) return null;
  const { half, authorities } = worstTenth;
  // Spread evenly, half of the worst tenth would lie in half of the authorities.
  return 3 * half <= authorities ? t('home.concentrated', { half, authorities }) : t('home.spread');
}

/**
 * How much of what sets the worst tenth apart one input makes up; null where there is no such input. It
 * explains scores, not people.
 */
export function driverSentence({ driver }: Pick<Comparison, 'driver'>, t: Translate): string | null {
  if (driver === null) return null;
  const share = driver.points / driver.ofPoints;
  return t('home.driverShare', { share: shareInWords(share, t.locale) });
}
