import { expect, test } from 'vitest';
import { interpolateCounts, interpolateRates } from '../../../core/geography/interpolate-areas.ts';
import { overlayAreas } from '../../../server/analysis/overlay-areas.ts';

const box = (x: number, y: number, width: number, height = 1) => [
  [Float64Array.of(x, y, x + width, y, x + width, y + height, x, y + height, x, y)],
];

/** Three sources of 2 by 1 in a row; targets: 3 by 1 from the west, 2 by 1 behind it: 1 by 1 lies outside. */
const overlaps = {
  source: Int32Array.of(0, 1, 1, 2),
  target: Int32Array.of(0, 0, 1, 1),
  size: Float64Array.of(2, 1, 1, 1),
};
const sourceSizes = Float64Array.of(2, 2, 2);
const question = { values: Float64Array.of(10, 20, 40), overlaps, sourceSizes, targetCount: 3 };

test('the overlay finds these overlaps', async () => {
  const found = await overlayAreas(
    [box(0, 0, 2), box(2, 0, 2), box(4, 0, 2)],
    [box(0, 0, 3), box(3, 0, 2), box(9, 9, 1)],
  );
  expect(found).toEqual({ overlaps, sourceSizes, targetSizes: Float64Array.of(3, 2, 1) });
  const bowTie = [[Float64Array.of(0, 0, 1, 1, 1, 0, 0, 1, 0, 0)]];
  await expect(overlayAreas([box(0, 0, 2), bowTie], [box(0, 0, 3)])).rejects.toThrow(/source area 2/);
});

test('counts keep their total, less what lies outside, which is said', () => {
  const found = interpolateCounts(question);
  expect(found.values).toEqual(Float64Array.of(20, 30, NaN));
  expect(found).toMatchObject({ sourceTotal: 70, targetTotal: 50, unallocated: 20, unplaced: [] });
  const whole = interpolateCounts({ ...question, sourceSizes: undefined });
  expect(whole.values).toEqual(Float64Array.of(20, 50, NaN));
  expect(whole.unallocated).toBe(0);
});

test('rates are means by overlap; where a source has none, the others speak, and how much is said', () => {
  const found = interpolateRates({ ...question, values: Float64Array.of(10, 20, NaN) });
  expect(found.values).toEqual(Float64Array.of(40 / 3, 20, NaN));
  expect(found.coverage).toEqual(Float64Array.of(1, 0.5, NaN));
});

test('a source without value gives nothing; one that lies nowhere is named', () => {
  const found = interpolateCounts({
    ...question,
    values: Float64Array.of(NaN, 20, 40, 7),
    sourceSizes: Float64Array.of(2, 2, 2, 2),
  });
  expect(found.values).toEqual(Float64Array.of(10, 30, NaN));
  expect(found.coverage).toEqual(Float64Array.of(1 / 3, 1, NaN));
  expect(found).toMatchObject({ sourceTotal: 67, unallocated: 27, unplaced: [3] });
});

test('targets that overlap each other would make people out of nothing: refused', () => {
  const doubled = { ...overlaps, size: Float64Array.of(2, 2, 1, 1) };
  expect(() => interpolateCounts({ ...question, overlaps: doubled })).toThrow(/do not add up/);
  const wrong = { ...overlaps, size: Float64Array.of(2, -1, 1, 1) };
  expect(() => interpolateRates({ ...question, overlaps: wrong })).toThrow(/Overlap 2 has the size -1/);
});
