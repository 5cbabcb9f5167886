import { describe, expect, it } from 'vitest';
import { boundsOfPositions, boxOfRings, joinBoxes } from '../../../core/geography/bounds.ts';
import { areaOf, centroidOf, pointOnSurface } from '../../../core/geography/ring-measures.ts';
import {
  boundsOfTile,
  positionFromUnitSquare,
  tileAddress,
  unitSquareFromPosition,
} from '../../../core/geography/tile-address.ts';
import {
  decodePolygons,
  encodeMultiPolygon,
  encodePoint,
} from '../../../core/geography/well-known-binary.ts';

const ring = (...numbers: number[]): Float64Array => Float64Array.from(numbers);
const donut = [ring(0, 0, 10, 0, 10, 10, 0, 10, 0, 0), ring(6, 2, 8, 2, 8, 8, 6, 8, 6, 2)];

describe('measures', () => {
  it('takes the hole off the area and out of the centroid', () => {
    expect(areaOf([donut])).toBe(88);
    // (100 * 5 - 12 * 7) / 88
    expect(centroidOf([donut])?.x).toBeCloseTo(416 / 88, 12);
    expect(centroidOf([donut])?.y).toBeCloseTo(5, 12);
    expect(centroidOf([[ring(1, 1, 2, 2, 1, 1)]])).toBeNull();
  });

  it('finds a point inside an area whose centroid lies outside', () => {
    const horseshoe = [ring(0, 0, 10, 0, 10, 10, 8, 10, 8, 2, 2, 2, 2, 10, 0, 10, 0, 0)];
    const point = pointOnSurface([horseshoe]);
    expect(point).not.toBeNull();
    expect(point === null ? 5 : Math.abs(point.x - 5)).toBeGreaterThan(3);
    expect(pointOnSurface([])).toBeNull();
  });
});

describe('boxes and bounds', () => {
  it('joins boxes and knows the empty one', () => {
    expect(boxOfRings([])).toBeNull();
    expect(joinBoxes(boxOfRings([ring(1, 2)]), boxOfRings(donut))).toEqual({
      minX: 0,
      minY: 0,
      maxX: 10,
      maxY: 10,
    });
    expect(boundsOfPositions([])).toBeNull();
    expect(boundsOfPositions([{ longitude: -2, latitude: 53 }])).toEqual({
      west: -2,
      south: 53,
      east: -2,
      north: 53,
    });
  });
});

describe('well-known binary', () => {
  it('comes back as it went, bytes in the order PostGIS writes', () => {
    const bytes = encodeMultiPolygon([donut, [ring(20, 20, 21, 20, 21, 21, 20, 20)]], 27700);
    expect(Buffer.from(bytes.slice(0, 13)).toString('hex')).toBe('0106000020346c000002000000');
    expect(decodePolygons(bytes)).toEqual([donut, [ring(20, 20, 21, 20, 21, 21, 20, 20)]]);
    // select encode(ST_AsEWKB(ST_SetSRID(ST_MakePoint(1, 2), 27700)), 'hex') on PostGIS 3.3
    expect(Buffer.from(encodePoint(1, 2, 27700)).toString('hex')).toBe(
      '0101000020346c0000000000000000f03f0000000000000040',
    );
  });

  it('refuses bytes that end too soon and heights', () => {
    const bytes = encodeMultiPolygon([donut], 27700);
    expect(() => decodePolygons(bytes.slice(0, 60))).toThrow('ends too soon');
    const withHeight = Buffer.from('01eb03000000000000', 'hex');
    expect(() => decodePolygons(withHeight)).toThrow('more than two dimensions');
  });
});

describe('tile addresses', () => {
  it('puts Stretford where the slippy map has it', () => {
    // The formula of the OpenStreetMap wiki, (1 - asinh(tan(lat)) / pi) / 2 * 4096, gives 1325.8 and 2021.7.
    const { x, y } = unitSquareFromPosition({ longitude: -2.3086, latitude: 53.4463 });
    expect([Math.floor(x * 4096), Math.floor(y * 4096)]).toEqual([2021, 1325]);
    const back = positionFromUnitSquare({ x, y });
    expect(back.longitude).toBeCloseTo(-2.3086, 10);
    expect(back.latitude).toBeCloseTo(53.4463, 10);
    const bounds = boundsOfTile({ zoom: 12, x: 2021, y: 1325 });
    expect(bounds.west < -2.3086 && bounds.east > -2.3086).toBe(true);
    expect(bounds.south < 53.4463 && bounds.north > 53.4463).toBe(true);
  });

  it('refuses addresses that do not exist, naming the part', () => {
    expect(tileAddress(1, 1, 1)).toEqual({ zoom: 1, x: 1, y: 1 });
    expect(() => tileAddress(23, 0, 0)).toThrow('z must be a whole number');
    expect(() => tileAddress(1, 2, 0)).toThrow('x must be a whole number from 0 to 1');
    expect(() => tileAddress(1, 0, -1)).toThrow('y must be');
    expect(() => tileAddress(1, 0.5, 0)).toThrow('x must be');
  });
});
