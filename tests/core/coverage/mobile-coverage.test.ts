import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stackedBar } from '../../../core/charts/stacked-bar.ts';
import { mobileColumn, mobileShares } from '../../../core/coverage/mobile-columns.ts';
import {
  endShares,
  mobileSentence,
  mobileSentences,
  shareText,
} from '../../../core/coverage/mobile-words.ts';
import { createTranslator } from '../../../core/language/translator.ts';

const t = createTranslator('en');

describe('columns of mobile coverage', () => {
  it.each([
    ['4G_prem_in_3', { technology: '4g', place: 'premises-indoor', operators: 3 }],
    ['Voice_mway_ard_in_0', { technology: 'voice', place: 'motorways-and-a-roads', operators: 0 }],
    [
      '5G_SA_very_high_confidence_geo_out_4',
      { technology: '5g-sa-very-high', place: 'land-outdoor', operators: 4 },
    ],
    ['5G_high_confidence_prem_out_1', { technology: '5g-high', place: 'premises-outdoor', operators: 1 }],
    ['prem_count', null],
    ['6G_prem_in_1', null],
    ['4G_shed_in_1', null],
  ])('%s', (name, expected) => {
    expect(mobileColumn(name)).toEqual(expected);
  });

  it('are shares by number of operators, whatever their order; a group with a gap is missing as a whole', () => {
    const columns = ['4G_prem_in_1', '4G_prem_in_0', 'prem_count', '2G_mway_in_0', '2G_mway_in_1'].map(
      mobileColumn,
    );
    expect(mobileShares(columns, [60, 40, 1000, null, 5])).toEqual({
      '4g premises-indoor': [40, 60],
      '2g motorways': null,
    });
  });
});

describe('mobile coverage in words', () => {
  const sentence = (
    technology: '4g' | '2g' | '5g-high',
    place: 'premises-indoor' | 'land-outdoor',
    shares: number[] | null,
  ) => mobileSentence({ technology, place, shares }, t);

  it('says what all operators reach and what none does', () => {
    expect(sentence('4g', 'premises-indoor', [1.2, 5.3, 20, 30, 43.5])).toBe(
      'Indoors, 43.5% of premises get 4G from all four operators; 1.2% from none.',
    );
    expect(sentence('2g', 'land-outdoor', [0, 0, 2.83, 97.17])).toBe(
      'Outdoors, 97.2% of the land gets 2G from all three operators; 0.0% from none.',
    );
    expect(sentence('5g-high', 'land-outdoor', null)).toBeNull();
    const measures = [
      { technology: '4g' as const, place: 'premises-indoor' as const, shares: [0, 0, 0, 0, 100] },
    ];
    expect(mobileSentences({ measures }, t)).toEqual([
      'Indoors, 100.0% of premises get 4G from all four operators; 0.0% from none.',
    ]);
  });

  it('never rounds what is not quite none or all to it', () => {
    expect([0, 0.01, 0.04, 0.05, 50, 99.94, 99.99, 100].map((share) => shareText(share, t))).toEqual([
      '0.0%',
      'less than 0.1%',
      'less than 0.1%',
      '0.1%',
      '50.0%',
      '99.9%',
      '99.9%',
      '100.0%',
    ]);
    expect(endShares([5])).toBeNull();
    expect(endShares([5, 20, 75])).toEqual({ none: 5, all: 75 });
  });
});

describe('a bar of parts', () => {
  it('has a part for each share, one after the other, together the whole', () => {
    const shares = fc
      .array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 5 })
      .filter((parts) => parts.some((part) => part > 0))
      .map((parts) => parts.map((part) => (100 * part) / parts.reduce((sum, each) => sum + each, 0)));
    fc.assert(
      fc.property(shares, (each) => {
        const svg = stackedBar(each, 'label');
        const parts = [...svg.matchAll(/part--(\d)" x="([\d.]+)" y="0.5" width="([\d.]+)"/g)].map((match) =>
          match.slice(1).map(Number),
        );
        let end = 0;
        for (const [at = 0, x = NaN, width = NaN] of parts) {
          expect(Math.abs(x - end)).toBeLessThan(0.31);
          expect(Math.abs(width - 2.4 * (each[at] ?? NaN))).toBeLessThan(0.06);
          end = x + width;
        }
        expect(parts.length).toBe(each.filter((share) => share > 0).length);
        expect(Math.abs(end - 240)).toBeLessThan(0.31);
      }),
    );
  });

  it('tells its parts by tally lines too, and says what it shows', () => {
    const svg = stackedBar([10, 20, 70], 'None 10%, <1> 20%');
    // None for the first part, one for the second, two for the third.
    expect(svg.match(/atlas-stack__tick/g)).toHaveLength(3);
    expect(svg).toContain('role="img" aria-label="None 10%, &lt;1&gt; 20%"');
    expect(svg).not.toContain('style=');
  });
});
