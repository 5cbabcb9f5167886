import type { NotSpotSummary } from '../../../core/contract/coverage/not-spots.ts';
import { plannedPremises } from '../../../core/coverage/not-spot-sentence.ts';
import { formatDay } from '../../../core/language/format-day.ts';
import type { Translate } from '../../../core/language/translate.ts';
import type { Queryable } from '../../database/database.ts';
import { createNotSpotReads, ringOf } from '../../store/coverage/not-spot-reads.ts';
import type { Feature } from '../../files/geojson.ts';
import { writeGeoPackage } from '../../files/geopackage.ts';
import type { FileColumn, TableFact, TableFile } from '../../files/table-file.ts';
import { fileWords } from '../lists/listing-file.ts';
import { positionsOf, type NotSpotListing } from './not-spots.ts';

/** What not-spots can be had as. */
export const notSpotFileEndings = ['csv', 'geojson', 'gpkg'] as const;
export type NotSpotFileEnding = (typeof notSpotFileEndings)[number];

export interface NotSpotFileCircumstances {
  readonly t: Translate;
  readonly savedAt: Date;
  /** The address of the list; null where none is known (the command line). */
  readonly address: string | null;
}

type Row = NotSpotSummary;
type ColumnId =
  Extract<
    Parameters<Translate>[0],
    `coverageNotSpots.column.${string}`
  > extends `coverageNotSpots.column.${infer Id}`
    ? Id
    : never;

interface ColumnRule {
  readonly id: ColumnId;
  /** Of the header. */
  readonly name: string;
  readonly unit?: 'premises' | 'metres' | 'hectares';
  readonly decimals?: number;
  readonly value: (row: Row) => string | number | null;
}

const squareMetresOfHectare = 10_000;
const names = (areas: readonly { readonly name: string }[]): string =>
  areas.map(({ name }) => name).join('; ');

const rules: readonly ColumnRule[] = [
  { id: 'id', name: 'not_spot_id', value: (row) => row.id },
  { id: 'class', name: 'speed_class', value: (row) => row.speedClass },
  { id: 'status', name: 'status', value: (row) => row.status },
  { id: 'period', name: 'period', value: (row) => row.period },
  { id: 'rank', name: 'rank', decimals: 0, value: (row) => row.rank },
  { id: 'premises', name: 'premises', unit: 'premises', decimals: 0, value: (row) => row.premises },
  { id: 'sure', name: 'surely_unserved', unit: 'premises', decimals: 0, value: (row) => row.sure },
  { id: 'likely', name: 'likely_unserved', unit: 'premises', decimals: 0, value: (row) => row.likely },
  {
    id: 'expected',
    name: 'expected_unserved',
    unit: 'premises',
    decimals: 1,
    value: (row) => row.expectedUnserved,
  },
  {
    id: 'within',
    name: 'premises_within',
    unit: 'premises',
    decimals: 0,
    value: (row) => row.within.premises,
  },
  {
    id: 'withinServed',
    name: 'served_within',
    unit: 'premises',
    decimals: 0,
    value: (row) => row.within.served,
  },
  {
    id: 'distance',
    name: 'distance_metres',
    unit: 'metres',
    decimals: 0,
    value: (row) => row.distanceMetres,
  },
  {
    id: 'atRisk',
    name: 'premises_at_risk',
    unit: 'premises',
    decimals: 0,
    value: (row) => row.risk?.high ?? null,
  },
  {
    ...{ id: 'riskMissing', name: 'premises_risk_unknown', unit: 'premises', decimals: 0 },
    value: (row) => row.risk?.missing ?? null,
  },
  { id: 'planned', name: 'premises_planned', unit: 'premises', decimals: 0, value: plannedPremises },
  { id: 'wards', name: 'wards', value: (row) => names(row.wards) },
  { id: 'authorities', name: 'local_authorities', value: (row) => names(row.authorities) },
  {
    ...{ id: 'area', name: 'area_hectares', unit: 'hectares', decimals: 1 },
    value: (row) => row.areaSquareMetres / squareMetresOfHectare,
  },
  { id: 'easting', name: 'easting', unit: 'metres', decimals: 0, value: (row) => row.easting },
  { id: 'northing', name: 'northing', unit: 'metres', decimals: 0, value: (row) => row.northing },
];

/** A list of not-spots, all pages of it, as what files are written from. */
export function notSpotFile(
  { list }: NotSpotListing,
  { t, savedAt, address }: NotSpotFileCircumstances,
): TableFile<Row> {
  const speed = t(`coverageNotSpots.speed.${list.speedClass}`);
  const place = list.within?.name;
  return {
    name: ['not-spots', list.speedClass, ...(list.within === null ? [] : [list.within.code])].join('-'),
    title:
      place === undefined
        ? t('coverageNotSpots.title', { speed })
        : t('coverageNotSpots.titleWithin', { speed, place }),
    columns: rules.map((rule) => toColumn(rule, list, t)),
    facts: factsOf(list, { t, savedAt, address }),
    attribution: list.attribution,
    words: fileWords(t),
  };
}

function toColumn(
  { id, name, unit, decimals, value }: ColumnRule,
  { period }: NotSpotListing['list'],
  t: Translate,
): FileColumn<Row> {
  return {
    name,
    title: t(`coverageNotSpots.column.${id}`),
    description: t(`coverageNotSpots.meaning.${id}`),
    unit: unit === undefined ? '' : t(`coverageNotSpots.unit.${unit}`),
    kind: decimals === undefined ? 'text' : 'number',
    decimals: decimals ?? null,
    period: period ?? '',
    // Made from all the sources that the file credits.
    ...{ source: '', licence: '' },
    value,
  };
}

function factsOf(
  list: NotSpotListing['list'],
  { t, savedAt, address }: NotSpotFileCircumstances,
): TableFact[] {
  const fact = (label: string, text: string | null | undefined): TableFact[] =>
    text === null || text === undefined ? [] : [{ label, text }];
  return [
    ...fact(t('coverageNotSpots.factSpeed'), t(`coverageNotSpots.speed.${list.speedClass}`)),
    ...fact(t('coverageNotSpots.factRelease'), list.period),
    ...fact(t('coverageNotSpots.factWithin'), list.within?.name),
    ...fact(t('coverageNotSpots.factOrder'), t(`coverageNotSpots.rank.${list.rankedBy}`)),
    ...fact(t('coverageNotSpots.factRisk'), list.riskFrom?.title),
    ...fact(t('coverageNotSpots.factDate'), formatDay(savedAt, t.locale)),
    ...fact(t('coverageNotSpots.factAddress'), address),
  ];
}

const rowsPerPart = 500;

/** The outlines of a list; `toGeometry` says in which form. */
async function* outlined<Geometry>(
  rows: readonly Row[],
  read: (rows: readonly Row[]) => Promise<ReadonlyMap<string, Uint8Array>>,
  toGeometry: (binary: Uint8Array) => Geometry,
): AsyncGenerator<readonly Feature<Row, Geometry>[]> {
  for (let start = 0; start < rows.length; start += rowsPerPart) {
    const part = rows.slice(start, start + rowsPerPart);
    const binaries = await read(part);
    yield part.map((row) => {
      const binary = binaries.get(row.id);
      return { row, geometry: binary === undefined ? null : toGeometry(binary) };
    });
  }
}

/** Rows with outlines as GeoJSON text in WGS84, a part at a time. */
export function notSpotFeatures(
  database: Queryable,
  rows: readonly Row[],
): AsyncGenerator<readonly Feature<Row, string>[]> {
  const reads = createNotSpotReads(database);
  return outlined(
    rows,
    (part) => reads.outlinesOf(part),
    (binary) => JSON.stringify({ type: 'Polygon', coordinates: [positionsOf(ringOf(binary))] }),
  );
}

/** Writes a list with its outlines as a GeoPackage with one layer, `not_spots`. */
export async function writeNotSpotGeoPackage(
  database: Queryable,
  task: {
    readonly file: TableFile<Row>;
    readonly rows: readonly Row[];
    /** Where there is no file yet. */
    readonly path: string;
    readonly savedAt: Date;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<void> {
  const { file, rows, path, savedAt, signal } = task;
  const reads = createNotSpotReads(database);
  const pages = outlined(
    rows,
    (part) => reads.outlinesOf(part),
    (binary) => binary,
  );
  await writeGeoPackage(file, pages, { path, signal, layer: 'not_spots', lastChange: savedAt.toISOString() });
}
