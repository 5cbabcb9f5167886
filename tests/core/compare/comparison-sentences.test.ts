import { describe, expect, it } from 'vitest';
import { comparisonSentences, type SentenceFacts } from '../../../core/compare/comparison-sentences.ts';
import type { AreaType } from '../../../core/contract/area.ts';
import { createTranslator } from '../../../core/language/translator.ts';

const t = createTranslator('en');
type Area = SentenceFacts['areas'][number];
type Indicator = SentenceFacts['indicators'][number];

interface Given {
  readonly type?: AreaType;
  readonly rank?: number | null;
  readonly interval?: readonly [number, number] | null;
  readonly partOf?: string[];
  readonly isPartOnly?: boolean;
  readonly authority?: Area['authority'];
  readonly medianOfAuthority?: number;
}

function area(code: string, name: string, given: Given = {}): Area {
  const { type = 'ward', rank = null, interval = null, partOf = [], authority = null } = given;
  const { medianOfAuthority: medianRank, isPartOnly = false } = given;
  return {
    ...{ code, name, type, vintage: 2025, authority, partOf, isPartOnly, rankGroup: 0 },
    score: {
      ...{
        code,
        name,
        placeName: null,
        score: rank === null ? null : 50,
        rank,
        jointRank: null,
        rankOf: 100,
      },
      ...{ percentile: null, decile: null, inputsPresent: 1, inputsTotal: 1, missingReason: null },
      ...{ population: null, components: {}, contributions: {} },
    },
    rankInterval:
      interval === null
        ? { status: 'missing', reason: 'never-run' }
        : {
            ...{ status: 'known', median: rank ?? 0, q5: interval[0], q95: interval[1], rankOf: 100 },
            ...{ worstTenthShare: 0, draws: 100, seed: 1, sentence: '' },
            authority:
              medianRank === undefined
                ? null
                : {
                    name: 'Trafford',
                    medianRank,
                    isApart: medianRank < interval[0] || medianRank > interval[1],
                  },
          },
  };
}

function indicator(id: string, values: (number | null)[], changes: Partial<Indicator> = {}): Indicator {
  return {
    ...{ indicatorId: id, title: 'People aged 75 and over', theme: 'people', unit: 'percent', decimals: 1 },
    ...{ direction: 'higher-is-riskier', period: '2021', publisher: 'ONS', datasetTitle: 'Census' },
    ...{ licence: 'OGL', weightShare: null, lowest: 0, median: 1, highest: 9 },
    cells: values.map((value) => ({ value, missingReason: null, period: null })),
    ...changes,
  };
}

const say = (facts: Partial<SentenceFacts>): string[] =>
  comparisonSentences({ areas: [], differences: [], indicators: [], ...facts }, t);

const harbour = area('A', 'Harbour', { rank: 12, interval: [5, 30] });
const hill = area('B', 'Hill Top', { rank: 40, interval: [31, 52] });

describe('a comparison in words', () => {
  it('says what is compared, who is at greater risk, and on what they differ', () => {
    const differences = [{ indicatorId: 'aged', highest: 'B', lowest: 'A', riskier: 'B', distance: 2 }];
    expect(
      say({ areas: [harbour, hill], differences, indicators: [indicator('aged', [5.12, 12.44])] }),
    ).toEqual([
      '2 wards are compared with each other.',
      'Harbour is at greater risk than Hill Top: the intervals of their ranks do not overlap.',
      'People aged 75 and over: 12.4% in Hill Top, 5.1% in Harbour. On this, Hill Top is at greater risk.',
    ]);
  });

  it('says of which only a part is loaded', () => {
    const region = area('R', 'North West', { type: 'region', isPartOnly: true });
    expect(say({ areas: [harbour, region] })).toContain(
      'Only a part of North West is loaded here: scores, ranks and figures worked out from smaller areas are of that part, not of the whole.',
    );
  });

  it('says that places cannot be told apart where the intervals overlap', () => {
    const near = area('C', 'Cliff', { rank: 20, interval: [9, 44] });
    expect(say({ areas: [near, harbour] })).toContain(
      'Harbour has the worst rank, but cannot be told apart from Cliff: the intervals of their ranks overlap.',
    );
    expect(say({ areas: [hill, near, harbour] })).toContain(
      'Harbour is at greater risk than Hill Top: the intervals of their ranks do not overlap. It cannot be told ' +
        'apart from Cliff, because there the intervals do.',
    );
  });

  it('calls nothing worse where nobody worked out how far ranks can be trusted', () => {
    const sentences = say({ areas: [harbour, area('C', 'Cliff', { rank: 90 })] });
    expect(sentences[1]).toBe(
      'Harbour has the worst rank. How far these ranks can be trusted has not been worked out, so none is called ' +
        'worse than another here.',
    );
    expect(sentences.join(' ')).not.toContain('greater risk');
  });

  it('does not compare ranks of different kinds, and says which is part of which', () => {
    const authority = { code: 'L', name: 'Trafford' };
    const lad = area('L', 'Trafford', { type: 'lad', rank: 1, interval: [1, 2] });
    const worse = area('A', 'Harbour', {
      ...{ rank: 12, interval: [5, 30], partOf: ['L'], authority, medianOfAuthority: 50 },
    });
    const same = area('B', 'Hill Top', {
      ...{ rank: 40, interval: [31, 52], partOf: ['L'], authority, medianOfAuthority: 50 },
    });
    const better = area('C', 'Cliff', {
      ...{ rank: 90, interval: [80, 95], partOf: ['L'], authority, medianOfAuthority: 50 },
    });
    expect(say({ areas: [worse, lad] })).toEqual([
      'Areas of different kinds are compared: Harbour (ward), Trafford (local authority). Scores and figures can be set ' +
        'side by side; a rank or tenth counts an area among areas of its own kind only.',
      'Harbour is part of Trafford.',
      'On no figure do they lie far apart, measured by how far such areas usually differ.',
      'Harbour is at greater risk than the middle of the wards of Trafford.',
    ]);
    const all = say({ areas: [worse, same, better, lad] });
    expect(all).toContain('Harbour, Hill Top and Cliff are part of Trafford.');
    expect(all).toContain('Hill Top cannot be told apart from the middle of the wards of Trafford.');
    expect(all).toContain('Cliff is at lower risk than the middle of the wards of Trafford.');
  });

  it('does not compare ranks that are counted in different comparison groups', () => {
    const elsewhere = { ...hill, rankGroup: 1 };
    expect(say({ areas: [harbour, elsewhere] }).join(' ')).not.toContain('risk');
  });

  it('names the lowest and the highest of several, and no risk where the figure has none', () => {
    const areas = [harbour, hill, area('C', 'Cliff', { rank: 50, interval: [45, 60] })];
    const differences = [{ indicatorId: 'rent', highest: 'C', lowest: 'B', riskier: null, distance: 2 }];
    const rent = indicator('rent', [15, 10, 30], { title: 'Renting', direction: 'neutral' });
    expect(say({ areas, differences, indicators: [rent] })).toContain(
      'Renting: from 10.0% in Hill Top to 30.0% in Cliff.',
    );
  });

  it('does not name a difference that rounding takes away', () => {
    const differences = [{ indicatorId: 'aged', highest: 'B', lowest: 'A', riskier: 'B', distance: 2 }];
    const sentences = say({
      areas: [harbour, hill],
      differences,
      indicators: [indicator('aged', [5.11, 5.12])],
    });
    expect(sentences.join(' ')).not.toContain('5.1%');
    expect(sentences.at(-1)).toMatch(/^On no figure/);
  });

  it('says who has no score', () => {
    expect(say({ areas: [harbour, area('C', 'Cliff')] })).toContain(
      'Cliff has no score: too few of its figures are there.',
    );
  });

  it('speaks Welsh', () => {
    const sentences = comparisonSentences(
      { areas: [harbour, hill], differences: [], indicators: [] },
      createTranslator('cy'),
    );
    expect(sentences.slice(0, 2)).toEqual([
      'Ardaloedd a gymherir â’i gilydd: 2 (wardiau etholiadol).',
      'Mwy o risg: Harbour. Llai o risg: Hill Top. Nid yw cyfyngau eu safleoedd yn gorgyffwrdd.',
    ]);
  });
});
