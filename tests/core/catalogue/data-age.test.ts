import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { dataAge, freshnessOf, monthsBetween } from '../../../core/catalogue/data-age.ts';
import { periodEnd, periodStart } from '../../../core/catalogue/period-days.ts';

const isoDay = (date: Date): string => date.toISOString().slice(0, 10);

describe('the days of a period', () => {
  it('of a month are those of the calendar', () => {
    for (let year = 1996; year <= 2030; year += 1) {
      for (let month = 0; month < 12; month += 1) {
        // Origin: the calendar of the machine. Day 0 of the next month is the last of this one.
        const last = isoDay(new Date(Date.UTC(year, month + 1, 0)));
        expect(periodEnd(last.slice(0, 7))).toBe(last);
        expect(periodStart(last.slice(0, 7))).toBe(`${last.slice(0, 7)}-01`);
      }
    }
    expect(periodEnd('1900-02')).toBe('1900-02-28');
  });

  test.each([
    ['2021', '2021-01-01', '2021-12-31'],
    [' 2021 ', '2021-01-01', '2021-12-31'],
    ['2026-01-15', '2026-01-15', '2026-01-15'],
  ])('%s', (period, start, end) => {
    expect([periodStart(period), periodEnd(period)]).toEqual([start, end]);
  });

  test.each(['', 'mid-2020', '2022/23', '2022-13', '2023-02-29', '2023-00', '1066', 'July 2025', '20211'])(
    '"%s" has no end that is certain, so none is given',
    (period) => {
      expect([periodStart(period), periodEnd(period)]).toEqual([null, null]);
    },
  );
});

describe('months between two days', () => {
  test.each([
    ['2024-01-31', '2024-02-29', 1],
    ['2024-01-31', '2024-02-28', 0],
    ['2021-12-31', '2026-11-22', 58],
    ['2026-01-31', '2026-11-22', 9],
    ['2025-07-31', '2026-07-31', 12],
    ['2025-07-31', '2026-07-30', 11],
    ['2030-01-01', '2026-11-22', 0],
  ])('%s to %s', (from, to, months) => {
    expect(monthsBetween(from, to)).toBe(months);
  });

  it('never shrink as days go by, and grow by one for each month', () => {
    const days = fc.date({ min: new Date('1995-01-01'), max: new Date('2080-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.nat(4000), fc.nat(60), (start, later, extra) => {
        const from = isoDay(start);
        const day = (offset: number): string => isoDay(new Date(start.getTime() + offset * 86_400_000));
        expect(monthsBetween(from, day(later + extra))).toBeGreaterThanOrEqual(
          monthsBetween(from, day(later)),
        );
        // A month has 28 to 31 days.
        expect(monthsBetween(from, day(later))).toBeGreaterThanOrEqual(Math.floor(later / 31) - 1);
        expect(monthsBetween(from, day(later))).toBeLessThanOrEqual(Math.ceil(later / 28));
      }),
    );
  });
});

describe('whether newer figures must be expected', () => {
  it('allows a whole edition for publishing before it says that figures are behind', () => {
    expect([0, 6, 7, 11, 12, 60].map((months) => freshnessOf(months, 6))).toEqual([
      'up-to-date',
      'up-to-date',
      'may-be-newer',
      'may-be-newer',
      'is-behind',
      'is-behind',
    ]);
  });

  it('goes by the newest period whose end is certain', () => {
    expect(dataAge(['2019', 'mid-2024', '2021-05', '2020'], '2026-11-22', 6)).toEqual({
      period: '2021-05',
      until: '2021-05-31',
      months: 65,
      freshness: 'is-behind',
    });
  });

  it('says nothing where it is not known how often figures come out, or of when they are', () => {
    expect(dataAge(['2021'], '2026-11-22', null)).toMatchObject({ months: 58, freshness: null });
    expect(dataAge(['mid-2020'], '2026-11-22', 12)).toBeNull();
    expect(dataAge([], '2026-11-22', 12)).toBeNull();
  });
});
