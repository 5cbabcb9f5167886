import { describe, expect, it } from 'vitest';
import type { NotSpotSummary } from '../../../core/contract/coverage/not-spots.ts';
import {
  lengthInWords,
  notSpotSentence,
  placesInWords,
  plannedPremises,
} from '../../../core/coverage/not-spot-sentence.ts';
import { createTranslator } from '../../../core/language/translator.ts';

const t = createTranslator('en');
const area = (name: string) => ({ code: name, name, premises: 1 });

const summary: NotSpotSummary = {
  ...{ id: 'NS-7RATXP', speedClass: 'decent', status: 'new', isReopened: false, period: '2026-01' },
  ...{ seenIn: '2026-01', rank: 1, premises: 12, sure: 12, likely: 0, expectedUnserved: 12 },
  within: { premises: 12, served: 0, unserved: 12, unknown: 0 },
  ...{ distanceMetres: 1240, areaSquareMetres: 12_000, easting: 400_000, northing: 400_000 },
  ...{ centre: { longitude: -2, latitude: 53 }, risk: null, authorities: [area('Trafford')] },
  wards: [area('Bowdon')],
  plans: [{ plan: 'not-planned', premises: 12 }],
};
const said = (changes: Partial<NotSpotSummary>): string => notSpotSentence({ ...summary, ...changes }, t);

describe('the sentence of a not-spot', () => {
  it('says what is sure, how far others are, and that nobody will build where BDUK says so of all', () => {
    expect(said({})).toBe(
      '12 premises in Bowdon cannot get decent broadband (10 Mbit/s); the nearest that can, or likely can, is 1.2 km away; ' +
        'nobody has said that they will build there.',
    );
  });

  it('never says for sure what is only likely', () => {
    expect(said({ sure: 0, likely: 12 })).toContain('12 premises in Bowdon likely cannot get');
    expect(said({ sure: 3, likely: 9 })).toContain('cannot get, or likely cannot get, decent');
  });

  it('says that nothing is known where nothing is', () => {
    expect(said({ distanceMetres: null })).toContain('no premises are known that can');
    expect(said({ plans: [{ plan: 'unknown', premises: 12 }] })).toContain(
      'what is planned there is not known',
    );
    // Nobody will build for some, the others are under review: that is not "nobody".
    const mixed = [
      { plan: 'not-planned', premises: 11 },
      { plan: 'under-review', premises: 1 },
    ] as const;
    expect(said({ plans: [...mixed] })).toContain('what is planned there is not known');
    expect(said({ wards: [], authorities: [] })).toContain('in a place that lies in no loaded ward');
  });

  it('counts what is contracted, in vouchers or expected as planned, and nothing else', () => {
    const plans: NotSpotSummary['plans'] = [
      { plan: 'contracted', premises: 3 },
      { plan: 'voucher', premises: 2 },
      { plan: 'expected', premises: 1 },
      { plan: 'available', premises: 1 },
      { plan: 'unclear', premises: 5 },
    ];
    expect(plannedPremises({ plans })).toBe(6);
    expect(said({ plans })).toContain('a better network is planned or being built for 6 of them');
    expect(said({ plans: [{ plan: 'contracted', premises: 12 }] })).toContain('being built for all of them');
  });

  it('of a closed one says when it was there and since when it is not', () => {
    expect(said({ status: 'closed', seenIn: '2025-07' })).toBe(
      'In July 2025, 12 premises in Bowdon could not get decent broadband (10 Mbit/s), for sure or likely; since January 2026 they are a ' +
        'not-spot no more.',
    );
  });

  it('names three wards, and of more the first two', () => {
    const wards = ['A', 'B', 'C', 'D', 'E'].map(area);
    expect(placesInWords({ wards: wards.slice(0, 3), authorities: [] }, t)).toBe('A, B and C');
    expect(placesInWords({ wards, authorities: [] }, t)).toBe('A, B and 3 more wards');
    expect(placesInWords({ wards: [], authorities: [area('Trafford')] }, t)).toBe('Trafford');
  });

  it('gives metres below a kilometre after rounding', () => {
    expect([0.4, 340.4, 999.4, 999.6, 12_345].map((metres) => lengthInWords(metres, t))).toEqual([
      'less than 1 m',
      '340 m',
      '999 m',
      '1.0 km',
      '12.3 km',
    ]);
  });
});
