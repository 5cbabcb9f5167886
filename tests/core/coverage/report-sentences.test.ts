import { describe, expect, it } from 'vitest';
import type { ClassCount, GapEstimate, GapSubject } from '../../../core/contract/coverage/gap-report.ts';
import { rangeWithout, reportSentences } from '../../../core/coverage/report-sentences.ts';
import { createTranslator } from '../../../core/language/translator.ts';

const english = createTranslator('en');
const area: GapSubject = {
  ...{ kind: 'area', code: 'E05999001', name: 'Testborough', nameWelsh: null, type: 'ward', vintage: 2025 },
  authorities: null,
};

function count(changes: Partial<ClassCount>): ClassCount {
  return {
    ...{ speedClass: 'decent', premises: 100, served: 0, likelyServed: 0, likelyUnserved: 0 },
    ...{ unserved: 0, unknown: 0, expectedUnserved: 0, ...changes },
  };
}

const estimate = (changes: Partial<ClassCount>): GapEstimate => ({
  ...{ status: 'known', period: '2026-01', builtAt: '2026-11-01T00:00:00.000Z' },
  ...{ classes: [count(changes)], technologies: [], plans: [], disagreeing: 0, excluded: 0, sources: [] },
});

const say = (changes: Partial<ClassCount>, subject = area, t = english): string =>
  reportSentences(estimate(changes), { speedClass: 'decent', subject }, t).join(' | ');

describe('what a report says first', () => {
  it.each([
    [
      { served: 100 },
      'By the sources that are loaded, all 100 premises here can order decent broadband (10 Mbit/s).',
    ],
    [
      { unknown: 100 },
      'Nothing that is loaded says whether the 100 premises here can order decent broadband (10 Mbit/s).',
    ],
    [
      { served: 93, unserved: 7, expectedUnserved: 7 },
      'By the sources that are loaded, 7 of 100 premises here cannot order decent broadband (10 Mbit/s).',
    ],
    [
      { served: 80, likelyServed: 10, likelyUnserved: 3, unserved: 7, expectedUnserved: 11.6 },
      'By the sources that are loaded, at least 7 of 100 premises here cannot order decent broadband (10 Mbit/s). ' +
        'It may be up to 20; about 12 are to be expected.',
    ],
    [
      { served: 80, likelyServed: 20, expectedUnserved: 0.4 },
      'No premises here is known to be without decent broadband (10 Mbit/s). Up to 20 of 100 premises may be; ' +
        'about less than one are to be expected.',
    ],
    [
      { served: 80, likelyServed: 10, unknown: 10, expectedUnserved: 2 },
      'No premises here is known to be without decent broadband (10 Mbit/s). Up to 20 of 100 premises may be; ' +
        'about 2 are to be expected. | Of 10 premises nothing is known: they count in “up to” only.',
    ],
    [
      { served: 80, unserved: 5, unknown: 15, expectedUnserved: 5 },
      'By the sources that are loaded, at least 5 of 100 premises here cannot order decent broadband (10 Mbit/s). ' +
        'It may be up to 20. | Of 15 premises nothing is known: they count in “up to” only.',
    ],
    [{ premises: 0 }, 'No premises that are loaded lie here.'],
  ])('%j', (changes, sentence) => {
    expect(say(changes)).toBe(sentence);
  });

  it('never says fewer than none, or more than there are', () => {
    expect(rangeWithout(count({ served: 80, unserved: 5, unknown: 15 }))).toEqual({ least: 5, most: 20 });
  });

  it('says of which part of a region or nation it speaks', () => {
    const region = { ...area, type: 'region' as const, authorities: { counted: 1, known: 12 } };
    expect(say({ served: 100 }, region)).toContain('This counts 1 local authority of 12;');
    const nation = { ...area, type: 'nation' as const, authorities: { counted: 3, known: null } };
    expect(say({ served: 100 }, nation)).toContain('the 3 local authorities that are loaded, not the whole');
    const whole = { ...region, authorities: { counted: 12, known: 12 } };
    expect(say({ served: 100 }, whole)).not.toContain('This counts');
  });

  it('says why there is nothing to say, in Welsh too', () => {
    const missing: GapEstimate = { status: 'missing', reason: 'no-snapshot' };
    const asked = { speedClass: 'gigabit' as const, subject: area };
    expect(reportSentences(missing, asked, english)).toEqual([
      'No premises are loaded, so nothing can be said of single premises here.',
    ]);
    expect(reportSentences(missing, asked, createTranslator('cy'))[0]).toMatch(/^Nid oes safleoedd/);
    expect(say({ served: 93, unserved: 7 }, area, createTranslator('cy'))).toContain('7 o 100');
  });
});
