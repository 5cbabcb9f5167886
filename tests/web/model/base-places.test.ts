import { describe, expect, it } from 'vitest';
import { areaTable } from '../../../web/model/area-table.ts';
import {
  basePlaces,
  comparisonOffers,
  isPlaceMatch,
  placesInWords,
  selectedCodes,
  selectionBase,
} from '../../../web/model/base-places.ts';
import type { ComparisonOffer } from '../../../web/model/base-places.ts';
import { createRescorer } from '../../../web/model/rescore.ts';
import type { MapAreaType } from '../../../web/state/explorer-state.ts';
import { smallBlock, smallProfile } from './small-block.ts';

const block = smallBlock();

describe('the places that can be compared within', () => {
  it('are the authorities by name, after what is chosen and stands in no list', () => {
    expect(basePlaces(block, ['E06000001']).map(({ name }) => name)).toEqual(['Shire', 'Town']);
    expect(basePlaces(block, ['E05000003', 'E06000002'])).toEqual([
      { code: 'E05000003', name: 'Hill', kind: 'ward' },
      { code: 'E06000002', name: 'Shire', kind: 'local authority' },
      { code: 'E06000001', name: 'Town', kind: 'local authority' },
    ]);
  });

  it('are found by name, kind and code, whatever the case', () => {
    const [shire, town] = basePlaces(block, []);
    const found = (text: string): boolean[] =>
      [shire, town].map((place) => place !== undefined && isPlaceMatch(place, text));
    expect(found(' tOw')).toEqual([false, true]);
    expect(found('e06000002')).toEqual([true, false]);
    expect(found('authority')).toEqual([true, true]);
  });

  it('become a base and come back from it; none is the base of the index itself', () => {
    expect(selectionBase(['E06000002', 'E05000001', 'E06000002'])).toBe('in:E05000001,E06000002');
    expect(selectionBase([])).toBeNull();
    expect(selectedCodes('in:E05000001,E06000002')).toEqual(['E05000001', 'E06000002']);
    expect(selectedCodes('everything')).toEqual([]);
  });

  it('are named in a few words, however many', () => {
    expect(placesInWords(block, ['E05000002'])).toBe('South');
    expect(placesInWords(block, ['E06000001', 'E05000003', 'E05000001'])).toBe('Hill, North and Town');
    const five = ['E05000001', 'E05000002', 'E05000003', 'E06000001', 'E06000002'];
    expect(placesInWords(block, five)).toBe('Hill, North, Shire and 2 other places');
    expect(placesInWords(block, ['E01000001'])).toBe('Town 001A');
  });
});

describe('what the panel of an area offers', () => {
  const offers = (type: MapAreaType, baseText = 'everything'): readonly ComparisonOffer[] => {
    const table = areaTable(block, createRescorer(block, smallProfile).score({ weights: {}, off: [] }), type);
    return comparisonOffers({ block, table, baseText }, 0);
  };

  it('is the authority of a neighbourhood, and of a ward itself and its authority', () => {
    expect(offers('lsoa')).toEqual([
      { label: 'Compare only within Town', base: 'in:E06000001', isInside: false },
    ]);
    expect(offers('ward')).toEqual([
      { label: 'Compare only within North', base: 'in:E05000001', isInside: true },
      { label: 'Compare only within Town', base: 'in:E06000001', isInside: false },
    ]);
    expect(offers('lad').map(({ base }) => base)).toEqual(['in:E06000001']);
  });

  it('is the way back where that is the comparison already', () => {
    expect(offers('lsoa', 'in:E06000001')).toEqual([
      { label: 'Stop comparing only within Town', base: null, isInside: false },
    ]);
  });
});
