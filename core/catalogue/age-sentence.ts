import type { DataAge, Freshness } from '../contract/data-catalogue.ts';
import type { MessageKey } from '../language/catalogue.ts';
import type { Translate } from '../language/translator.ts';

/** "4 years and 10 months old": whole months, so that nothing is said to be older than it is. */
export function ageInWords(age: Pick<DataAge, 'months'>, t: Translate): string {
  const years = Math.floor(age.months / 12);
  const months = age.months % 12;
  if (years === 0) return t('data.ageMonths', { months });
  return months === 0 ? t('data.ageYears', { years }) : t('data.ageYearsMonths', { years, months });
}

/** "every 6 months", "every year". */
export function rhythmInWords(everyMonths: number, t: Translate): string {
  return everyMonths % 12 === 0
    ? t('data.everyYears', { years: everyMonths / 12 })
    : t('data.everyMonths', { months: everyMonths });
}

const freshnessKeys: Readonly<Record<Freshness, MessageKey>> = {
  'up-to-date': 'data.upToDate',
  'may-be-newer': 'data.mayBeNewer',
  'is-behind': 'data.isBehind',
};

/** Whether newer figures must be expected; nothing where it is not known how often they come out. */
export function freshnessSentence(
  { age, everyMonths }: { readonly age: DataAge | null; readonly everyMonths: number | null },
  t: Translate,
): string | null {
  if (everyMonths === null || age?.freshness == null) return null;
  return t(freshnessKeys[age.freshness], { every: rhythmInWords(everyMonths, t) });
}
