import { expect, it } from 'vitest';
import { comparePeriods, isBefore } from '../../../core/catalogue/compare-periods.ts';

it('orders periods by their days', () => {
  expect(['2021-05', '2022', '2021', '2021-01-15', '2020-09'].sort(comparePeriods)).toEqual([
    ...['2020-09', '2021', '2021-01-15', '2021-05', '2022'],
  ]);
  expect(['2021-02', '2021-02-01'].sort(comparePeriods)).toEqual(['2021-02-01', '2021-02']);
});

it('is sure of what came before only where one was over when the other began', () => {
  expect(isBefore('2020', '2021-05')).toBe(true);
  expect(isBefore('2021-04', '2021-05')).toBe(true);
  expect(isBefore('2021', '2021-05')).toBe(false);
  expect(isBefore('2021-05', '2021')).toBe(false);
});
