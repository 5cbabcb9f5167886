import { describe, expect, it } from 'vitest';
import { scoredExtent } from '../../../core/geography/scored-extent.ts';

describe('the extent of what is scored', () => {
  it('holds every scored point with room around, and leaves out what has no score or no point', () => {
    const extent = scoredExtent({
      score: [10, NaN, 30, 40],
      longitude: [-3, -9, 1, NaN],
      latitude: [51, 59, 55, 60],
    });
    const [west = NaN, south = NaN, east = NaN, north = NaN] = extent ?? [];
    expect(west).toBeCloseTo(-3.24, 10);
    expect(east).toBeCloseTo(1.24, 10);
    expect(south).toBeCloseTo(50.76, 10);
    expect(north).toBeCloseTo(55.24, 10);
  });

  it('gives a single place room to be seen', () => {
    const [west = NaN, , east = NaN] = scoredExtent({ score: [1], longitude: [-2], latitude: [53] }) ?? [];
    expect(east - west).toBeCloseTo(0.02, 10);
  });

  it('is null where nothing is scored', () => {
    expect(scoredExtent({ score: [NaN], longitude: [-2], latitude: [53] })).toBeNull();
    expect(scoredExtent({ score: [], longitude: [], latitude: [] })).toBeNull();
  });
});
