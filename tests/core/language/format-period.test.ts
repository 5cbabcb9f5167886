import { expect, it } from 'vitest';
import { formatPeriod } from '../../../core/language/format-period.ts';

it('names months in the language of the page and leaves every other period as it is', () => {
  expect(formatPeriod('2026-01', 'en')).toBe('January 2026');
  expect(formatPeriod('2026-01', 'cy')).toBe('Ionawr 2026');
  expect(formatPeriod('2021', 'cy')).toBe('2021');
  expect(formatPeriod('2018-2020', 'en')).toBe('2018-2020');
  expect(formatPeriod('2026-13', 'en')).toBe('2026-13');
});
