import { expect, it } from 'vitest';
import { glossaryTerms } from '../../../core/glossary/terms.ts';
import { termMessages } from '../../../core/glossary/term-messages.ts';
import { catalogue } from '../../../core/language/catalogue.ts';
import { formatPeriod } from '../../../core/language/format-period.ts';

it('has a name and a meaning for each term, and no message besides them and those of the page', () => {
  const wanted = glossaryTerms.flatMap((term) => Object.values(termMessages(term)));
  const found = Object.keys(catalogue.en['glossary'] ?? {}).map((name) => `glossary.${name}`);
  expect(found.filter((key) => !key.startsWith('glossary.page')).sort()).toEqual([...wanted].sort());
});

it('refuses a term that it does not have', () => {
  expect(() => termMessages('no-such-term')).toThrow('no-such-term');
});

it('writes the month of a period in the language of the page, and leaves what is no month', () => {
  expect(formatPeriod('2026-01', 'en')).toBe('January 2026');
  expect(formatPeriod('2026-01', 'cy')).toBe('Ionawr 2026');
  for (const period of ['2021', '2019-2021', '2026-13', 'mid-2024'])
    expect(formatPeriod(period, 'en')).toBe(period);
});
