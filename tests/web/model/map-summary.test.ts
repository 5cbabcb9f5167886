import { describe, expect, it } from 'vitest';
import { areaTable } from '../../../web/model/area-table.ts';
import { mapSummary } from '../../../web/model/map-summary.ts';
import { createRescorer } from '../../../web/model/rescore.ts';
import { smallBlock, smallProfile } from './small-block.ts';

const block = smallBlock();
const table = areaTable(block, createRescorer(block, smallProfile).score({ weights: {}, off: [] }), 'lsoa');
const classified = {
  classes: [],
  classOf: Int8Array.of(0, 0, 1, 0, 1, -1),
  missingCount: 1,
  classOfValue: () => 0,
};
const input = {
  table,
  classified,
  included: Uint8Array.of(1, 1, 1, 1, 1, 1),
  measureTitle: 'overall risk score',
  areaWords: 'LSOAs',
  classWords: 'the worst tenth',
  isOfScore: true,
  hasFilters: false,
  hatchedCount: 0,
};

describe('what the map says in words', () => {
  it('names the worst, where most of them are, and what has no data', () => {
    expect(mapSummary(input)).toBe(
      'Map of overall risk score: 3 of 6 LSOAs are in the worst tenth, most in North (2), South (1). ' +
        '1 has no data and is hatched.',
    );
  });

  it('tells what is outside the places that are compared from what has no data', () => {
    const within = smallBlock({ kind: 'selection', codes: ['E06000001'] });
    const scored = createRescorer(within, smallProfile).score({ weights: {}, off: [] });
    const compared = areaTable(within, scored, 'lsoa');
    const outside = { ...classified, classOf: Int8Array.of(0, 0, 1, 0, -1, -1), missingCount: 2 };
    expect(mapSummary({ ...input, table: compared, classified: outside })).toBe(
      'Map of overall risk score: 3 of 4 compared LSOAs are in the worst tenth, most in North (2), South (1). ' +
        '2 outside the comparison are hatched.',
    );
    expect(mapSummary({ ...input, table: compared, isOfScore: false })).toContain('3 of 6 LSOAs');
  });

  it('counts only what the filters keep, and says how many that are', () => {
    const summary = mapSummary({ ...input, included: Uint8Array.of(1, 0, 1, 0, 0, 0), hasFilters: true });
    expect(summary).toContain('1 of 6 LSOAs is in the worst tenth, most in North (1)');
    expect(summary).toContain('The filters keep 2 of 6.');
  });
});
