import type { MissingReason } from '../contract/indicator.ts';
import type { Translate } from './translate.ts';

/*
 * What the data says of itself in English (data/indicators.yaml, data/profiles) in the language of the reader. An indicator or
 * a profile that somebody has added has no other language: it is shown as its file has it.
 */

function textOr(t: Translate, key: string, english: string): string {
  return t.has(key) ? t(key) : english;
}

/**
 * The title of an indicator: "People aged 65 and over".
 *
 * @param fallback The English title, as the catalogue has it.
 * @example indicatorTitle(createTranslator('cy'), 'aged-65-plus', 'People aged 65 and over') // 'Pobl 65 oed neu hŷn'
 */
export function indicatorTitle(t: Translate, id: string, fallback: string): string {
  return textOr(t, `indicator.${id}.title`, fallback);
}

/** What an indicator is called in the middle of a sentence: "people aged 65 and over". */
export function indicatorPhrase(t: Translate, id: string, fallback: string): string {
  return textOr(t, `indicator.${id}.phrase`, fallback);
}

/** The title of a profile: "Risk of digital exclusion". */
export function profileTitle(t: Translate, id: string, fallback: string): string {
  return textOr(t, `profile.${id}.title`, fallback);
}

/** What a profile measures and is good for, in two or three sentences. */
export function profileSummary(t: Translate, id: string, fallback: string): string {
  return textOr(t, `profile.${id}.summary`, fallback);
}

/** What a profile does not say, each as a sentence, in the order of its file. */
export function profileLimits(t: Translate, id: string, fallback: readonly string[]): readonly string[] {
  return fallback.map((limit, place) => textOr(t, `profile.${id}.limit.${place}`, limit));
}

/** The title of a component of a profile: "Age and disability". */
export function componentTitle(t: Translate, profileId: string, id: string, fallback: string): string {
  return textOr(t, `profile.${profileId}.component.${id}`, fallback);
}

/** "no data: withheld by the publisher"; "no data" where the reason is not known. */
export function missingWords(t: Translate, reason: MissingReason | null | undefined): string {
  if (reason === null || reason === undefined) return t('missing.noData');
  return t('missing.noDataBecause', { reason: t(`missing.${reason}`) });
}
