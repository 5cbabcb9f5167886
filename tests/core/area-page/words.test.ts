import { describe, expect, it } from 'vitest';
import { connectivityWords } from '../../../core/area-page/connectivity-words.ts';
import { neighboursWords } from '../../../core/area-page/neighbours-words.ts';
import { similarWords } from '../../../core/area-page/similar-words.ts';
import { distanceInWords, kindInWords, supportWords } from '../../../core/area-page/support-words.ts';
import { trendWords } from '../../../core/area-page/trend-words.ts';
import {
  connectivitySchema,
  shownMeasures,
  type KnownConnectivity,
} from '../../../core/contract/area-page/connectivity.ts';
import {
  neighboursSchema,
  type KnownNeighbours,
  type RiskComparison,
} from '../../../core/contract/area-page/neighbours.ts';
import { similarSchema, type KnownSimilar } from '../../../core/contract/area-page/similar.ts';
import { supportKinds, supportSchema, type KnownSupport } from '../../../core/contract/area-page/support.ts';
import {
  pointNotes,
  trendSchema,
  type Trend,
  type TrendLine,
} from '../../../core/contract/area-page/trend.ts';
import { createTranslator } from '../../../core/language/translator.ts';

const en = createTranslator('en');
const cy = createTranslator('cy');

const source = {
  ...{ datasetId: 'd', title: 'Made-up figures', publisher: 'Nobody', licence: 'OGL-UK-3.0' },
  ...{ attribution: 'By nobody.', period: '2026-01', madeUp: true },
};

function coverage(
  change: Partial<KnownConnectivity> = {},
  gigabit = 40,
  inAuthority = 50,
): KnownConnectivity {
  return {
    status: 'known',
    ...{ period: '2026-01', isResidential: false, basis: 'published', parts: 1 },
    ...{ premises: 1000, matchedPremises: 990 },
    measures: shownMeasures.map((id) => {
      const percent = id === 'full_fibre' ? null : id === 'gigabit' ? gigabit : 1;
      return {
        id,
        premises: percent === null ? null : percent * 10,
        percent,
        authorityPercent: percent === null ? null : inAuthority,
        nationPercent: null,
      };
    }),
    authority: { status: 'known', code: 'E1', name: 'Northdale', basis: 'published', premises: 9000 },
    nation: { status: 'missing', reason: 'not-whole' },
    sources: [source],
    ...change,
  };
}

describe('coverage in words', () => {
  it('says more and fewer only from one percentage point on', () => {
    const said = (own: number, authority: number) =>
      connectivityWords(coverage({}, own, authority), en).sentences[0];
    expect(said(40, 50)).toBe(
      'Gigabit broadband can be had by 40.0% of premises here, fewer than in Northdale (50.0%).',
    );
    expect(said(51, 50)).toContain('more than in Northdale');
    expect(said(50.9, 50)).toContain('about as many as in Northdale');
    expect(said(49.1, 50)).toContain('about as many as');
  });

  it('compares with nobody where there is no yardstick of the same release', () => {
    const alone = coverage({ authority: { status: 'missing', reason: 'incomplete' } });
    const { sentences, notes, table } = connectivityWords(alone, en);
    expect(sentences[0]).toBe('Gigabit broadband can be had by 40.0% of premises here.');
    expect(table).toMatchObject({ authority: null, nation: null });
    expect(notes).toContain(
      'Its local authority is not set beside it: this release does not have all of its parts.',
    );
    expect(notes).toContain('Its nation is not set beside it: only a part of it is loaded.');
  });

  it('never shows what is not quite none or all as it, nor what is missing as 0', () => {
    const here = (percent: number) => connectivityWords(coverage({}, percent), en).table?.rows[5]?.here;
    expect([here(0), here(0.004), here(0.04), here(99.97), here(100)]).toEqual([
      ...['0.0%', '0.01%', '0.04%', '99.9%', '100.0%'],
    ]);
    const { table, notes } = connectivityWords(coverage(), en);
    expect(table?.rows[6]).toMatchObject({
      label: 'Can get full fibre',
      ...{ premises: 'not in this release', here: 'not in this release', percent: null },
    });
    expect(notes.join(' ')).toContain('the release does not have the measure');
  });

  it('counts premises, and says what is not known of them and where it is from', () => {
    const words = connectivityWords(coverage(), en);
    expect(words.sentences[1]).toBe('10 premises here (1.0%) cannot get superfast broadband (30 Mbit/s).');
    expect(words.sentences.at(-1)).toBe(
      'This is what could be ordered, not what people have, use or can afford.',
    );
    expect(words.notes).toContain('For 10 premises the publisher could not find the connection.');
    expect(words.sources).toEqual(['Source: Made-up figures (Nobody), January 2026. OGL-UK-3.0.']);
    expect(words.table?.caption).toBe('Broadband coverage, percent of premises, January 2026');
  });

  it('has a reason in both languages for every way to be missing', () => {
    const [, missing] = connectivitySchema.options;
    for (const reason of missing.shape.reason.options) {
      const [english, welsh] = [en, cy].map(
        (t) => connectivityWords({ status: 'missing', reason, authority: null }, t).sentences[0],
      );
      expect(english).toMatch(/\.$/);
      expect(welsh).not.toBe(english);
    }
  });

  it('leads to the authority where only that has figures', () => {
    const authority = { code: 'X08000001', name: 'Northdale' };
    const words = connectivityWords({ status: 'missing', reason: 'not-in-source', authority }, en);
    expect(words.elsewhere).toEqual({
      text: 'Broadband connections in Northdale as a whole',
      code: 'X08000001',
    });
  });
});

function help(change: Partial<KnownSupport> = {}): KnownSupport {
  const library = {
    ...{ id: 1, kind: 'library', name: 'Central', address: '1 High Street', postcode: 'ZZ1 1AA' },
    ...{ website: 'https://library.example/', positionBasis: 'uprn', distanceMetres: 1234, isWithin: false },
    openingHours: {
      Tuesday: '10:00-12:00',
      Monday: '09:00-17:00',
      'Monday unstaffed': '07:00-09:00',
      'Special hours': 'Closed on holidays',
    },
  };
  return {
    status: 'known',
    from: 'population-point',
    within: { total: 0, places: [] },
    nearest: [library],
    ...{ closed: 0, unplaced: 0 },
    sources: [source],
    ...change,
  };
}

describe('support in words', () => {
  it('tells distances as far as a point of an area can tell them', () => {
    expect([0, 49, 54, 994, 996, 1234, 12345].map((metres) => distanceInWords(metres, en))).toEqual([
      ...['less than 50 metres', 'less than 50 metres', '50 metres', '990 metres'],
      ...['1.0 km', '1.2 km', '12.3 km'],
    ]);
    expect(distanceInWords(120, cy)).toBe('120 metr');
  });

  it('never says that there is none, only that none is known', () => {
    const { sentences, notes } = supportWords(help(), en);
    expect(sentences).toEqual([
      'None of the places that the Atlas knows of is in this area.',
      'The nearest is Central (library), 1.2 km away.',
    ]);
    expect(notes[0]).toContain('straight lines from the middle of where people live');
    expect(notes.at(-1)).toContain('there may be others');
  });

  it('says what is left out, and by which point it measures', () => {
    const { notes } = supportWords(help({ from: 'centroid', closed: 2, unplaced: 1 }), en);
    expect(notes[0]).toContain('middle of the ground');
    expect(notes[1]).toBe('2 places in the local authority that have closed are left out.');
    expect(notes[2]).toBe('1 place in the local authority could not be put on the map and is left out.');
  });

  it('puts hours in the order of the week, in the language of the page', () => {
    const hours = (t: typeof en) => supportWords(help(), t).nearest[0]?.hours;
    expect(hours(en)).toEqual([
      'Monday: 09:00-17:00',
      'Monday, without staff: 07:00-09:00',
      'Tuesday: 10:00-12:00',
      'Otherwise: Closed on holidays',
    ]);
    expect(hours(cy)?.[0]).toBe('Dydd Llun: 09:00-17:00');
  });

  it('links to nothing but web pages, and shows each place once', () => {
    const [place] = help().nearest;
    if (place === undefined) throw new Error('There is a place.');
    const unsafe = { ...place, id: 2, website: 'javascript:alert(1)' };
    const words = supportWords(
      help({ nearest: [place, unsafe], within: { total: 3, places: [place, { ...place, id: 3 }] } }),
      en,
    );
    expect(words.nearest.map(({ website }) => website)).toEqual(['https://library.example/', null]);
    expect(words.within).toHaveLength(1);
    expect(words.sentences.slice(0, 2)).toEqual([
      '3 places that the Atlas knows of are in this area.',
      'The table has the 2 nearest to its middle.',
    ]);
  });

  it('has words of its own for every kind that a reader gives, and a reason for what is missing', () => {
    for (const kind of supportKinds) expect(kindInWords(kind, cy)).not.toBe(kindInWords(kind, en));
    expect(kindInWords('repair café', en)).toBe('repair café');
    const [, missing] = supportSchema.options;
    for (const reason of missing.shape.reason.options) {
      expect(supportWords({ status: 'missing', reason }, cy).sentences).toHaveLength(1);
    }
  });
});

function around(comparisons: readonly RiskComparison[], hasIntervals = true): KnownNeighbours {
  const own = {
    ...{
      code: 'E0',
      name: 'Own',
      placeName: null,
      score: 50,
      rank: 5,
      jointRank: null,
      rankOf: 10,
      decile: 5,
    },
    interval: null,
  };
  return {
    status: 'known',
    type: 'lsoa',
    own,
    areas: comparisons.map((comparison, at) => ({ ...own, code: `E${at + 1}`, comparison })),
    ...{ hasIntervals, withoutScore: 0, attribution: { lines: [], madeUp: true } },
  };
}

describe('neighbours in words', () => {
  const said = (...comparisons: RiskComparison[]) => neighboursWords(around(comparisons), en).sentences;

  it('says of neighbours without scores that there is nothing to compare', () => {
    const { sentences, rows } = neighboursWords({ ...around([]), withoutScore: 2 }, en);
    expect(sentences).toEqual([
      '2 areas of the same kind touch this one. None of them has a score here, so there is nothing to compare.',
    ]);
    expect(rows).toEqual([]);
  });

  it('tells areas of one place apart', () => {
    const known = around(['not-apart']);
    const [area] = known.areas.map((each) => ({ ...each, name: 'Trafford 013C', placeName: 'Sale Moor' }));
    expect(area).toBeDefined();
    const { rows } = neighboursWords({ ...known, areas: area === undefined ? [] : [area] }, en);
    expect(rows[0]?.name).toBe('Sale Moor (Trafford 013C)');
  });

  it('counts what is clear and what cannot be told apart', () => {
    expect(said('clearly-higher', 'not-apart', 'not-apart')).toEqual([
      '3 areas of the same kind touch this one.',
      '1 is clearly at higher risk.',
      '2 cannot be told apart from it.',
    ]);
    expect(said('clearly-lower', 'clearly-lower')).toEqual([
      '2 areas of the same kind touch this one.',
      '2 are clearly at lower risk.',
    ]);
    expect(said('not-apart')[1]).toMatch(/^None can be told apart/);
  });

  it('calls nothing clear without intervals', () => {
    const { sentences, notes, rows } = neighboursWords(around(['unknown'], false), en);
    expect(sentences[1]).toContain('no difference is called clear');
    expect(notes).toEqual([]);
    expect(rows[0]?.comparison).toBe('not worked out');
  });

  it('has a reason for what is missing', () => {
    const [, missing] = neighboursSchema.options;
    for (const reason of missing.shape.reason.options) {
      expect(neighboursWords({ status: 'missing', reason }, en).sentences[0]).toMatch(/\.$/);
    }
  });
});

describe('similar areas in words', () => {
  const figure = {
    ...{ indicatorId: 'disabled', title: 'Disabled people', phrase: 'disabled people', unit: 'percent' },
    ...{ decimals: 1, ownValue: 20, value: 21.5, gap: 0.3 },
  };
  const similar: KnownSimilar = {
    status: 'known',
    ...{ type: 'lsoa', among: 'nation', candidates: 33_754 },
    inputs: [
      {
        ...{ indicatorId: 'disabled', title: 'Disabled people', period: '2021', datasetTitle: 'TS038' },
        ...{ publisher: 'ONS', licence: 'OGL' },
      },
    ],
    missingInputs: ['disabled'],
    areas: [
      {
        ...{ code: 'E1', name: 'Southdale 001A', placeName: 'Cliff', authority: 'Southdale', distance: 1.25 },
        ...{ shared: 1, score: 10, decile: 1, mostAlike: [figure], mostDifferent: [] },
      },
    ],
    attribution: { lines: [], madeUp: true },
  };

  it('names the area, the figures and where they are from, in the language of the page', () => {
    const words = similarWords(similar, en);
    expect(words.sentences).toEqual([
      'By 1 figure on people and connections, the area most like this one among 33,754 others is Cliff (Southdale 001A).',
      'Only areas of the same nation were looked at.',
    ]);
    expect(words.rows[0]?.alike).toEqual(['Disabled people: 21.5% there, 20.0% here']);
    expect(words.inputs).toEqual(['Disabled people: TS038 (ONS), 2021. OGL.']);
    expect(words.notes[1]).toBe('Not known of this area, and so not compared: Disabled people.');
    expect(similarWords(similar, cy).rows[0]?.alike).toEqual(['Pobl anabl: 21.5% yno, 20.0% yma']);
  });

  it('has a reason for what is missing', () => {
    const [, missing] = similarSchema.options;
    for (const reason of missing.shape.reason.options) {
      expect(similarWords({ status: 'missing', reason }, cy).sentences).toHaveLength(1);
    }
  });
});

describe('trends in words', () => {
  const line = (change: TrendLine['change']): Trend => ({
    status: 'known',
    lines: [
      {
        ...{ kind: 'coverage', id: 'gigabit', title: null, unit: 'percent', decimals: 1, change },
        points: [
          { period: '2025-07', value: 34, missingReason: null, note: null },
          { period: '2026-01', value: null, missingReason: 'suppressed', note: 'redefined' },
        ],
        sources: [source],
      },
    ],
  });
  const changed = (direction: 'up' | 'down' | 'same', toValue: number): TrendLine['change'] => ({
    status: 'known',
    ...{ from: '2021-05', to: '2025-07', fromValue: 20, toValue, direction },
  });

  it('says a change with its ends, and no more', () => {
    const said = (change: TrendLine['change']) => trendWords(line(change), en).lines[0]?.change;
    expect(said(changed('up', 34))).toBe('Up from 20.0% (May 2021) to 34.0% (July 2025).');
    expect(said(changed('down', 3))).toBe('Down from 20.0% (May 2021) to 3.0% (July 2025).');
    expect(said(changed('same', 20))).toBe('The same in May 2021 and July 2025: 20.0%.');
    for (const reason of ['one-release', ...pointNotes] as const) {
      expect(said({ status: 'missing', reason })).toMatch(/^No change is told: /);
    }
  });

  it('has a table of every release with what must be noted, and a picture that is told in words', () => {
    const [words] = trendWords(line(changed('up', 34)), en).lines;
    expect(words).toMatchObject({
      title: 'Can get gigabit: 1,000 Mbit/s or more',
      chartLabel: 'Can get gigabit: 1,000 Mbit/s or more from July 2025 to January 2026',
      hasNotes: true,
      rows: [
        { period: 'July 2025', figure: '34.0%', note: 'none' },
        {
          period: 'January 2026',
          figure: 'no data: withheld by the publisher',
          note: 'from here on the publisher counts something else',
        },
      ],
    });
  });

  it('draws no line into a new definition, but goes on after it', () => {
    const points = ['2019', '2020', '2021', '2022'].map((period, at) => ({
      ...{ period, value: at, missingReason: null },
      note: at === 2 ? ('redefined' as const) : null,
    }));
    const base = line(changed('up', 1));
    const lines = base.status === 'known' ? base.lines.map((each) => ({ ...each, points })) : [];
    const [words] = trendWords({ status: 'known', lines }, en).lines;
    expect(words?.chart.lines.map((each) => each.split(' ').length)).toEqual([2, 2]);
  });

  it('always says that scores are no trend', () => {
    const [, missing] = trendSchema.options;
    for (const reason of missing.shape.reason.options) {
      const words = trendWords({ status: 'missing', reason }, en);
      expect(words.notes[0]).toContain('Scores and ranks are not shown over time');
      expect(words.sentences).toHaveLength(1);
    }
    expect(trendWords(line(changed('up', 34)), en).notes).toHaveLength(1);
  });
});
