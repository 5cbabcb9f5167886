import { expect, test } from 'vitest';
import { premisesTileQuerySchema } from '../../../core/contract/coverage/premises-tile.ts';
import { tileFilterQuery } from '../../../core/coverage/tile-filter.ts';

test('the same filter gives the same text, in whatever order its words stand', () => {
  const one = premisesTileQuerySchema.parse({
    class: 'gigabit',
    status: 'unknown,served',
    plan: 'voucher,contracted,voucher',
    technology: 'neither,fixed-wireless',
    disagree: 'yes',
  });
  expect(tileFilterQuery(one)).toBe(
    'class=gigabit&status=served,unknown&plan=contracted,voucher&technology=fixed-wireless,neither&disagree=yes',
  );
  const again = premisesTileQuerySchema.parse(Object.fromEntries(new URLSearchParams(tileFilterQuery(one))));
  expect(tileFilterQuery(again)).toBe(tileFilterQuery(one));
});

test('what narrows nothing has no text, a speed included', () => {
  expect(tileFilterQuery({ class: 'gigabit' })).toBe('');
  expect(tileFilterQuery({ class: 'decent', status: [], plan: [], technology: [] })).toBe('');
  expect(tileFilterQuery({ class: 'decent', disagree: 'yes' })).toBe('class=decent&disagree=yes');
});
