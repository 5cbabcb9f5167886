import proj4 from 'proj4';
import { describe, expect, it } from 'vitest';
import { gridFromWgs84, wgs84FromGrid } from '../../../core/geography/national-grid.ts';

describe('national grid', () => {
  it('gives the Helmert position of the OS test point TP01 (Scilly), 4.7 m from OSTN15', () => {
    // OS test data: ETRS89 49.92226393730, -6.29977752014; OSTN15 91492.146, 11318.804.
    // 91487.425, 11318.402 is what PostGIS 3.3 and PGlite give without the OSTN15 grid.
    const { easting, northing } = gridFromWgs84({ longitude: -6.29977752014, latitude: 49.9222639373 });
    expect(easting).toBeCloseTo(91487.425, 2);
    expect(northing).toBeCloseTo(11318.402, 2);
    expect(Math.hypot(easting - 91492.146, northing - 11318.804)).toBeCloseTo(4.74, 1);
  });

  it('agrees with proj4 on the same ellipsoid and Helmert all over the British Isles', () => {
    const converter = proj4(
      'EPSG:4326',
      '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +a=6377563.396 +rf=299.3249646 ' +
        '+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs',
    );
    let worstMetres = 0;
    let worstDegrees = 0;
    let worstReturn = 0;
    for (let longitude = -8.6; longitude <= 1.8; longitude += 0.37) {
      for (let latitude = 49.8; latitude <= 60.9; latitude += 0.41) {
        const grid = gridFromWgs84({ longitude, latitude });
        const [east = NaN, north = NaN] = converter.forward([longitude, latitude]);
        worstMetres = Math.max(worstMetres, Math.hypot(east - grid.easting, north - grid.northing));
        const back = wgs84FromGrid(grid);
        const [lon = NaN, lat = NaN] = converter.inverse([grid.easting, grid.northing]);
        worstDegrees = Math.max(worstDegrees, Math.abs(lon - back.longitude), Math.abs(lat - back.latitude));
        worstReturn = Math.max(
          worstReturn,
          Math.abs(longitude - back.longitude),
          Math.abs(latitude - back.latitude),
        );
      }
    }
    expect(worstMetres).toBeLessThan(1e-5);
    expect(worstDegrees).toBeLessThan(1e-10);
    expect(worstReturn).toBeLessThan(2e-8);
  });

  it('answers the example of its docstring', () => {
    const { easting, northing } = gridFromWgs84({ longitude: -2, latitude: 53 });
    expect([easting.toFixed(3), northing.toFixed(3)]).toEqual(['400097.236', '344742.072']);
  });
});
