import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { IndicatorDefinition } from '../../core/contract/indicator.ts';
import { AppError } from '../../core/errors.ts';
import {
  loadCatalogue,
  parseIndicators,
  parseProfile,
  parseSources,
} from '../../server/usecases/catalogue.ts';
import type { NamedText } from '../../server/usecases/parse-yaml.ts';
import { repositoryPath } from '../support/shared.ts';

const source = `- id: census
  title: Census
  publisher: ONS
  licence: OGL
  licenceUrl: https://example.org/licence
  attribution: ONS
  reader: nomis-bulk
`;
const indicator = `- id: aged-75-plus
  title: People aged 75 and over
  description: Share of residents aged 75 and over.
  phrase: people aged 75 and over
  theme: people
  unit: percent
  direction: higher-is-riskier
  dataset: census
  formula:
    numerator: ['75+']
    denominator: [all]
`;
const outcome = indicator.replace('aged-75-plus', 'propensity') + '  role: outcome\n';
const neutral = indicator.replace('aged-75-plus', 'renting').replace('higher-is-riskier', 'neutral');

function profileOf(child: string): string {
  return `id: test
version: 1.0.0
title: Test
summary: A test.
areas: { type: lsoa, vintage: 2021 }
base: { kind: everything }
normalise: { method: percentile }
aggregate: { method: arithmetic }
availability: 0.5
presentation: { method: min-max }
components:
  - id: people
    title: People
    children:
      - ${child}
`;
}

function named(text: string, file = 'data/test.yaml'): NamedText {
  return { file, text };
}

function failureOf(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const sources = parseSources(named(source));
const indicators: readonly IndicatorDefinition[] = parseIndicators(
  named(indicator + outcome + neutral),
  sources,
);

describe('the shipped catalogue', () => {
  test('loads, and every indicator has a source', async () => {
    const catalogue = await loadCatalogue(repositoryPath('data'));
    expect(catalogue.sources.length).toBeGreaterThan(50);
    expect(catalogue.indicators.map(({ id }) => id)).toContain('aged-75-plus');
    expect(catalogue.indicators.filter(({ role }) => role === 'outcome').map(({ id }) => id)).toEqual([
      'digital-propensity',
    ]);
  });

  test('names official addresses only: no private copies of publishers’ files', async () => {
    const text = await readFile(repositoryPath('data/sources.yaml'), 'utf8');
    const hosts = parseSources(named(text)).flatMap(({ address }) =>
      address === undefined ? [] : [new URL(address).hostname],
    );
    const official =
      /(^|\.)(ons\.gov\.uk|nomisweb\.co\.uk|os\.uk|ofcom\.org\.uk|service\.gov\.uk|arcgis\.com)$/;
    expect(hosts.filter((host) => !official.test(host))).toEqual([]);
  });

  test('a missing folder is said by name', async () => {
    await expect(loadCatalogue('/nowhere')).rejects.toMatchObject({
      code: 'not-found',
      details: { file: '/nowhere/sources.yaml' },
    });
  });
});

describe('errors name file, line and field', () => {
  test('a syntax error', () => {
    const error = failureOf(() => parseSources(named('- id: [\n- x', 'data/sources.yaml')));
    expect(error.code).toBe('invalid-request');
    expect(error.message).toMatch(/^data\/sources\.yaml, line 2: /);
  });

  test('a field of the wrong kind', () => {
    const error = failureOf(() =>
      parseIndicators(named(indicator.replace('unit: percent', 'unit: procent')), sources),
    );
    expect(error.details).toMatchObject({ file: 'data/test.yaml', line: 6, field: '0.unit' });
  });

  test('a field nobody knows', () => {
    const error = failureOf(() => parseSources(named(source + '  colour: red\n')));
    expect(error.message).toContain('colour');
  });

  test('an id that stands twice, at its second place', () => {
    const error = failureOf(() => parseSources(named(source + source)));
    expect(error.details).toMatchObject({ line: 8, field: '1.id' });
  });

  test('an indicator of a dataset that no source describes', () => {
    const error = failureOf(() =>
      parseIndicators(named(indicator.replace('dataset: census', 'dataset: nonsense')), sources),
    );
    expect(error.details).toMatchObject({ line: 8, field: '0.dataset' });
    expect(error.message).toContain('"nonsense"');
  });
});

describe('profiles', () => {
  test('a good one passes', () => {
    const profile = parseProfile(named(profileOf('indicator: aged-75-plus')), indicators);
    expect(profile.components[0]?.children).toEqual([{ indicator: 'aged-75-plus', weight: 1 }]);
  });

  test.each([
    ['an outcome as an input', 'indicator: propensity', 'is an outcome'],
    ['an indicator nobody knows', 'indicator: wealth', 'is not in the catalogue'],
    ['a neutral indicator without a direction', 'indicator: renting', 'say which direction'],
    ['an indicator used twice', 'indicator: aged-75-plus\n      - indicator: aged-75-plus', 'is used twice'],
  ])('%s is refused where it stands', (_case, child, reason) => {
    const error = failureOf(() => parseProfile(named(profileOf(child)), indicators));
    expect(error.message).toContain(reason);
    expect(error.details['field']).toMatch(/^components\.0\.children\.[01]\.indicator$/);
    expect(error.details['line']).toBe(child.includes('\n') ? 16 : 15);
  });

  test.each([
    ['{ indicator: aged-75-plus, denominator: people }', 'components.0.children.0.denominator'],
    ['{ indicator: aged-75-plus, column: C001 }', 'components.0.children.0.column'],
    [
      '{ indicator: aged-75-plus, normalise: { method: distance-to-reference, area: E1 } }',
      'components.0.children.0.normalise',
    ],
    [
      '{ indicator: aged-75-plus, impute: { method: group-mean, group: county } }',
      'components.0.children.0.impute.group',
    ],
    [
      '{ id: Inner part, title: Inner, children: [{ indicator: aged-75-plus }] }',
      'components.0.children.0.id',
    ],
  ])('what is for files only is refused: %s', (child, field) => {
    const error = failureOf(() => parseProfile(named(profileOf(child)), indicators));
    expect(error.details).toMatchObject({ field });
  });
  test.each([
    ['{ stage: aggregate, by: { method: benefit-of-the-doubt } }', 'recipe.0.by'],
    ['{ stage: impute, by: { method: spatial-lag } }', 'recipe.0.by'],
    ['{ stage: shrink, group: lad }', 'recipe.0.indicators'],
    ['{ stage: shrink, group: county, indicators: [aged-75-plus] }', 'recipe.0.group'],
    ['{ stage: impute, by: { method: group-median, group: [lad, county] } }', 'recipe.0.by.group'],
  ])('a stage that only a file can have is refused: %s', (stage, field) => {
    const text = `${profileOf('indicator: aged-75-plus')}recipe: [${stage}]\n`;
    expect(failureOf(() => parseProfile(named(text), indicators)).details).toMatchObject({ field });
  });
  test('a recipe over areas passes', () => {
    const stages = '{ stage: impute, by: { method: group-median, group: [lad, region] } }, { stage: treat }';
    const text = `${profileOf('indicator: aged-75-plus')}recipe: [${stages}]\n`;
    expect(parseProfile(named(text), indicators).recipe).toHaveLength(2);
  });
  test('a mistake deep in a component is named where it is', () => {
    const error = failureOf(() =>
      parseProfile(named(profileOf('{ indicator: aged-75-plus, weight: -1 }')), indicators),
    );
    expect(error.details['field']).toBe('components.0.children.0.weight');
  });
});

describe('the shipped profiles', () => {
  test('atlas and deri-1.6 are there and state every substitution', async () => {
    const { profiles } = await loadCatalogue(repositoryPath('data'));
    const byId = new Map(profiles.map((profile) => [profile.id, profile]));
    expect([...byId.keys()]).toEqual(expect.arrayContaining(['atlas', 'deri-1.6']));
    const leaves = (byId.get('deri-1.6')?.components ?? []).flatMap(({ children }) => children);
    expect(leaves).toHaveLength(9);
    expect(leaves.every((leaf) => 'indicator' in leaf && leaf.substitution !== undefined)).toBe(true);
  });

  test('deri-1.6 has GMCA’s weights', async () => {
    const { profiles } = await loadCatalogue(repositoryPath('data'));
    const deri = profiles.find(({ id }) => id === 'deri-1.6');
    const weights = deri?.components.map(({ id, weight, children }) => [
      id,
      weight,
      children.map((child) => child.weight),
    ]);
    // Origin: DERI update notes v1.4 to v1.6. One stand-in carries the weights of the three broadband indicators.
    expect(weights).toEqual([
      ['broadband', 3, [3 + 3 + 3]],
      ['demography', 3, [5, 5, 2, 2]],
      ['deprivation', 3, [2, 4, 2, 2]],
    ]);
    expect(deri?.normalise).toEqual({ method: 'min-max', lower: 0, upper: 10 });
  });
});
