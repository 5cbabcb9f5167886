import { expect, it } from 'vitest';
import { languageTags } from '../../../core/language/locale.ts';
import { monthName } from '../../../core/language/month-names.ts';

it('names every month as the Unicode locale data has it, which browsers may lack for Welsh', () => {
  for (const locale of Object.keys(languageTags) as (keyof typeof languageTags)[]) {
    const format = new Intl.DateTimeFormat(languageTags[locale], { month: 'long', timeZone: 'UTC' });
    for (let month = 1; month <= 12; month += 1) {
      expect(monthName(month, locale)).toBe(format.format(new Date(Date.UTC(2026, month - 1, 1))));
    }
  }
});
