import { area as geodesicArea, booleanPointInPolygon, polygon } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import { createPointInPolygonIndex } from '../../../core/geography/point-in-polygon.ts';
import { areaOf } from '../../../core/geography/ring-measures.ts';

/** A star-shaped ring around a centre: never crosses itself, often concave. */
const star = fc
  .record({
    easting: fc.integer({ min: 300_000, max: 500_000 }),
    northing: fc.integer({ min: 200_000, max: 500_000 }),
    radii: fc.array(fc.integer({ min: 200, max: 5000 }), { minLength: 3, maxLength: 40 }),
  })
  .map(({ easting, northing, radii }) => {
    const points = radii.map((radius, position) => {
      const angle = (2 * Math.PI * position) / radii.length;
      return [easting + radius * Math.cos(angle), northing + radius * Math.sin(angle)] as const;
    });
    const [first = [easting, northing] as const] = points;
    return { centre: { easting, northing }, points: [...points, first] };
  });

describe('our grid geometry agrees with Turf', () => {
  test('which points a polygon holds', () => {
    fc.assert(
      fc.property(
        star,
        fc.array(fc.tuple(fc.integer({ min: -6000, max: 6000 }), fc.integer({ min: -6000, max: 6000 }))),
        ({ centre, points }, offsets) => {
          const index = createPointInPolygonIndex([[Float64Array.from(points.flat())]]);
          const turf = polygon([points.map(([x, y]) => [x, y])]);
          for (const [dx, dy] of offsets) {
            // Half-metres keep the points off the borders, where the two have different rules.
            const x = centre.easting + dx + 0.517;
            const y = centre.northing + dy + 0.391;
            expect(index.find(x, y) === 0).toBe(booleanPointInPolygon([x, y], turf));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('the area of a polygon, to the scale error of the National Grid', () => {
    fc.assert(
      fc.property(star, ({ points }) => {
        const planar = areaOf([[Float64Array.from(points.flat())]]);
        const lonLat = points.map(([easting, northing]) => {
          const { longitude, latitude } = wgs84FromGrid({ easting, northing });
          return [longitude, latitude];
        });
        const geodesic = geodesicArea(polygon([lonLat]));
        // Turf's sphere and the grid's scale factor (0.9996 to 1.0004) are within 0.7 % of each other here.
        expect(Math.abs(planar / geodesic - 1)).toBeLessThan(0.007);
      }),
      { numRuns: 60 },
    );
  });
});
