import type { AreaSet } from '../../../core/contract/area.ts';
import { AppError } from '../../../core/errors.ts';
import { areaTypeOf, isAreaCode } from '../area-of-code.ts';
import { codeColumn } from '../code-column.ts';
import { openCsv } from '../csv.ts';
import { parseNumber } from '../number.ts';
import { parseReaderOptions, unsaidOfAreas } from '../reader-options.ts';
import type { AreaDetailRow, OpenedSource, ReadContext, SourceFile, SourceReader } from '../source.ts';
import { readText } from '../text-stream.ts';
import { hasHeader } from '../values-table.ts';
import { detectSystem, placeOnGrid, type CoordinateSystem } from './coordinate-system.ts';
import { geojsonFeatures, holdsPoints } from './geojson-features.ts';
import { beginsAsObject } from './json-start.ts';

const batchSize = 1000;

/**
 * Population-weighted centroids of the ONS, one point an area: the CSV (LSOA21CD with x and y or with latitude and
 * longitude) or GeoJSON points. Degrees or metres of the National Grid, told by their range. Option: `vintage` where
 * the code column has no year.
 */
export const populationPoints: SourceReader<AreaDetailRow> = {
  id: 'population-points',
  title: 'Population-weighted centroids (ONS)',
  rowKind: 'area-detail',
  recognise(file) {
    const start = file.text.slice(0, 4096);
    if (beginsAsObject(start)) return holdsPoints(start) && codeKey(start) !== null ? 0.95 : 0;
    return hasHeader(file, (cells) => pointColumns(cells) !== null) ? 0.95 : 0;
  },
  open: openPoints,
};

/** A point as the file gives it, nothing checked. */
interface RawPoint {
  readonly line: number;
  readonly codeColumn: string;
  readonly code: string;
  readonly x: number | null;
  readonly y: number | null;
}

async function openPoints(file: SourceFile, context: ReadContext): Promise<OpenedSource<AreaDetailRow>> {
  const options = parseReaderOptions(context);
  const isJson = beginsAsObject(file.text);
  const points = isJson ? pointsOfGeojson(file, context) : pointsOfCsv(file, context);
  const first = await points.next();
  if (first.done === true) {
    throw new AppError('source-rejected', `${file.path} has no points.`, { details: { file: file.path } });
  }
  const areas = areasOf(first.value, options.vintage ?? null, file);
  return {
    facts: {
      datasetId: options.dataset ?? `ons-population-points-${areas.type}-${areas.vintage}`,
      areas,
      period: options.period ?? String(areas.vintage),
      part: options.part ?? '',
    },
    columns: [],
    batches: readRows(first.value, points, { areas, file, context }),
  };
}

function areasOf(first: RawPoint, vintage: number | null, file: SourceFile): AreaSet {
  const column = codeColumn(first.codeColumn);
  const year = vintage ?? column?.vintage ?? null;
  if (column !== null && year !== null) return { type: column.type, vintage: year };
  throw unsaidOfAreas(file, 'vintage');
}

interface Reading {
  readonly areas: AreaSet;
  readonly file: SourceFile;
  readonly context: ReadContext;
}

async function* readRows(
  first: RawPoint,
  rest: AsyncGenerator<RawPoint>,
  { areas, file, context }: Reading,
): AsyncGenerator<readonly AreaDetailRow[]> {
  let system: CoordinateSystem | null = null;
  let batch: AreaDetailRow[] = [];
  const take = (raw: RawPoint): void => {
    const { line, code, x, y } = raw;
    const reject = (column: string, value: string, reason: string): void => {
      context.reject({ line, column, value, reason });
    };
    const kind = areaTypeOf(code);
    if (!isAreaCode(code)) reject(raw.codeColumn, code, 'this is not an area code');
    else if (kind !== null && kind !== areas.type) {
      reject(raw.codeColumn, code, `the code is of a ${kind}, the column of a ${areas.type}`);
    } else if (x === null || y === null) reject('x, y', code, 'a coordinate is missing or no number');
    else {
      system ??= detectSystem(x, y, file.path);
      const point = placeOnGrid(x, y, system);
      if (typeof point === 'string') reject('x, y', code, point);
      else batch.push({ kind: 'area-detail', line, code, populationPoint: point, placeName: null });
    }
  };
  try {
    take(first);
    for await (const raw of rest) {
      take(raw);
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  } finally {
    await rest.return(undefined);
  }
}

interface PointColumns {
  readonly code: number;
  readonly x: number;
  readonly y: number;
}

/** Where code and coordinates stand; null for a file that holds more than points (premises, postcodes, places). */
function pointColumns(header: readonly string[]): PointColumns | null {
  const names = header.map((name) => name.trim().toLowerCase());
  const codes = header.flatMap((name, at) => (codeColumn(name.trim()) === null ? [] : [at]));
  const [code] = codes;
  const find = (...wanted: string[]): number => names.findIndex((name) => wanted.includes(name));
  const projected = { x: find('x', 'bng_e', 'easting'), y: find('y', 'bng_n', 'northing') };
  const degrees = { x: find('long', 'lon', 'longitude'), y: find('lat', 'latitude') };
  const found = projected.x !== -1 && projected.y !== -1 ? projected : degrees;
  if (code === undefined || codes.length > 1 || found.x === -1 || found.y === -1) return null;
  const known =
    /^(fid|objectid(_1)?|globalid|x|y|bng_e|bng_n|easting|northing|long|lon|longitude|lat|latitude)$|(nm|nmw)$|^$/;
  const isOnlyPoints = names.every((name, at) => at === code || known.test(name));
  return isOnlyPoints ? { code, ...found } : null;
}

async function* pointsOfCsv(file: SourceFile, context: ReadContext): AsyncGenerator<RawPoint> {
  const table = await openCsv(file, {
    signal: context.signal,
    reject: (rejection) => {
      context.reject(rejection);
    },
    isHeader: (cells) => pointColumns(cells) !== null,
    refuseRepeatedNames: true,
  });
  const columns = pointColumns(table.header);
  if (columns === null) return;
  const codeName = table.header[columns.code] ?? '';
  for await (const { records, lines } of table.batches) {
    for (const [at, record] of records.entries()) {
      yield {
        line: lines[at] ?? 0,
        codeColumn: codeName,
        code: (record[columns.code] ?? '').trim(),
        x: parseNumber(record[columns.x] ?? '').value,
        y: parseNumber(record[columns.y] ?? '').value,
      };
    }
  }
}

/** The first property that is named like a code column, in the text of a feature. */
function codeKey(text: string): string | null {
  const keys = [...text.matchAll(/"(\w+)"\s*:/g)].map((match) => match[1] ?? '');
  return keys.find((key) => codeColumn(key) !== null) ?? null;
}

async function* pointsOfGeojson(file: SourceFile, context: ReadContext): AsyncGenerator<RawPoint> {
  const text = readText(file, context.signal);
  for await (const { line, properties, geometry } of geojsonFeatures(text, file.path, () => undefined)) {
    const key = Object.keys(properties).find((name) => codeColumn(name) !== null) ?? '';
    const code = properties[key];
    const [x, y] = positionOf(geometry);
    yield { line, codeColumn: key, code: typeof code === 'string' ? code.trim() : '', x, y };
  }
}

function positionOf(geometry: unknown): readonly [number | null, number | null] {
  if (typeof geometry !== 'object' || geometry === null || !('coordinates' in geometry)) return [null, null];
  const coordinates: unknown = geometry.coordinates;
  const position: readonly unknown[] = Array.isArray(coordinates) ? coordinates : [];
  const [x, y] = position;
  return [typeof x === 'number' ? x : null, typeof y === 'number' ? y : null];
}
