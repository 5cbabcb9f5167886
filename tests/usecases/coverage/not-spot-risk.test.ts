import { expect, it } from 'vitest';
import { riskOfPlaces } from '../../../server/usecases/coverage/not-spot-risk.ts';

/** The worst two tenths, the third, and an area without a score. */
const risk = riskOfPlaces({
  codes: ['A', 'B', 'C', 'D'],
  rows: [0, 1, 2, 3],
  scores: Float64Array.of(90, 80, 70, NaN),
  ranking: { decile: Uint8Array.of(1, 2, 3, 0) },
});

it('the riskiest fifth is the two worst tenths; what has no score is counted apart', () => {
  const counts = [
    { code: 'A', premises: 4 },
    { code: 'B', premises: 2 },
    { code: 'C', premises: 8 },
    { code: 'D', premises: 16 },
    { code: 'unheard of', premises: 32 },
  ];
  expect(risk.ofMembers({ counts, missing: 64 })).toEqual({
    weighted: 4 * 90 + 2 * 80 + 8 * 70,
    high: 4 + 2,
    missing: 16 + 32 + 64,
  });
});

it('where no area has a score the risk is not known, and not none', () => {
  expect(risk.ofMembers({ counts: [{ code: 'D', premises: 3 }], missing: 1 })).toEqual({
    weighted: null,
    high: 0,
    missing: 4,
  });
  expect(risk.of('D')).toEqual({ score: null, decile: null });
  expect(risk.of('B')).toEqual({ score: 80, decile: 2 });
});
