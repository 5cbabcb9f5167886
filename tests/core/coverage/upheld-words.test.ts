import { describe, expect, it } from 'vitest';
import type { UpheldReport } from '../../../core/contract/coverage/local-evidence.ts';
import { upheldSentence, upheldSubject, upheldTitle } from '../../../core/coverage/upheld-words.ts';
import { createTranslator } from '../../../core/language/translator.ts';

const unnamed = { name: null, nameWelsh: null };
const postcode = { kind: 'postcode', code: 'ZZ51AA', ...unnamed } as const;
const premises = { kind: 'premises', code: '7', ...unnamed } as const;
const ward = { kind: 'area', code: 'W05000001', name: 'Bend', nameWelsh: 'Tro' } as const;
const [english, welsh] = [createTranslator('en'), createTranslator('cy')];

describe('what a report was upheld about, in words', () => {
  it('is the number of a premises, a postcode as people write it, or an area by its name', () => {
    expect([postcode, premises, ward].map((subject) => upheldSubject(subject, english))).toEqual([
      'Postcode ZZ5 1AA',
      'Premises 7',
      'Bend (W05000001)',
    ]);
    expect([postcode, premises, ward].map((subject) => upheldSubject(subject, welsh))).toEqual([
      'Cod post ZZ5 1AA',
      'Safle 7',
      'Tro (W05000001)',
    ]);
    // One that is loaded no more has no name here.
    expect(upheldSubject({ ...ward, ...unnamed }, english)).toBe('Area W05000001');
  });

  it('heads its reports, of which there may be several', () => {
    expect(upheldTitle(postcode, 1, english)).toBe('Upheld report about postcode ZZ5 1AA');
    expect(upheldTitle(ward, 2, english)).toBe('Upheld reports about Bend (W05000001)');
    expect(upheldTitle(premises, 1, english)).toBe('Upheld report about premises 7');
    expect(upheldTitle(ward, 1, welsh)).toBe("Adroddiad wedi'i gadarnhau am ardal: Tro (W05000001)");
    expect(upheldTitle(postcode, 3, welsh)).toBe("Adroddiadau wedi'u cadarnhau am god post ZZ5 1AA");
  });

  it('says of each what is wrong and when an officer agreed', () => {
    const report: UpheldReport = {
      ...{ reference: 'K7QX2M9D4TRW', about: 'postcode', reason: 'told-no-service' },
      ...{ speedClass: 'superfast', upheldOn: '2026-11-02' },
    };
    expect(upheldSentence(report, english)).toBe(
      'An officer agreed with this: a supplier said that there is no service: Superfast (30 Mbit/s). Upheld on 2 November 2026.',
    );
    expect(upheldSentence(report, welsh)).toMatch(/^Cytunodd swyddog â hyn: .* 2 Tachwedd 2026\.$/);
  });
});
