import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trendChange } from '../../../core/area-page/trend-change.ts';
import { coverageNotes } from '../../../core/coverage/coverage-definitions.ts';
import { pointNotes, type PointNote, type TrendPoint } from '../../../core/contract/area-page/trend.ts';

const point = (period: string, value: number | null, note: PointNote | null = null): TrendPoint => ({
  period,
  value,
  missingReason: value === null ? 'suppressed' : null,
  note,
});

describe('a change over releases', () => {
  it('goes from the first to the last that count the same', () => {
    const points = [point('2018', 10), point('2019', 99), point('2020', null), point('2021', 12.34)];
    expect(trendChange(points, 1)).toEqual({
      status: 'known',
      ...{ from: '2018', to: '2021', fromValue: 10, toValue: 12.34, direction: 'up' },
    });
    expect(trendChange([point('2019', 10), point('2021', 9)], 0)).toMatchObject({ direction: 'down' });
  });

  it('is none where it does not show at the decimals that are shown', () => {
    expect(trendChange([point('2019', 10.01), point('2021', 10.04)], 1)).toMatchObject({ direction: 'same' });
    expect(trendChange([point('2019', 10.01), point('2021', 10.04)], 2)).toMatchObject({ direction: 'up' });
  });

  it('is told only over releases of which it is certain which came first', () => {
    const points = [point('2020', 1), point('2021', 2), point('2021-05', 3)];
    expect(trendChange(points, 1)).toMatchObject({ from: '2020', to: '2021-05', fromValue: 1, toValue: 3 });
    expect(trendChange(points.slice(1), 1)).toEqual({ status: 'missing', reason: 'order-unknown' });
  });

  it('never reaches over a new definition', () => {
    const points = [point('2019', 10), point('2021', 11), point('2026-01', 50, 'redefined')];
    expect(trendChange(points, 1)).toEqual({ status: 'missing', reason: 'redefined' });
    expect(trendChange([...points, point('2026-07', 51)], 1)).toMatchObject({
      from: '2026-01',
      to: '2026-07',
      fromValue: 50,
    });
  });

  it('goes back no further than what was converted or does not say what it is of', () => {
    for (const note of ['converted', 'base-not-stated'] as const) {
      expect(trendChange([point('2016', 90, note), point('2019', 10)], 1)).toEqual({
        status: 'missing',
        reason: note,
      });
      expect(trendChange([point('2016', 90, note), point('2019', 10), point('2020', 11)], 1)).toMatchObject({
        from: '2019',
      });
    }
  });

  it('passes over a release whose percentage was worked out anew', () => {
    const points = [point('2018', 90), point('2019-09', 70, 'worked-out-anew'), point('2020', 91)];
    expect(trendChange(points, 1)).toMatchObject({ from: '2018', to: '2020' });
    expect(trendChange(points.slice(1), 1)).toEqual({ status: 'missing', reason: 'worked-out-anew' });
  });

  it('needs two releases', () => {
    expect(trendChange([point('2021', 10)], 1)).toEqual({ status: 'missing', reason: 'one-release' });
    expect(trendChange([], 1)).toEqual({ status: 'missing', reason: 'one-release' });
  });

  it('names only values of its points, and turns round with them', () => {
    const value = fc.option(fc.integer({ min: 0, max: 1000 }), { nil: null });
    const note = fc.option(fc.constantFrom(...pointNotes), { nil: null });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, note), { maxLength: 8 }), (list) => {
        const points = list.map(([each, of], at) => point(String(2010 + at), each, of));
        const told = trendChange(points, 0);
        if (told.status === 'missing') return;
        expect(points.find(({ period }) => period === told.from)?.value).toBe(told.fromValue);
        expect(points.find(({ period }) => period === told.to)?.value).toBe(told.toValue);
        // Nothing between them starts a new definition.
        const between = points.filter(({ period }) => period > told.from && period <= told.to);
        const stops = ['redefined', 'converted', 'base-not-stated'];
        expect(between.filter((each) => each.note !== null && stops.includes(each.note))).toEqual([]);
      }),
    );
  });
});

describe('what must be said of coverage', () => {
  it('follows the definitions of the releases', () => {
    const periods = ['2016', '2017', '2018-09', '2019-09', '2021-05', '2025-07', '2026-01', '2026-07'];
    const [old, anew] = ['base-not-stated', 'worked-out-anew'] as const;
    expect(coverageNotes('superfast', periods)).toEqual([old, old, anew, anew, null, null, null, null]);
    expect(coverageNotes('ultrafast_300', periods)).toEqual([old, old, null, anew, null, null, null, null]);
    expect(coverageNotes('gigabit', periods)).toEqual([old, old, null, null, null, null, null, null]);
    expect(coverageNotes('below_decent', periods)).toEqual([
      ...[old, old, null, null, null, null, 'redefined', null],
    ]);
  });

  it('has no new definition where nothing stands before it', () => {
    expect(coverageNotes('below_decent', ['2026-01', '2026-07'])).toEqual([null, null]);
  });
});
