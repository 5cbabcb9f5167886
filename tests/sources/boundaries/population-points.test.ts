import { describe, expect, it } from 'vitest';
import { populationPoints } from '../../../server/sources/boundaries/population-points.ts';
import { recogniseReader } from '../../../server/sources/registry.ts';
import { fileOf, readSource } from '../../support/read-source.ts';

describe('population-weighted centroids', () => {
  it.each([
    [
      'the CSV with x and y in metres',
      '\uFEFFFID,LSOA21CD,GlobalID,x,y\r\n1,E01011954,abc,447198.5,536258\r\n',
      { easting: 447_198.5, northing: 536_258 },
    ],
    [
      'an older CSV with capitals, in degrees',
      'X,Y,objectid,lsoa21cd,lsoa21nm\n-1.27,54.72,1,E01011954,Hartlepool 001A\n',
      { easting: 447_123, northing: 536_347 },
    ],
    [
      'latitude and longitude in any order',
      'LSOA21CD,lat,long\nE01011954,54.72,-1.27\n',
      { easting: 447_123, northing: 536_347 },
    ],
  ])('reads %s', async (_, text, point) => {
    const file = fileOf(text, 'LSOA_PopCentroids_EW_2021_V3.csv');
    expect(recogniseReader(file).id).toBe('population-points');
    const { facts, rows, rejections } = await readSource(populationPoints, file);
    expect(facts).toMatchObject({
      datasetId: 'ons-population-points-lsoa-2021',
      areas: { type: 'lsoa', vintage: 2021 },
    });
    expect(rejections).toEqual([]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ code: 'E01011954', placeName: null });
    expect(rows[0]?.populationPoint?.easting).toBeCloseTo(point.easting, -1.7);
    expect(rows[0]?.populationPoint?.northing).toBeCloseTo(point.northing, -1.7);
  });

  it('reads GeoJSON points, which are no boundaries', async () => {
    const features = [
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [-1.27, 54.72] },
        properties: { FID: 1, LSOA11CD: 'E01011954' },
      },
      { type: 'Feature', geometry: null, properties: { FID: 2, LSOA11CD: 'E01011955' } },
    ];
    const file = fileOf(JSON.stringify({ type: 'FeatureCollection', features }), 'points.geojson');
    expect(recogniseReader(file).id).toBe('population-points');
    const { facts, rows, rejections } = await readSource(populationPoints, file);
    expect(facts.areas).toEqual({ type: 'lsoa', vintage: 2011 });
    expect(rows.map(({ code }) => code)).toEqual(['E01011954']);
    expect(rejections).toMatchObject([
      { value: 'E01011955', reason: 'a coordinate is missing or no number' },
    ]);
  });

  it('rejects, with the line, codes of another kind, no codes, and points outside of the country', async () => {
    const { rows, rejections } = await readSource(
      populationPoints,
      fileOf(
        'LSOA21CD,x,y\nE01011954,447198,536258\nE02002483,447198,536258\n?,447198,536258\nE01011955,,536258\n' +
          'E01011956,4471980,536258\n',
      ),
    );
    expect(rows).toHaveLength(1);
    expect(rejections.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'the code is of a msoa, the column of a lsoa'],
      [4, 'this is not an area code'],
      [5, 'a coordinate is missing or no number'],
      [6, 'the point 4471980, 536258 lies outside of the British National Grid'],
    ]);
  });

  it('leaves other files with codes and coordinates alone, and asks for a vintage that nothing says', async () => {
    const premises = fileOf('UPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE\n1,4,5,6,7\n');
    expect(populationPoints.recognise(premises)).toBe(0);
    expect(populationPoints.recognise(fileOf('LSOA21CD,LAD22CD,x,y\nE01011954,E06000001,1,2\n'))).toBe(0);
    await expect(
      readSource(populationPoints, fileOf('LSOACD,x,y\nE01011954,447198,536258\n')),
    ).rejects.toMatchObject({ details: { field: 'vintage' } });
  });
});
