import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  classings,
  defaultState,
  layerKinds,
  mapAreaTypes,
  overlayKinds,
  sortColumns,
  viewKinds,
} from '../../../web/state/explorer-state.ts';
import type { ExplorerState, Measure } from '../../../web/state/explorer-state.ts';
import type { FilterField, MapRule } from '../../../web/state/filter-rule.ts';
import { parseState, queryText, serialiseState } from '../../../web/state/url-state.ts';

const identifier = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,6}){0,2}$/);
const code = fc.stringMatching(/^[A-Z][0-9]{8}$/);
const decimals = (lower: number, upper: number, places: number): fc.Arbitrary<number> =>
  fc.integer({ min: lower * 10 ** places, max: upper * 10 ** places }).map((value) => value / 10 ** places);

const measure: fc.Arbitrary<Measure> = fc.oneof(
  fc.constantFrom<Measure>({ kind: 'score' }, { kind: 'clusters' }, { kind: 'worst-tenth' }),
  identifier.map((id): Measure => ({ kind: 'component', id })),
  identifier.map((id): Measure => ({ kind: 'indicator', id })),
);
const field: fc.Arbitrary<FilterField> = fc.oneof(
  fc.constantFrom<FilterField>('score', 'decile', 'rank'),
  identifier.map((id): FilterField => `indicator:${id}`),
);
const rule: fc.Arbitrary<MapRule> = fc.record({
  field,
  comparison: fc.constantFrom('at-least', 'at-most'),
  value: decimals(-50, 1000, 2),
});
const base = fc.oneof(
  fc.constantFrom('everything', 'nation', 'region', 'lad'),
  fc.array(code, { minLength: 1, maxLength: 3 }).map((codes) => `in:${codes.join(',')}`),
);
const state: fc.Arbitrary<ExplorerState> = fc.record({
  profile: fc.option(identifier),
  base: fc.option(base),
  areaType: fc.constantFrom(...mapAreaTypes),
  measure,
  classing: fc.constantFrom(...classings),
  classCount: fc.integer({ min: 3, max: 9 }),
  palette: identifier,
  weights: fc
    .dictionary(
      identifier,
      decimals(0, 4, 2).filter((weight) => weight !== 1),
      {
        maxKeys: 5,
        noNullPrototype: true,
      },
    )
    .map((weights) => Object.fromEntries(Object.entries(weights).sort(([a], [b]) => (a < b ? -1 : 1)))),
  off: fc.uniqueArray(identifier, { maxLength: 4 }).map((ids) => ids.sort()),
  filters: fc.record({ match: fc.constantFrom('all', 'any'), rules: fc.array(rule, { maxLength: 4 }) }),
  selected: fc.option(code),
  camera: fc.option(
    fc.record({ longitude: decimals(-9, 2, 5), latitude: decimals(49, 61, 5), zoom: decimals(4, 18, 2) }),
  ),
  opacity: fc.integer({ min: 0, max: 100 }),
  layer: fc.constantFrom(...layerKinds),
  isUncertainHatched: fc.boolean(),
  overlays: fc.subarray([...overlayKinds]),
  sort: fc.record({ column: fc.constantFrom(...sortColumns), descending: fc.boolean() }),
  view: fc.constantFrom(...viewKinds),
  embed: fc.boolean(),
});

describe('the state in the address', () => {
  it('is read back as it was written, whatever the state', () => {
    fc.assert(
      fc.property(state, (one) => {
        expect(parseState(serialiseState(one))).toEqual(one);
        expect(parseState(new URLSearchParams(queryText(one)))).toEqual(one);
      }),
      { numRuns: 400 },
    );
  });

  it('leaves out what stands at its default, so that a fresh map has a clean address', () => {
    expect(queryText(defaultState)).toBe('');
    expect(queryText({ ...defaultState, areaType: 'ward' })).toBe('areas=ward');
    expect(queryText({ ...defaultState, isUncertainHatched: true })).toBe('hatch=uncertain');
    expect(queryText({ ...defaultState, measure: { kind: 'worst-tenth' } })).toBe('show=worst-tenth');
  });

  it('opens old and hand-edited links with the defaults in place of what it cannot read', () => {
    const query =
      'areas=parish&show=indicator:&base=in:x&map=99/0/0&weights=a:-1,b:x&where=score>1&opacity=900&count=2.5&hatch=all&sort=-nothing&area=%3Cscript%3E';
    expect(parseState(new URLSearchParams(query))).toEqual({
      ...defaultState,
      sort: { column: 'rank', descending: true },
    });
  });

  it('never throws, whatever text stands in the address', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseState(new URLSearchParams(text));
      }),
    );
  });
});
