import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { interpolateCounts, interpolateRates } from '../../core/geography/interpolate-areas.ts';
import { overlayAreas } from '../../server/analysis/overlay-areas.ts';
import { recordGolden } from '../support/golden-table.ts';
import { largestDifference } from '../support/largest-difference.ts';
import { readPolygons } from '../support/read-polygons.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';

const folder = 'golden/areal-interpolation';

// Origin: spData, interpolated by sf st_interpolate_aw; the first row is printed in Geocomputation with R.
describeWithShared('Areas of Leeds, against sf', () => {
  test('counts and rates on the aggregating zones', async () => {
    const expected = JSON.parse(readFileSync(sharedPath(folder, 'expected.json'), 'utf8')) as Record<
      'extensive' | 'intensive' | 'published_extensive_geocomputation_with_R',
      number[]
    >;
    const zones = readPolygons(folder, 'aggregating_zones.geojson');
    const pieces = readPolygons(folder, 'incongruent.geojson');
    const { overlaps, sourceSizes } = await overlayAreas(pieces.polygons, zones.polygons);
    const question = {
      values: pieces.numbers('value'),
      overlaps,
      sourceSizes,
      targetCount: zones.polygons.length,
    };
    const counts = interpolateCounts(question);
    const rates = interpolateRates(question);
    for (const [compared, found, wanted, tolerance] of [
      ['counts by area', counts.values, expected.extensive, 1e-6],
      ['counts as printed', counts.values, expected.published_extensive_geocomputation_with_R, 1e-5],
      ['rates by area', rates.values, expected.intensive, 1e-6],
    ] as const) {
      recordGolden({
        caseId: 'areal-interpolation',
        compared,
        count: wanted.length,
        error: largestDifference(found, wanted),
        tolerance,
      });
    }
    // What the zones do not cover is said, and nothing else is lost.
    expect(counts.sourceTotal - counts.targetTotal).toBe(counts.unallocated);
    expect(counts.unallocated).toBeGreaterThan(0);
  });

  test('pieces that fit the zones exactly leave nothing over', async () => {
    const zones = readPolygons(folder, 'aggregating_zones.geojson');
    const pieces = readPolygons(folder, 'congruent.geojson');
    const { overlaps } = await overlayAreas(pieces.polygons, zones.polygons);
    const counts = interpolateCounts({
      values: pieces.numbers('value'),
      overlaps,
      targetCount: zones.polygons.length,
    });
    expect(Math.abs(counts.targetTotal / counts.sourceTotal - 1)).toBeLessThan(1e-9);
    expect(counts.unplaced).toEqual([]);
  });
});
