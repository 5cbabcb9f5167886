import { describe, expect, it } from 'vitest';
import { areaOf, drawingCollection } from '../../../web/coverage/draw-area.ts';
import { mostFileCorners, readGeoJsonArea } from '../../../web/coverage/read-geojson.ts';

const at = (longitude: number, latitude: number) => ({ longitude, latitude });
const square = [
  [-2, 53],
  [-1, 53],
  [-1, 54],
  [-2, 54],
  [-2, 53],
];

describe('an area that is drawn', () => {
  it('is closed, and a corner that a double click set twice stands once', () => {
    expect(areaOf([at(0, 50), at(1, 50), at(1, 51), at(1, 51)])).toEqual({
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [0, 50],
            [1, 50],
            [1, 51],
            [0, 50],
          ],
        ],
      },
    });
  });

  it('needs three corners, and edges that do not cross', () => {
    expect(areaOf([at(0, 50), at(1, 50)])).toEqual({ fault: 'coverageMap.drawTooFew' });
    expect(areaOf([at(0, 50), at(1, 51), at(1, 50), at(0, 51)])).toEqual({
      fault: 'coverageMap.drawCrossing',
    });
    // A corner that goes in crosses nothing.
    expect(areaOf([at(0, 50), at(2, 50), at(2, 52), at(1, 50.5), at(0, 52)])).toHaveProperty('geometry');
  });

  it('is shown by its corners and edges, and as a surface when it is done', () => {
    const types = (isDone: boolean): string[] =>
      drawingCollection([at(0, 50), at(1, 50), at(1, 51)], isDone).features.map(
        ({ geometry }) => geometry.type,
      );
    expect(types(false)).toEqual(['Point', 'Point', 'Point', 'LineString']);
    expect(types(true)).toEqual(['Point', 'Point', 'Point', 'Polygon']);
  });
});

describe('a GeoJSON file', () => {
  const polygon = { type: 'Polygon', coordinates: [square] };

  it.each([
    ['a polygon', polygon],
    ['a feature', { type: 'Feature', properties: { name: 'x' }, geometry: polygon }],
    [
      'a collection, whose points are passed over',
      {
        type: 'FeatureCollection',
        features: [
          { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [-2, 53] } },
          { type: 'Feature', properties: {}, geometry: polygon },
        ],
      },
    ],
    ['a polygon with heights', { type: 'Polygon', coordinates: [square.map((corner) => [...corner, 12])] }],
  ])('gives the area of %s', (_name, value) => {
    expect(readGeoJsonArea(`\uFEFF${JSON.stringify(value)}`)).toEqual({ geometry: polygon });
  });

  it('gives several polygons as one area', () => {
    const found = readGeoJsonArea(
      JSON.stringify({ type: 'MultiPolygon', coordinates: [[square], [square]] }),
    );
    expect(found).toEqual({ geometry: { type: 'MultiPolygon', coordinates: [[square], [square]] } });
  });

  it.each([
    ['no JSON', 'name,code', 'fileNoJson'],
    ['a list', '[]', 'fileNoPolygon'],
    ['a line', '{"type":"LineString","coordinates":[[0,50],[1,51]]}', 'fileNoPolygon'],
    ['words for numbers', '{"type":"Polygon","coordinates":[[["a","b"]]]}', 'fileNoPolygon'],
    [
      'National Grid coordinates',
      '{"type":"Polygon","coordinates":[[[400000,400000],[400100,400000],[400100,400100],[400000,400000]]]}',
      'fileBadCorner',
    ],
    [
      'latitude first',
      '{"type":"Polygon","coordinates":[[[53,-2],[53,-1],[54,-1],[53,-2]]]}',
      'fileBadCorner',
    ],
    ['a ring left open', '{"type":"Polygon","coordinates":[[[0,50],[1,50],[1,51],[0,51]]]}', 'fileOpenRing'],
  ])('of %s is refused', (_name, text, fault) => {
    expect(readGeoJsonArea(text)).toEqual({ fault: `coverageMap.${fault}` });
  });

  it('with too many corners is refused', () => {
    const ring = Array.from({ length: mostFileCorners + 1 }, (_, index) => [-2 + index / 1e6, 53]);
    expect(readGeoJsonArea(JSON.stringify({ type: 'Polygon', coordinates: [ring] }))).toEqual({
      fault: 'coverageMap.fileTooManyCorners',
    });
  });
});
