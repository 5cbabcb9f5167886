import { csvText } from '../made-up/csv-text.ts';
import { oaLookupCells, oaLookupColumns } from '../made-up/oa-lookup-table.ts';
import { wgs84FromGrid } from '../../core/geography/national-grid.ts';
import { authority, gridOf, type Borough, type District } from './borough.ts';
import type { Ring } from './districts.ts';
import type { Point } from './landscape.ts';
import { itemAt } from '../made-up/random.ts';
import type { SampleFile } from './sample-file.ts';

/** Boundaries as the ONS Open Geography Portal gives them (GeoJSON, CRS84), and its lookups. */
export function geographyFiles(borough: Borough): SampleFile[] {
  return [
    boundaryFile(
      'Lower_layer_Super_Output_Areas_December_2021_Boundaries_EW_BGC_V5',
      'LSOA21',
      borough.lsoas,
    ),
    boundaryFile(
      'Middle_layer_Super_Output_Areas_December_2021_Boundaries_EW_BGC_V3',
      'MSOA21',
      borough.msoas,
    ),
    boundaryFile('Wards_May_2025_Boundaries_UK_BGC', 'WD25', borough.wards, {
      LAD25CD: authority.code,
      LAD25NM: authority.name,
    }),
    boundaryFile('Local_Authority_Districts_May_2025_Boundaries_UK_BGC_V2', 'LAD25', [borough.authority]),
    outputAreaLookup(borough),
    wardLookup(borough),
    lsoaChanges(borough),
  ];
}

export const codesOf = (district: District): [string, string] => [district.code, district.name];

function boundaryFile(
  name: string,
  prefix: string,
  districts: readonly District[],
  parents: Readonly<Record<string, string>> = {},
): SampleFile {
  const features = districts.map((district, index) => {
    const { easting, northing } = gridOf(district.centre);
    const position = wgs84FromGrid({ easting, northing });
    const properties = {
      FID: index + 1,
      [`${prefix}CD`]: district.code,
      [`${prefix}NM`]: district.name,
      [`${prefix}NMW`]: ' ',
      ...parents,
      BNG_E: Math.round(easting),
      BNG_N: Math.round(northing),
      LONG: round(position.longitude, 6),
      LAT: round(position.latitude, 6),
      GlobalID: globalId(prefix, index),
    };
    return `{ "type": "Feature", "properties": ${JSON.stringify(properties)}, "geometry": ${geometryText(district.rings)} }`;
  });
  const crs = '"crs": { "type": "name", "properties": { "name": "urn:ogc:def:crs:OGC:1.3:CRS84" } }';
  return {
    path: `boundaries/${name}.geojson`,
    text: `{\n"type": "FeatureCollection",\n"name": "${name}",\n${crs},\n"features": [\n${features.join(',\n')}\n]\n}\n`,
  };
}

function geometryText(rings: readonly Ring[]): string {
  const positions = (ring: Ring): number[][] => ring.map(positionOf);
  return rings.length === 1
    ? JSON.stringify({ type: 'Polygon', coordinates: rings.map(positions) })
    : JSON.stringify({ type: 'MultiPolygon', coordinates: rings.map((ring) => [positions(ring)]) });
}

/** The same corner always gives the same seven decimals (a centimetre), so that borders stay exactly shared. */
export function positionOf(point: Point): [number, number] {
  const { longitude, latitude } = wgs84FromGrid(gridOf(point));
  return [round(longitude, 7), round(latitude, 7)];
}

export const round = (value: number, decimals: number): number => Number(value.toFixed(decimals));

/** The portal's GlobalID, here made of zeros and the row number. */
const globalId = (prefix: string, index: number): string =>
  `00000000-0000-4000-8${prefix.length}00-${String(index + 1).padStart(12, '0')}`;

function outputAreaLookup(borough: Borough): SampleFile {
  const rows = borough.outputAreas.map((area, index) =>
    oaLookupCells(
      {
        oaCode: area.code,
        lsoa: itemAt(borough.lsoas, area.lsoa),
        msoa: itemAt(borough.msoas, area.msoa),
        lad: authority,
      },
      index + 1,
    ),
  );
  return {
    path: 'lookups/OA_LSOA_MSOA_EW_DEC_2021_LU_v3.csv',
    text: csvText([oaLookupColumns, ...rows], { bom: true }),
  };
}

function wardLookup(borough: Borough): SampleFile {
  const header = 'LSOA21CD,LSOA21NM,WD25CD,WD25NM,WD25NMW,LAD25CD,LAD25NM,LAD25NMW,ObjectId';
  const rows = borough.lsoas.map((lsoa, index) => [
    ...codesOf(lsoa),
    ...codesOf(itemAt(borough.wards, lsoa.ward)),
    '',
    authority.code,
    authority.name,
    '',
    index + 1,
  ]);
  return {
    path: 'lookups/LSOA21_WD25_LAD25_EW_LU_best-fit.csv',
    text: csvText([header.split(','), ...rows], { bom: true }),
  };
}

/** Which 2011 LSOAs became which: most unchanged, three split in two, two pairs merged. */
function lsoaChanges(borough: Borough): SampleFile {
  const header = 'LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND,LAD22CD,LAD22NM,LAD22NMW,ObjectId';
  const split = new Set([20, 21, 52, 53, 86, 87]);
  const merged = new Set([35, 101]);
  const old = (number: number): string => `E01${999_200 + number}`;
  const rows = borough.lsoas.flatMap((lsoa, index): [string, string, string, string, string][] => {
    if (split.has(index)) {
      const before = old(index - (index % 2));
      return [[before, `${authority.name} 2011 ${before.slice(-3)}`, lsoa.code, lsoa.name, 'S']];
    }
    if (merged.has(index)) {
      return [old(index), old(index + 50)].map((before) => [
        before,
        `${authority.name} 2011 ${before.slice(-3)}`,
        lsoa.code,
        lsoa.name,
        'M',
      ]);
    }
    return [[lsoa.code, lsoa.name, lsoa.code, lsoa.name, 'U']];
  });
  return {
    path: 'lookups/LSOA11_LSOA21_LAD22_EW_LU_exact-fit.csv',
    text: csvText(
      [
        header.split(','),
        ...rows.map((row, index) => [...row, authority.code, authority.name, '', index + 1]),
      ],
      { bom: true },
    ),
  };
}
