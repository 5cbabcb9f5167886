import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../core/contract/home.ts';
import {
  concentrationSentence,
  driverSentence,
  scopeSentences,
  uncertainSentence,
} from '../../../core/home/home-sentences.ts';
import { placeName } from '../../../core/home/place-name.ts';
import { createTranslator } from '../../../core/language/translator.ts';

const t = createTranslator('en');

function comparison(changes: Partial<Comparison>): Comparison {
  return {
    profile: { id: 'p', title: 'P', summary: '' },
    areas: { type: 'lsoa', vintage: 2021, total: 139, scored: 139 },
    authorities: { total: 1, names: ['Trafford'] },
    nations: [],
    headlines: [],
    deprivedTenth: null,
    worstTenth: null,
    uncertain: null,
    driver: null,
    worst: { type: 'ward', matching: null, places: [] },
    ...changes,
  };
}

describe('the name of the place', () => {
  it.each([
    [{ authorities: { total: 1, names: ['Trafford'] }, nations: [] }, 'Trafford'],
    [{ authorities: { total: 2, names: ['Bolton', 'Bury'] }, nations: [] }, 'Bolton and Bury'],
    [
      { authorities: { total: 309, names: ['A', 'B', 'C'] }, nations: ['England', 'Wales'] },
      'England and Wales',
    ],
    // Ten authorities of which three are named are not those three.
    [{ authorities: { total: 10, names: ['A', 'B', 'C'] }, nations: [] }, null],
    [{ authorities: { total: 0, names: [] }, nations: [] }, null],
  ])('%j is %s', (place, name) => {
    expect(placeName(place, 'en')).toBe(name);
  });

  it('joins names in the language of the page', () => {
    expect(placeName({ authorities: { total: 2, names: ['Bolton', 'Bury'] }, nations: [] }, 'cy')).toBe(
      'Bolton, Bury',
    );
  });
});

describe('what is compared', () => {
  it('says that a part of a nation is ranked within itself', () => {
    expect(scopeSentences(comparison({}), t)).toEqual([
      'The Atlas compares 139 neighbourhoods in Trafford.',
      'They are ranked against each other only, not against the rest of the country.',
    ]);
  });

  it('does not say so of a whole nation, and counts areas without a score', () => {
    const areas = { type: 'lsoa', vintage: 2021, total: 35672, scored: 33755 } as const;
    expect(scopeSentences(comparison({ areas, nations: ['England', 'Wales'] }), t)).toEqual([
      'The Atlas compares all 35,672 neighbourhoods of England and Wales.',
      '1,917 have no score, because too many of their figures are missing.',
    ]);
  });

  it('counts authorities where they are too many to name, and says nothing of none', () => {
    const many = { total: 10, names: ['A', 'B', 'C'] };
    expect(scopeSentences(comparison({ authorities: many }), t)[0]).toBe(
      'The Atlas compares 139 neighbourhoods in 10 local authorities.',
    );
    expect(scopeSentences(comparison({ authorities: { total: 0, names: [] } }), t)[0]).toBe(
      'The Atlas compares 139 neighbourhoods.',
    );
  });
});

describe('how sure it is', () => {
  it('tells never worked out from none and from some', () => {
    expect(uncertainSentence({ uncertain: null }, t)).toContain('has not been worked out');
    expect(uncertainSentence({ uncertain: { areas: 0, of: 139 } }, t)).toContain('All are clearly');
    expect(uncertainSentence({ uncertain: { areas: 11, of: 139 } }, t)).toContain('depends on choices');
  });
});

describe('where the worst tenth lies', () => {
  const worstTenth = { areas: 3376, people: 5_600_000, authorities: 309, half: 70 };

  it('is news where few authorities hold half of it', () => {
    expect(concentrationSentence({ worstTenth }, t)).toBe(
      'Half of these neighbourhoods lie in 70 of 309 local authorities.',
    );
  });

  it('is none where a third or more are needed, and nothing is said of one authority', () => {
    expect(concentrationSentence({ worstTenth: { ...worstTenth, half: 104 } }, t)).toBe(
      'They are spread over many local authorities.',
    );
    expect(concentrationSentence({ worstTenth: { ...worstTenth, authorities: 1, half: 1 } }, t)).toBeNull();
    expect(concentrationSentence({ worstTenth: null }, t)).toBeNull();
  });
});

describe('what sets the worst tenth apart', () => {
  it('gives the share of the first input, and explains scores only', () => {
    const driver = { indicatorId: 'disabled', title: 'Disabled people', points: 8, ofPoints: 32 };
    expect(driverSentence({ driver }, t)).toBe(
      'It makes up 25% of what sets them apart. It explains scores, not people.',
    );
    expect(driverSentence({ driver: null }, t)).toBeNull();
  });
});
