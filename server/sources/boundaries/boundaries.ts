import { areaTypeSchema, type AreaSet, type AreaType } from '../../../core/contract/area.ts';
import { AppError } from '../../../core/errors.ts';
import { areaTypeInWords, areaTypeOf, isAreaCode } from '../area-of-code.ts';
import { unsaidOfAreas } from '../reader-options.ts';
import type { AreaRow, OpenedSource, ReadContext, SourceFile, SourceReader } from '../source.ts';
import { readText } from '../text-stream.ts';
import { readAreaProperties, type AreaProperties } from './area-properties.ts';
import { declaredSystem, detectSystem, type CoordinateSystem } from './coordinate-system.ts';
import { createGeometryRepair, type GeometryRepair } from './geometry-repair.ts';
import { geojsonFeatures, holdsPoints } from './geojson-features.ts';
import { beginsAsObject, isTopology } from './json-start.ts';
import { firstPosition, placePolygons } from './polygon-coordinates.ts';
import { topojsonFeatures, type RawFeature } from './topojson-features.ts';

const batchSize = 200;

/** The year whose local authorities a file means that names them without one (LADCD, LADCD_ACTIVE, RGNCD). */
const parentVintageIfUnsaid = 2025;

/**
 * Boundaries of one kind of area: GeoJSON, GeoJSON text sequences and TopoJSON of the ONS and of others, in degrees
 * or on the National Grid. Options: `type`, `vintage` where the file does not say them, `parentVintage`.
 */
export const boundaries: SourceReader<AreaRow> = {
  id: 'boundaries',
  title: 'Boundaries (GeoJSON, GeoJSON sequence, TopoJSON)',
  rowKind: 'area',
  recognise(file) {
    const start = file.text.slice(0, 4096);
    if (!beginsAsObject(start) || holdsPoints(start)) return 0;
    return /"type"\s*:\s*"(Feature|FeatureCollection|Topology)"/.test(start) ? 1 : 0;
  },
  open: openBoundaries,
};

async function openBoundaries(file: SourceFile, context: ReadContext): Promise<OpenedSource<AreaRow>> {
  let header = '';
  const text = readText(file, context.signal);
  const features = isTopology(file)
    ? topojsonFeatures(text, file.path)
    : geojsonFeatures(text, file.path, (given) => {
        header = given;
      });
  const first = await features.next();
  if (first.done === true) {
    throw new AppError('source-rejected', `${file.path} has no features.`, { details: { file: file.path } });
  }
  const areas = areasOf(first.value, file, context);
  if (/"exceededTransferLimit"\s*:\s*true/.test(header)) context.note(onePageNote);
  const system = await systemOf(first.value, features, { file, header, context });
  const reading: Reading = {
    areas,
    parentVintage: numberOption(context, 'parentVintage') ?? parentVintageIfUnsaid,
    system: system.found,
    repair: await createGeometryRepair(),
    context,
    seen: new Set(),
    repaired: [],
  };
  return {
    facts: {
      datasetId: `ons-boundaries-${areas.type}-${areas.vintage}`,
      areas,
      period: String(areas.vintage),
      part: '',
    },
    columns: [],
    batches: readBatches(system.passed, features, reading),
  };
}

/** Feature services give 1,000 or 2,000 areas at a time and say in the header that there are more. */
const onePageNote = {
  code: 'one-page-only',
  severity: 'warning',
  message:
    'The file is one page of a feature service, which says that there are more areas: download them all.',
} as const;

interface Reading {
  readonly areas: AreaSet;
  readonly parentVintage: number;
  readonly system: CoordinateSystem;
  readonly repair: GeometryRepair;
  readonly context: ReadContext;
  readonly seen: Set<string>;
  readonly repaired: string[];
}

async function* readBatches(
  passed: readonly RawFeature[],
  rest: AsyncGenerator<RawFeature>,
  reading: Reading,
): AsyncGenerator<readonly AreaRow[]> {
  let batch: AreaRow[] = [];
  const take = (raw: RawFeature): void => {
    const row = readArea(raw, reading);
    if (row !== null) batch.push(row);
  };
  try {
    passed.forEach(take);
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
  if (reading.repaired.length > 0) {
    reading.context.note({
      code: 'rings-repaired',
      severity: 'info',
      message: `${reading.repaired.length} areas had invalid rings and were repaired: ${reading.repaired.slice(0, 5).join('; ')}`,
      count: reading.repaired.length,
      details: { areas: reading.repaired.slice(0, 200) },
    });
  }
}

function readArea(raw: RawFeature, reading: Reading): AreaRow | null {
  const { context, areas } = reading;
  const reject = (column: string | null, value: string | null, reason: string): null => {
    context.reject({ line: raw.line, column, value, reason });
    return null;
  };
  const properties = readAreaProperties(raw.properties, areas.type, reading.parentVintage);
  if (properties === null) return reject(null, null, 'no property holds the code of the area');
  const { code, name } = properties;
  if (name?.includes('\0') === true) return reject('name', code, 'the name has a NUL character');
  if (!isAreaCode(code)) return reject('code', code, 'this is not an area code');
  const kind = areaTypeOf(code);
  if (kind !== null && kind !== areas.type) {
    return reject('code', code, `the code is of a ${kind}, the file is of ${areas.type} boundaries`);
  }
  if (reading.seen.has(code)) return reject('code', code, 'the code stands twice in the file');
  const placed = placePolygons(raw.geometry, reading.system);
  if (!placed.isPlaced) return reject('geometry', code, placed.reason);
  const valid = reading.repair.makeValid(placed.polygons);
  if (valid.polygons.length === 0) {
    return reject('geometry', code, `the rings enclose nothing: ${valid.defect ?? 'no area'}`);
  }
  if (valid.defect !== null) reading.repaired.push(`${code}: ${valid.defect}`);
  reading.seen.add(code);
  return {
    kind: 'area',
    line: raw.line,
    code,
    name: name ?? code,
    nameWelsh: properties.nameWelsh,
    geometry: valid.polygons,
    populationPoint: null,
    parents: properties.parents,
  };
}

function areasOf(first: RawFeature, file: SourceFile, context: ReadContext): AreaSet {
  const forced = areaTypeSchema.safeParse(context.options['type']);
  const words = file.path.replaceAll(/[_./-]+/g, ' ');
  const found = readAreaProperties(first.properties, forced.success ? forced.data : null, 0);
  const type = typeOf(forced.success ? forced.data : null, found, words);
  const vintage =
    numberOption(context, 'vintage') ?? found?.vintage ?? yearIn(file.name) ?? yearIn(file.path);
  if (type === null || vintage === null) {
    const missing = type === null ? 'type' : 'vintage';
    throw unsaidOfAreas(file, missing, { properties: Object.keys(first.properties).slice(0, 30) });
  }
  return { type, vintage };
}

function typeOf(forced: AreaType | null, found: AreaProperties | null, words: string): AreaType | null {
  if (forced !== null) return forced;
  return (found === null ? null : (areaTypeOf(found.code) ?? found.type)) ?? areaTypeInWords(words);
}

/** A year that stands by itself in a name; the 2021 of EPSG or of an identifier of 19 digits is none. */
function yearIn(name: string): number | null {
  const years = [...name.matchAll(/(?<![0-9])(?:19|20)\d\d(?![0-9])/g)].map((match) => Number(match[0]));
  return years[0] ?? null;
}

function numberOption(context: ReadContext, name: string): number | null {
  const value = context.options[name];
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : null;
}

interface SystemQuestion {
  readonly file: SourceFile;
  readonly header: string;
  readonly context: ReadContext;
}

/** Reads on to the first feature that has a position; gives the features it passed. */
async function systemOf(
  first: RawFeature,
  rest: AsyncGenerator<RawFeature>,
  { file, header, context }: SystemQuestion,
): Promise<{ readonly found: CoordinateSystem; readonly passed: readonly RawFeature[] }> {
  const passed = [first];
  let position = firstPosition(first.geometry);
  while (position === null && passed.length < batchSize) {
    const next = await rest.next();
    if (next.done === true) break;
    passed.push(next.value);
    position = firstPosition(next.value.geometry);
  }
  if (position === null) {
    throw new AppError('source-rejected', `${file.path} has no polygons.`, { details: { file: file.path } });
  }
  const found = detectSystem(position[0], position[1], file.path);
  const declared = declaredSystem(header);
  const inWords = found === 'wgs84' ? 'degrees (WGS84)' : 'metres of the British National Grid (EPSG:27700)';
  if (declared !== null && declared !== found) {
    context.note({
      code: 'coordinate-system-contradicted',
      severity: 'warning',
      message: `The file declares another coordinate system, but its numbers are ${inWords}; they were read as that.`,
    });
  } else if (declared === null && found === 'national-grid') {
    context.note({
      code: 'coordinate-system-detected',
      severity: 'info',
      message: `The file does not say its coordinate system; by their range its numbers are ${inWords}.`,
    });
  }
  return { found, passed };
}
