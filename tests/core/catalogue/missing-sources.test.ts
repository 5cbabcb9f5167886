import { expect, it } from 'vitest';
import { missingSources } from '../../../core/catalogue/missing-sources.ts';
import type { SourceDefinition } from '../../../core/contract/dataset.ts';
import type { IndicatorDefinition } from '../../../core/contract/indicator.ts';

function source(id: string, title: string): SourceDefinition {
  return {
    ...{ id, title, publisher: 'ONS', licence: 'OGL', licenceUrl: 'https://example.org/ogl' },
    ...{ attribution: 'ONS', reader: 'nomis-bulk', madeUp: false },
  };
}

function indicator(id: string, dataset: string): IndicatorDefinition {
  return {
    ...{
      id,
      dataset,
      title: `Title of ${id}`,
      description: 'd',
      phrase: 'p',
      theme: 'people',
      unit: 'percent',
    },
    ...{ direction: 'higher-is-riskier', decimals: 1, formula: { value: 'v' }, additive: false },
  };
}

const known = {
  sources: [source('a', 'Zebra'), source('b', 'Badger'), source('c', 'Aardvark'), source('d', 'Adder')],
  indicators: [
    indicator('age', 'a'),
    indicator('health', 'a'),
    indicator('speed', 'b'),
    indicator('idle', 'c'),
  ],
  profiles: [
    {
      id: 'atlas',
      title: 'Atlas',
      components: [
        {
          id: 'people',
          title: 'People',
          weight: 1,
          children: [
            { indicator: 'age', weight: 1 },
            { id: 'inner', title: 'Inner', weight: 1, children: [{ indicator: 'speed', weight: 1 }] },
          ],
        },
      ],
    },
  ],
};

it('names what a profile needs first, by the indicators that it takes, however deep they stand', () => {
  const missing = missingSources(known, (id) => id === 'd');
  expect(missing.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  expect(missing[0]?.neededBy).toEqual([
    { profileId: 'atlas', profileTitle: 'Atlas', indicators: [{ id: 'speed', title: 'Title of speed' }] },
  ]);
  expect(missing[1]?.neededBy[0]?.indicators.map(({ id }) => id)).toEqual(['age']);
  expect(missing[2]?.neededBy).toEqual([]);
});

it('says nothing of what is loaded', () => {
  expect(missingSources(known, () => true)).toEqual([]);
});
