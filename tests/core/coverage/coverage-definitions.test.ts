import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageMeasures, type CoverageMeasure } from '../../../core/contract/coverage-measure.ts';
import {
  authorityVintageOf,
  compareReleases,
  coverageDefinitions,
  coverageNotes,
} from '../../../core/coverage/coverage-definitions.ts';
import { trendChange } from '../../../core/area-page/trend-change.ts';

const periods = [
  '2016',
  '2017',
  '2018-09',
  '2019-09',
  '2020',
  '2021',
  '2021-05',
  '2025-07',
  '2026-01',
  '2026-07',
];
const anyMeasure = fc.constantFrom(...coverageMeasures);
const anyPeriod = fc.constantFrom(...periods);

describe('what two releases of coverage mean', () => {
  it.each([
    ['gigabit', '2021', '2025-07', 'comparable'],
    ['gigabit', '2021-05', '2026-01', 'comparable'],
    ['gigabit', '2020', '2025-07', 'not-in-source'],
    ['ultrafast_100', '2019-09', '2021', 'not-in-source'],
    ['full_fibre', '2018-09', '2025-07', 'comparable'],
    ['full_fibre', '2016', '2025-07', 'not-in-source'],
    // Whole percentages of nobody knows what.
    ['below_10', '2017', '2018-09', 'changed-definition'],
    ['below_10', '2016', '2017', 'changed-definition'],
    ['below_10', '2018-09', '2026-01', 'comparable'],
    // SFBB of 2018 leaves ultrafast out, and so do the bands of September 2019; UFBB is touched by the second alone.
    ['superfast', '2018-09', '2020', 'changed-definition'],
    ['superfast', '2019-09', '2020', 'changed-definition'],
    ['superfast', '2020', '2026-01', 'comparable'],
    ['ultrafast_300', '2018-09', '2020', 'comparable'],
    ['ultrafast_300', '2019-09', '2025-07', 'changed-definition'],
    // The universal service became decent broadband in January 2026.
    ['below_decent', '2018-09', '2025-07', 'comparable'],
    ['below_decent', '2025-07', '2026-01', 'changed-definition'],
    ['below_decent', '2026-01', '2026-07', 'comparable'],
  ] as const)('%s from %s to %s: %s', (measure, from, to, status) => {
    expect(compareReleases(measure, from, to).status).toBe(status);
  });

  it('says which release differs and where it can be seen', () => {
    expect(compareReleases('superfast', '2018-09', '2019-09')).toEqual({
      status: 'changed-definition',
      reasons: [
        expect.objectContaining({ period: '2018-09', note: 'worked-out-anew' }),
        {
          period: '2019-09',
          note: 'worked-out-anew',
          source: expect.stringContaining('381 of 382 rows') as string,
        },
      ],
    });
    expect(coverageDefinitions.every(({ source }) => source.length > 20)).toBe(true);
  });

  it('does not depend on the order, and agrees with itself', () => {
    fc.assert(
      fc.property(anyMeasure, anyPeriod, anyPeriod, (measure, one, other) => {
        expect(compareReleases(measure, one, other)).toEqual(compareReleases(measure, other, one));
      }),
    );
  });

  it('never lets the trend of an area give a change that the comparison of releases refuses', () => {
    const measures = fc.constantFrom<CoverageMeasure>(
      'below_decent',
      'superfast',
      'ultrafast_300',
      'below_10',
    );
    fc.assert(
      fc.property(measures, fc.uniqueArray(anyPeriod, { minLength: 2 }), (measure, some) => {
        const sorted = some.toSorted();
        const notes = coverageNotes(measure, sorted);
        const change = trendChange(
          sorted.map((period, at) => ({ period, value: at, missingReason: null, note: notes[at] ?? null })),
          1,
        );
        if (change.status === 'missing') return;
        expect(compareReleases(measure, change.from, change.to).status).not.toBe('changed-definition');
      }),
    );
  });

  it('knows by which codes authorities are counted', () => {
    expect(periods.map(authorityVintageOf)).toEqual([
      2018, 2018, 2018, 2019, 2019, 2020, 2021, 2023, 2023, 2023,
    ]);
  });
});
