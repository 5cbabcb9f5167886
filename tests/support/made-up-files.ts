import { fileOf } from './read-source.ts';
import type { SourceFile } from '../../server/sources/source.ts';

/** The LSOAs of the files below: E01999001 ... E01999012, squares of one kilometre in a row. */
export const madeUpLsoas: readonly string[] = Array.from({ length: 12 }, (_, at) => codeOf('E01999', at + 1));

function codeOf(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(3, '0')}`;
}

/** Boundaries on the National Grid as the ONS names its columns. */
export function boundaryFile(
  set: { readonly type: 'LSOA' | 'MSOA'; readonly vintage: 11 | 21 },
  codes: readonly string[],
): SourceFile {
  const features = codes.map((code, at) => {
    // A hundred in a row, then the next row: a longer one would run into the sea.
    const west = 400_000 + 1000 * (at % 100);
    const south = 300_000 + 1000 * Math.floor(at / 100);
    const ring = [
      [west, south],
      [west + 1000, south],
      [west + 1000, south + 1000],
      [west, south + 1000],
      [west, south],
    ];
    const column = `${set.type}${set.vintage}`;
    return {
      type: 'Feature',
      properties: { [`${column}CD`]: code, [`${column}NM`]: `Testborough ${code.slice(-3)}` },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  return fileOf(
    JSON.stringify({ type: 'FeatureCollection', features }),
    `${set.type}_20${set.vintage}_boundaries.geojson`,
  );
}

/** TS037 as Nomis packs it: general health, with the share of bad and very bad health in the catalogue. */
export function generalHealth(
  rows: readonly (readonly [code: string, ...counts: (number | string)[]])[],
): string {
  const header =
    'date,geography,geography code,General health: Total: All usual residents,General health: Very good health,' +
    'General health: Good health,General health: Fair health,General health: Bad health,General health: Very bad health\n';
  return header + rows.map(([code, ...counts]) => `2021,Testborough,${code},${counts.join(',')}\n`).join('');
}

/** Counts of general health that differ from area to area: total, very good, good, fair, bad, very bad. */
export function healthCounts(at: number): [number, number, number, number, number, number] {
  const parts: [number, number, number, number, number] = [
    400 + 7 * at,
    300 - 5 * at,
    120 + 3 * at,
    40 + at,
    10 + at,
  ];
  return [parts.reduce((sum, part) => sum + part, 0), ...parts];
}
