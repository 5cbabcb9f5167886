import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { speedClasses } from '../../../core/contract/coverage/speed-class.ts';
import {
  estimateClass,
  estimatePremises,
  statusOf,
  type ClassShares,
  type PremisesEvidence,
} from '../../../core/coverage/estimate-premises.ts';
import { planStatus } from '../../../core/coverage/plan-status.ts';
import { remainingShare } from '../../../core/coverage/remaining-share.ts';
import { shareServed } from '../../../core/coverage/speed-classes.ts';

const shares = (values: Partial<ClassShares>): ClassShares => ({
  decent: null,
  superfast: null,
  'ultrafast-100': null,
  'ultrafast-300': null,
  gigabit: null,
  ...values,
});
const nothingKnown = { premises: 0, served: 0 };
const evidence = (more: Partial<PremisesEvidence>): PremisesEvidence => ({
  hasGigabit: null,
  postcode: null,
  outputArea: null,
  ...more,
});

describe('the estimate of a premises', () => {
  it('is unknown, and never served, where no source says anything', () => {
    expect(Object.values(estimatePremises(evidence({})))).toEqual(
      speedClasses.map(() => ({
        chance: null,
        basis: null,
        status: 'unknown',
        confidence: null,
        disagrees: false,
      })),
    );
  });

  it('takes a gigabit network at the premises as every slower class, and its absence as nothing of them', () => {
    const postcode = { shares: shares({ decent: 0.4, superfast: 0.3, gigabit: 0.2 }), gigabit: nothingKnown };
    const served = estimatePremises(evidence({ hasGigabit: true, postcode }));
    expect(speedClasses.map((each) => [served[each].chance, served[each].basis])).toEqual(
      speedClasses.map(() => [1, 'premises']),
    );
    const unserved = estimatePremises(evidence({ hasGigabit: false, postcode }));
    expect(unserved.gigabit).toMatchObject({ chance: 0, basis: 'premises', confidence: 'high' });
    expect(unserved.decent).toMatchObject({ chance: 0.4, basis: 'postcode', confidence: 'low' });
    expect(unserved['ultrafast-100'].status).toBe('unknown');
  });

  it('asks the postcode before the output area, class by class', () => {
    const found = estimatePremises(
      evidence({
        postcode: { shares: shares({ decent: 1 }), gigabit: nothingKnown },
        outputArea: shares({ decent: 0.9, superfast: 0.5 }),
      }),
    );
    expect(found.decent).toMatchObject({
      chance: 1,
      basis: 'postcode',
      status: 'served',
      confidence: 'medium',
    });
    expect(found.superfast).toMatchObject({ chance: 0.5, basis: 'output-area', status: 'likely-served' });
  });

  it('leaves the rest of a postcode what the premises that are known to be served do not take', () => {
    // 12 of 20 by their own record, 60 % published: none of the other eight.
    const postcode = { shares: shares({ superfast: 0.6 }), gigabit: { premises: 20, served: 12 } };
    expect(estimateClass(evidence({ hasGigabit: false, postcode }), 'superfast')).toMatchObject({
      chance: 0,
      status: 'unserved',
    });
  });

  it.each([
    ['the premises and its postcode', { hasGigabit: true, of: 0 }, true],
    ['a premises without and a postcode where all have it', { hasGigabit: false, of: 1 }, true],
    ['a premises with and a postcode where some have it', { hasGigabit: true, of: 0.1 }, false],
    ['a premises without and a postcode where some have it', { hasGigabit: false, of: 0.9 }, false],
  ] as const)('says whether sources exclude each other: %s', (_, { hasGigabit, of }, expected) => {
    const postcode = { shares: shares({ gigabit: of }), gigabit: nothingKnown };
    const found = estimateClass(evidence({ hasGigabit, postcode }), 'gigabit');
    expect(found.disagrees).toBe(expected);
    expect(found.confidence).toBe(expected ? 'medium' : 'high');
  });

  it('sees that a postcode with some served lies in an output area with none', () => {
    const found = estimateClass(
      evidence({
        postcode: { shares: shares({ decent: 0.2 }), gigabit: nothingKnown },
        outputArea: shares({ decent: 0 }),
      }),
      'decent',
    );
    expect(found).toMatchObject({ disagrees: true, basis: 'postcode', confidence: 'low' });
  });

  const decent = (postcode: number, outputArea: number) =>
    estimateClass(
      evidence({
        postcode: { shares: shares({ decent: postcode }), gigabit: nothingKnown },
        outputArea: shares({ decent: outputArea }),
      }),
      'decent',
    );

  it('knows that all of all and none of none agree, and that some of all or of none do not', () => {
    expect([decent(1, 1), decent(0, 0), decent(0.5, 0.4)].map(({ disagrees }) => disagrees)).toEqual([
      ...[false, false, false],
    ]);
    expect([decent(0.5, 1), decent(0, 1), decent(1, 0)].map(({ disagrees }) => disagrees)).toEqual([
      ...[true, true, true],
    ]);
  });

  it('is as sure of none as of all, and less of some', () => {
    expect([decent(1, 1), decent(0, 0), decent(0.5, 0.5)].map(({ confidence }) => confidence)).toEqual([
      ...['medium', 'medium', 'low'],
    ]);
  });

  it('sees two coarse sources exclude each other behind a finer one that neither excludes', () => {
    const found = estimateClass(
      evidence({
        hasGigabit: false,
        postcode: { shares: shares({ gigabit: 0.5 }), gigabit: nothingKnown },
        outputArea: shares({ gigabit: 0 }),
      }),
      'gigabit',
    );
    expect(found).toMatchObject({ chance: 0, basis: 'premises', disagrees: true, confidence: 'medium' });
  });

  it('holds what is published of a postcode, not what is left for the premises, against its output area', () => {
    // 12 of 20 have superfast: the other eight have none, but an output area where nobody has it is excluded.
    const postcode = { shares: shares({ superfast: 0.6 }), gigabit: { premises: 20, served: 12 } };
    const found = estimateClass(evidence({ postcode, outputArea: shares({ superfast: 0 }) }), 'superfast');
    expect(found).toMatchObject({ chance: 0, disagrees: true });
  });

  const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
  const anyShares = fc
    .tuple(share, share, share, share, share)
    .map(
      (values) =>
        Object.fromEntries(speedClasses.map((each, at) => [each, values[at] ?? null])) as ClassShares,
    );
  const anyEvidence = fc.record({
    hasGigabit: fc.option(fc.boolean()),
    postcode: fc.option(
      fc.record({
        shares: anyShares,
        gigabit: fc
          .tuple(fc.nat(50), fc.nat(50))
          .map(([a, b]) => ({ premises: Math.max(a, b), served: Math.min(a, b) })),
      }),
    ),
    outputArea: fc.option(anyShares),
  });

  test('a chance stays within 0 and 1, and is missing exactly where no source speaks', () => {
    fc.assert(
      fc.property(anyEvidence, fc.constantFrom(...speedClasses), (found, speedClass) => {
        const { chance, status, basis, confidence } = estimateClass(found, speedClass);
        const speaks =
          found.hasGigabit === true ||
          (found.hasGigabit === false && speedClass === 'gigabit') ||
          (found.postcode?.shares[speedClass] ?? found.outputArea?.[speedClass] ?? null) !== null;
        expect(chance !== null).toBe(speaks);
        expect([basis !== null, confidence !== null, status !== 'unknown']).toEqual([speaks, speaks, speaks]);
        if (chance !== null) expect(chance >= 0 && chance <= 1).toBe(true);
      }),
    );
  });

  test('the premises of a postcode add up to what is published of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(200), fc.nat(200), (premises, a, b) => {
        // At least those that are known to be served are served.
        const served = Math.min(a, b, premises);
        const published = Math.min(premises, Math.max(a, b, served));
        const percent = Math.round((1000 * published) / premises) / 10;
        const rest = remainingShare(percent / 100, { premises, served }) * (premises - served);
        expect(served + rest).toBeCloseTo(published, 9);
      }),
    );
  });
});

test('the status of a chance', () => {
  expect([1, 0.9999, 0.5, 0.4999, 0.0001, 0, null].map(statusOf)).toEqual([
    'served',
    'likely-served',
    'likely-served',
    'likely-unserved',
    'likely-unserved',
    'unserved',
    'unknown',
  ]);
});

test('the share of those without own record is never outside of 0 to 1, whatever the sources claim', () => {
  expect(remainingShare(0.1, { premises: 10, served: 8 })).toBe(0);
  expect(remainingShare(0.7, { premises: 10, served: 10 })).toBe(0.7);
  expect(remainingShare(0.7, nothingKnown)).toBe(0.7);
  expect(remainingShare(1.2, { premises: 10, served: 0 })).toBe(1);
  // 2 of 3 is published as 66.7 %.
  expect(remainingShare(0.667, { premises: 3, served: 2 })).toBe(0);
  // 12.4 and 12.05 of 20 are no whole number that a percentage with one decimal could stand for.
  expect(remainingShare(0.62, { premises: 20, served: 12 })).toBeCloseTo(0.4 / 8, 9);
  expect(remainingShare(0.6025, { premises: 20, served: 12 })).toBeCloseTo(0.05 / 8, 9);
});

describe('the share that has a class', () => {
  it('prefers counts, reads decent broadband from the other end, and falls back on what a release has', () => {
    expect(shareServed('superfast', { superfast: { premises: 9, percent: 89.9 } }, 10)).toBe(0.9);
    expect(shareServed('decent', { below_decent: { premises: 1, percent: null } }, 8)).toBe(0.875);
    expect(shareServed('superfast', { below_30: { premises: null, percent: 25 } }, null)).toBe(0.75);
    expect(shareServed('gigabit', { gigabit: { premises: null, percent: 40 } }, 0)).toBe(0.4);
  });

  it('is missing where the row does not say it; decent is never guessed from 10 Mbit/s', () => {
    expect(shareServed('decent', { below_10: { premises: 0, percent: 0 } }, 10)).toBeNull();
    expect(shareServed('gigabit', { gigabit: { premises: null, percent: null } }, 10)).toBeNull();
  });
});

test.each([
  [null, 'unknown'],
  [{}, 'unknown'],
  [{ currentGigabit: true, isContracted: true }, 'available'],
  [{ isContracted: true, isVoucher: true, futureGigabit: true }, 'contracted'],
  [{ isVoucher: true, futureGigabit: true }, 'voucher'],
  [{ futureGigabit: true, subsidyStatus: 'Gigabit White' }, 'expected'],
  [{ subsidyStatus: 'Gigabit Under Review' }, 'under-review'],
  [{ subsidyStatus: 'Gigabit White', currentGigabit: false, futureGigabit: false }, 'not-planned'],
  [{ subsidyStatus: 'Gigabit Grey/Black' }, 'unclear'],
] as const)('BDUK saying %j is %s', (plan, expected) => {
  const none = {
    currentGigabit: null,
    futureGigabit: null,
    subsidyStatus: null,
    isContracted: false,
    isVoucher: false,
  };
  expect(planStatus(plan === null ? null : { ...none, ...plan })).toBe(expected);
});
