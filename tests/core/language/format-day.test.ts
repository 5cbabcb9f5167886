import { expect, it } from 'vitest';
import { formatDay } from '../../../core/language/format-day.ts';

it('writes a date in the language of the page', () => {
  expect(formatDay('2026-11-22', 'en')).toBe('22 November 2026');
  expect(formatDay('2026-06-30', 'cy')).toBe('30 Mehefin 2026');
});

it('takes the day that it is in London, also in summer before midnight UTC', () => {
  expect(formatDay('2026-06-30T23:30:00Z', 'en')).toBe('1 July 2026');
  expect(formatDay(new Date('2026-11-22T23:30:00Z'), 'en')).toBe('22 November 2026');
});
