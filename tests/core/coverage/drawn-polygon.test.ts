import { kinks, polygon as turfPolygon } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnLimits, readDrawnPolygon } from '../../../core/coverage/drawn-polygon.ts';
import { AppError } from '../../../core/errors.ts';

type Ring = [number, number][];

/** A square in degrees with its lower left corner there. */
function square(west: number, south: number, side: number): Ring {
  return [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ];
}

const polygon = (...rings: Ring[]) => ({ type: 'Polygon', coordinates: rings });
const multi = (...parts: Ring[][]) => ({ type: 'MultiPolygon', coordinates: parts });

function refusal(value: unknown): { code: string; field: unknown; value: unknown; reason: string } {
  try {
    readDrawnPolygon(value);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { field, value: found, reason } = error.details;
    return { code: error.code, field, value: found, reason: String(reason) };
  }
  throw new Error('It was not refused.');
}

describe('a drawn polygon', () => {
  it('is read with its holes, its box and its size', () => {
    const drawn = readDrawnPolygon(polygon(square(-2.4, 53.4, 0.1), square(-2.36, 53.44, 0.02)));
    expect(drawn.rings).toHaveLength(2);
    expect(drawn.points).toBe(10);
    expect(drawn.bounds).toEqual({ west: -2.4, south: 53.4, east: -2.3, north: 53.5 });
    // At 53.45 degrees a degree is 111.29 km by 66.4 km (OS, length of a degree): 0.0096 square degrees.
    expect(drawn.squareKilometres).toBeGreaterThan(70.5);
    expect(drawn.squareKilometres).toBeLessThan(71.5);
  });

  it.each([
    ['a feature', { type: 'Feature', properties: {}, geometry: polygon(square(-2, 53, 0.1)) }, 1],
    [
      'a collection of one',
      { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: polygon(square(-2, 53, 0.1)) }] },
      1,
    ],
    ['two parts', multi([square(-2, 53, 0.1)], [square(-1.5, 53, 0.1)]), 2],
    ['two parts that share a border', multi([square(-2, 53, 0.1)], [square(-2.25, 53.25, 0.125)]), 2],
    [
      'a position given twice',
      polygon([
        [-2, 53],
        [-1.9, 53],
        [-1.9, 53],
        [-1.9, 53.1],
        [-2, 53],
      ]),
      1,
    ],
    ['heights', { type: 'Polygon', coordinates: [square(-2, 53, 0.1).map(([x, y]) => [x, y, 12])] }, 1],
  ])('may be %s', (_name, value, rings) => {
    expect(readDrawnPolygon(value).rings).toHaveLength(rings);
  });

  const bowTie: Ring = [
    [-2, 53],
    [-1.9, 53.1],
    [-1.9, 53],
    [-2, 53.1],
    [-2, 53],
  ];
  it.each([
    ['nothing', null, 'polygon', /not a GeoJSON object/],
    ['a text', 'POLYGON((0 0))', 'polygon', /not a GeoJSON object/],
    ['a point', { type: 'Point', coordinates: [-2, 53] }, 'type', /Polygon or a MultiPolygon/],
    ['a feature without geometry', { type: 'Feature', geometry: null }, 'polygon', /not a GeoJSON object/],
    ['two features', { type: 'FeatureCollection', features: [{}, {}] }, 'features', /exactly one/],
    ['no coordinates', { type: 'Polygon' }, 'coordinates', /not a list of rings/],
    ['no rings', { type: 'Polygon', coordinates: [] }, 'coordinates', /not a list of rings/],
    ['no parts', { type: 'MultiPolygon', coordinates: [] }, 'coordinates', /no list/],
    ['three positions', polygon(square(-2, 53, 0.1).slice(0, 3)), 'coordinates[0]', /at least four/],
    ['a ring that is open', polygon(square(-2, 53, 0.1).slice(0, 4)), 'coordinates[0][3]', /not closed/],
    [
      'a position of text',
      polygon([['x', 1] as never, ...square(-2, 53, 0.1)]),
      'coordinates[0][0]',
      /two numbers/,
    ],
    ['no number', polygon([[NaN, 53], ...square(-2, 53, 0.1)]), 'coordinates[0][0]', /finite/],
    ['an endless number', polygon([[-2, Infinity], ...square(-2, 53, 0.1)]), 'coordinates[0][0]', /finite/],
    [
      'null for a number',
      polygon([[null, 53] as never, ...square(-2, 53, 0.1)]),
      'coordinates[0][0]',
      /two numbers/,
    ],
    ['Paris', polygon(square(2.3, 48.8, 0.1)), 'coordinates[0][0]', /outside of Great Britain/],
    ['the other side of the world', polygon(square(179.9, 53, 0.2)), 'coordinates[0][0]', /outside of Great/],
    [
      'latitude first',
      polygon([
        [53, -2],
        [53.1, -2],
        [53.1, -1.9],
        [53, -2],
      ]),
      'coordinates[0][0]',
      /longitude first/,
    ],
    ['metres', polygon(square(400_000, 400_000, 1000)), 'coordinates[0][0]', /outside of Great Britain/],
    ['a bow tie', polygon(bowTie), 'coordinates[0][2]', /crosses or touches itself/],
    [
      'a ring that runs back over itself',
      polygon([
        [-2, 53],
        [-1.9, 53],
        [-1.8, 53],
        [-1.85, 53],
        [-1.85, 53.1],
        [-2, 53],
      ]),
      'coordinates[0][2]',
      /itself/,
    ],
    ['one place', polygon(Array.from({ length: 4 }, () => [-2, 53])), 'coordinates[0]', /encloses nothing/],
    [
      'a line',
      polygon([
        [-2, 53],
        [-1.9, 53],
        [-1.8, 53],
        [-2, 53],
      ]),
      'coordinates[0][2]',
      /itself/,
    ],
    [
      'a hole outside',
      polygon(square(-2, 53, 0.1), square(-1.5, 53, 0.1)),
      'coordinates[1]',
      /outside of its outer/,
    ],
    [
      'a hole across the border',
      polygon(square(-2, 53, 0.1), square(-1.95, 53.05, 0.1)),
      'coordinates[1][0]',
      /cross/,
    ],
    [
      'a hole in a hole',
      polygon(square(-2, 53, 0.1), square(-1.98, 53.02, 0.06), square(-1.96, 53.04, 0.02)),
      'coordinates[2]',
      /another one/,
    ],
    [
      'parts that overlap',
      multi([square(-2, 53, 0.1)], [square(-1.95, 53.05, 0.1)]),
      /coordinates\[1\]\[0\]/,
      /cross/,
    ],
    [
      'a part within a part',
      multi([square(-2, 53, 0.1)], [square(-1.98, 53.02, 0.02)]),
      'coordinates[1][0]',
      /another/,
    ],
  ])('may not be %s', (_name, value, field, reason) => {
    const refused = refusal(value);
    expect(refused.code).toBe('invalid-request');
    if (typeof field === 'string') expect(refused.field).toBe(field);
    else expect(String(refused.field)).toMatch(field);
    expect(refused.reason).toMatch(reason);
  });

  it('names the value that is wrong', () => {
    expect(refusal(polygon(square(2.3, 48.8, 0.1)))).toMatchObject({ value: [2.3, 48.8] });
  });

  it('has a largest size, and a most of points and rings', () => {
    expect(refusal(polygon(square(-3, 52, 1.5)))).toMatchObject({ code: 'too-large', field: 'coordinates' });
    const circle = Array.from({ length: drawnLimits.points + 1 }, (_, at): [number, number] => {
      const angle = (2 * Math.PI * at) / drawnLimits.points;
      return [-2 + 0.1 * Math.cos(angle), 53 + 0.1 * Math.sin(angle)];
    });
    expect(refusal(polygon(circle)).code).toBe('too-large');
    const many = Array.from({ length: drawnLimits.rings + 1 }, (_, at) => [
      square(-3 + 0.01 * at, 53, 0.005),
    ]);
    expect(refusal(multi(...many)).code).toBe('too-large');
  });

  it('is looked at in a second, however it is drawn', () => {
    // A comb of long slanting teeth: the box of every edge meets the box of every other.
    const teeth = drawnLimits.points / 4;
    const up = Array.from({ length: teeth }, (_, at): [number, number] => [-2 + at * 1e-5, 53 + at * 1e-5]);
    const comb = up.flatMap(([x, y]): Ring => [
      [x, y],
      [x + 0.2 + 3e-6, y - 0.2],
      [x + 5e-6, y + 5e-6],
    ]);
    const started = performance.now();
    try {
      readDrawnPolygon(polygon([...comb, comb[0] ?? [0, 0]]));
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('is refused for crossing itself exactly where Turf finds a crossing', () => {
    const corner = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(fc.uniqueArray(corner, { minLength: 3, maxLength: 7, selector: String }), (corners) => {
        const ring = [...corners, ...corners.slice(0, 1)].map(([x, y]): [number, number] => [
          -2 + x / 64,
          53 + y / 64,
        ]);
        let reason = '';
        try {
          readDrawnPolygon(polygon(ring));
        } catch (error) {
          reason = error instanceof AppError ? String(error.details['reason']) : String(error);
        }
        // Turf finds crossings within edges; corners that touch are ours alone.
        if (reason === '') expect(kinks(turfPolygon([ring])).features).toEqual([]);
        if (kinks(turfPolygon([ring])).features.length > 0) expect(reason).toMatch(/itself|nothing/);
      }),
      { numRuns: 500 },
    );
  });
});
