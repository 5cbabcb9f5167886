import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  estimateShift,
  socitmCosts,
  sumOfEstimates,
  type ShiftQuestion,
} from '../../../core/outreach/channel-shift.ts';
import { shiftWords } from '../../../core/outreach/shift-words.ts';
import { createTranslator } from '../../../core/language/translator.ts';

const question: ShiftQuestion = {
  contacts: { faceToFace: 10_000, phone: 30_000, web: 60_000 },
  aim: 80,
  costs: socitmCosts,
  costRange: null,
  moveRange: null,
};

const counts = fc.integer({ min: 0, max: 1_000_000 });
const pounds = fc.double({ min: 0, max: 50, noNaN: true });
const ranges = fc.option(fc.double({ min: 0, max: 100, noNaN: true }));
const questions = fc
  .record({
    contacts: fc.record({ faceToFace: counts, phone: counts, web: counts }),
    upwards: fc.double({ min: 0, max: 1, noNaN: true }),
    costs: fc.record({ faceToFace: pounds, phone: pounds, web: pounds }),
    costRange: ranges,
    moveRange: ranges,
  })
  .filter(({ contacts }) => contacts.faceToFace + contacts.phone + contacts.web > 0)
  .map(({ upwards, ...rest }): ShiftQuestion => {
    const { faceToFace, phone, web } = rest.contacts;
    const now = (100 * web) / (faceToFace + phone + web);
    return { ...rest, aim: now + upwards * (100 - now) };
  });

describe('what moving contacts online would save', () => {
  it('is the sum done by hand', () => {
    // 80% of 100,000 is 80,000, so 20,000 move: 5,000 visits and 15,000 calls, as one to three.
    // 5,000 x (8.62 - 0.15) = 42,350; 15,000 x (2.83 - 0.15) = 40,200; 82,550 together.
    // Now 86,200 + 84,900 + 9,000 = 180,100.
    const estimate = estimateShift(question);
    expect(estimate).toMatchObject({
      total: 100_000,
      shareNow: 60,
      movedFaceToFace: 5000,
      movedPhone: 15_000,
    });
    expect(estimate.moved).toBeCloseTo(20_000, 8);
    expect(estimate.costNow).toBeCloseTo(180_100, 6);
    expect(estimate.costThen).toBeCloseTo(97_550, 6);
    expect(estimate.saving.central).toBeCloseTo(82_550, 6);
    expect(estimate.saving.low).toBe(estimate.saving.central);
    expect(estimate.saving.high).toBe(estimate.saving.central);
  });

  it('has the range that the user gave, worked out by hand', () => {
    // Costs 10% off: 5,000 x (7.758 - 0.165) + 15,000 x (2.547 - 0.165) = 37,965 + 35,730 = 73,695 at the low end;
    // 5,000 x (9.482 - 0.135) + 15,000 x (3.113 - 0.135) = 46,735 + 44,670 = 91,405 at the high one.
    const byCost = estimateShift({ ...question, costRange: 10 }).saving;
    expect(byCost.low).toBeCloseTo(73_695, 6);
    expect(byCost.high).toBeCloseTo(91_405, 6);
    // A fifth fewer or more move: 82,550 x 0.8 and x 1.2.
    const byMove = estimateShift({ ...question, moveRange: 20 }).saving;
    expect(byMove.low).toBeCloseTo(66_040, 6);
    expect(byMove.high).toBeCloseTo(99_060, 6);
    const both = estimateShift({ ...question, costRange: 10, moveRange: 20 }).saving;
    expect(both.low).toBeCloseTo(73_695 * 0.8, 6);
    expect(both.high).toBeCloseTo(91_405 * 1.2, 6);
  });

  it('moves no more contacts than there are on other channels', () => {
    // 40,000 are not online: all of them move at 100%, and a tenth more cannot.
    const all = estimateShift({ ...question, aim: 100, moveRange: 10 });
    expect(all.moved).toBe(40_000);
    expect(all.saving.high).toBe(all.saving.central);
    expect(estimateShift({ ...question, aim: 120 }).moved).toBe(40_000);
    expect(all.saving.low).toBeCloseTo(0.9 * all.saving.central, 6);
  });

  it('moves nothing back where more are online than is aimed at', () => {
    expect(estimateShift({ ...question, aim: 50 })).toMatchObject({ moved: 0, saving: { central: 0 } });
  });

  it('is nothing where all contacts are online, and no share of nothing', () => {
    const online = estimateShift({ ...question, contacts: { faceToFace: 0, phone: 0, web: 10 }, aim: 100 });
    expect(online).toMatchObject({ moved: 0, movedFaceToFace: 0, movedPhone: 0, shareNow: 100 });
    expect(online.saving).toEqual({ low: 0, central: 0, high: 0 });
  });

  it('keeps its laws', () => {
    fc.assert(
      fc.property(questions, (each) => {
        const { contacts, total, moved, movedFaceToFace, movedPhone, costNow, costThen, saving } =
          estimateShift(each);
        const near = (a: number, b: number): void => {
          expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(a), Math.abs(b), costNow));
        };
        // Contacts are conserved, and nothing moves that is not there.
        near(movedFaceToFace + movedPhone, moved);
        expect(movedFaceToFace).toBeLessThanOrEqual(contacts.faceToFace + 1e-6);
        expect(movedPhone).toBeLessThanOrEqual(contacts.phone + 1e-6);
        near((100 * (contacts.web + moved)) / total, each.aim);
        // The cost afterwards, worked out from the contacts that are left, is the cost now less the saving.
        near(
          (contacts.faceToFace - movedFaceToFace) * each.costs.faceToFace +
            (contacts.phone - movedPhone) * each.costs.phone +
            (contacts.web + moved) * each.costs.web,
          costThen,
        );
        near(costNow - costThen, saving.central);
        expect(saving.low).toBeLessThanOrEqual(saving.central);
        expect(saving.high).toBeGreaterThanOrEqual(saving.central);
      }),
    );
  });

  it('is of two areas what it is by hand', () => {
    // A second area with a tenth of the contacts: half online already, half by phone.
    const second = estimateShift({
      ...{ ...question, contacts: { faceToFace: 0, phone: 5000, web: 5000 }, aim: 80, costRange: 10 },
    });
    // 3,000 calls move: 3,000 x (2.83 - 0.15) = 8,040; 3,000 x (2.547 - 0.165) = 7,146; 3,000 x (3.113 - 0.135) = 8,934.
    const sum = sumOfEstimates([estimateShift({ ...question, costRange: 10 }), second]);
    expect(sum.contacts).toEqual({ faceToFace: 10_000, phone: 35_000, web: 65_000 });
    const expected = {
      ...{ total: 110_000, shareNow: (100 * 65) / 110, aim: 80, moved: 23_000 },
      ...{ movedFaceToFace: 5000, movedPhone: 18_000 },
      // 180,100 as above; 5,000 x 2.83 + 5,000 x 0.15 = 14,900.
      ...{ costNow: 195_000, costThen: 195_000 - 90_590 },
    };
    for (const [field, value] of Object.entries(expected)) {
      expect(sum[field as keyof typeof expected], field).toBeCloseTo(value, 6);
    }
    expect(sum.saving.low).toBeCloseTo(73_695 + 7146, 6);
    expect(sum.saving.central).toBeCloseTo(82_550 + 8040, 6);
    expect(sum.saving.high).toBeCloseTo(91_405 + 8934, 6);
  });

  it('is of areas together what it is of each, added up', () => {
    fc.assert(
      fc.property(fc.array(questions, { minLength: 1, maxLength: 5 }), (several) => {
        const estimates = several.map(estimateShift);
        const sum = sumOfEstimates(estimates);
        const added = estimates.reduce((before, { saving }) => before + saving.central, 0);
        expect(sum.saving.central).toBeCloseTo(added, 4);
        expect(sum.aim).toBeGreaterThanOrEqual(sum.shareNow - 1e-9);
        expect(sum.costNow - sum.costThen).toBeCloseTo(sum.saving.central, 2);
      }),
    );
  });
});

describe('the estimate in words', () => {
  const t = createTranslator('en');
  const words = (changes: Partial<ShiftQuestion>) => {
    const asked = { ...question, ...changes };
    const { costs, costRange, moveRange } = asked;
    return shiftWords({ total: estimateShift(asked), costs, costRange, moveRange }, t);
  };

  it('says what is saved and shows the sum', () => {
    expect(words({})).toEqual({
      sentence:
        'If 20,000 of 100,000 contacts a year move online, from 60.0% to 80.0% of all contacts, handling them costs about £82,550 less a year.',
      range:
        'You gave no range, so this is one number and not a range. The true figure may be well above or below it.',
      formula: [
        'Contacts that move = 80.0% of 100,000 − 60,000 online now = 20,000 (60.0% are online now).',
        'They leave the other channels in step with their size: 5,000 visits and 15,000 calls.',
        'Saving = 5,000 × (£8.62 − £0.15) + 15,000 × (£2.83 − £0.15) = £82,550 a year.',
      ],
    });
    expect(words({ costRange: 10 }).range).toBe(
      'Between £73,695 and £91,405 a year: each cost may be off by 10%, as you said.',
    );
  });

  it('says so where nothing is saved, or the web is dearer', () => {
    expect(words({ aim: 60 }).sentence).toContain('costs about the same');
    const dearWeb = { faceToFace: 1, phone: 1, web: 2 };
    // 20,000 contacts that cost a pound more each.
    expect(words({ costs: dearWeb }).sentence).toContain('costs about £20,000 more a year');
  });
});
