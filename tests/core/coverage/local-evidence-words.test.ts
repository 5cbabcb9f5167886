import { describe, expect, it } from 'vitest';
import type { LocalEvidence } from '../../../core/contract/coverage/local-evidence.ts';
import { evidenceCell, evidenceDate, evidenceSentence } from '../../../core/coverage/local-evidence-words.ts';
import { createTranslator } from '../../../core/language/translator.ts';

const ofPremises: LocalEvidence = {
  ...{ reference: 'K7QX2M9D4TRW', about: 'premises', reason: 'cannot-order-speed' },
  ...{ speedClass: 'gigabit', upheldOn: '2026-11-02' },
};
const ofPostcode: LocalEvidence = {
  ...{ reference: 'K7QX2M9D4TRX', about: 'postcode', reason: 'mobile-not-as-shown' },
  ...{ speedClass: null, upheldOn: '2026-03-31' },
};

describe('local evidence in words', () => {
  it('says what it is about, what is wrong and when it was upheld, in both languages', () => {
    expect(evidenceSentence(ofPremises, createTranslator('en'))).toBe(
      'Local evidence: the speed that is shown cannot be ordered: Gigabit (1,000 Mbit/s). Upheld on 2 November 2026.',
    );
    expect(evidenceSentence(ofPostcode, createTranslator('en'))).toBe(
      'Local evidence about its postcode: mobile signal is not as shown. Upheld on 31 March 2026.',
    );
    expect(evidenceSentence(ofPostcode, createTranslator('cy'))).toBe(
      'Tystiolaeth leol am ei god post: nid yw’r signal symudol fel y dangosir. Dyddiad cadarnhau: 31 Mawrth 2026.',
    );
  });

  it('stands in one cell in the words of the API, with the newest day beside it', () => {
    expect(evidenceCell([ofPremises, ofPostcode])).toBe(
      'premises: cannot-order-speed (gigabit); postcode: mobile-not-as-shown',
    );
    expect(evidenceDate([ofPostcode, ofPremises])).toBe('2026-11-02');
    expect([evidenceCell([]), evidenceDate([])]).toEqual([null, null]);
  });
});
