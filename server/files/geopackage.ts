import sqlite from 'node-sqlite3-wasm';
import { boxOfRings, joinBoxes, type Box } from '../../core/geography/bounds.ts';
import { decodePoint, decodePolygons, ringsOf } from '../../core/geography/well-known-binary.ts';
import { geoPackageGeometry } from './geopackage-geometry.ts';
import { writeSpatialIndex } from './geopackage-index.ts';
import { geoPackageTables, nationalGridId, quoteName } from './geopackage-schema.ts';
import type { Feature } from './geojson.ts';
import type { IndexEntry } from './pack-spatial-index.ts';
import { describeColumn, describeTable, type FileColumn, type TableFile } from './table-file.ts';

export const geoPackageMediaType = 'application/geopackage+sqlite3';

export interface GeoPackageOptions {
  /** Where there is no file yet. What is left there after a failure is for the caller to delete. */
  readonly path: string;
  /** The name of the one layer: lower-case letters, digits and `_`. */
  readonly layer: string;
  /** ISO 8601, UTC: when the layer is said to have changed last. */
  readonly lastChange: string;
  readonly signal?: AbortSignal | undefined;
  /** What the features are; areas unless said. */
  readonly geometryType?: GeometryType;
}

type GeometryType = 'MULTIPOLYGON' | 'POINT';

/** The box of a feature in well-known binary; null where it is empty. */
const boxes: Readonly<Record<GeometryType, (binary: Uint8Array) => Box | null>> = {
  MULTIPOLYGON: (binary) => boxOfRings(ringsOf(decodePolygons(binary))),
  POINT: (binary) => boxOfRings([decodePoint(binary)]),
};

interface Written {
  /** Features with a boundary, by their ids. */
  readonly entries: IndexEntry[];
  readonly box: Box | null;
}

/** The key and the boundary: names that no column of a table may have. */
const keyColumn = 'fid';
const geometryColumn = 'geom';

/**
 * A table as a layer of a GeoPackage 1.3, on the National Grid as boundaries are stored, with a spatial index, the
 * meaning of every column (schema extension) and what is said of the table (metadata extension).
 *
 * Missing: NULL, of figures and of boundaries. Text is left as it is: no program runs it.
 * @throws what the pages throw; the signal's reason when it was aborted; an Error where the disk is full.
 */
export async function writeGeoPackage<Row>(
  file: TableFile<Row>,
  pages: AsyncIterable<readonly Feature<Row, Uint8Array>[]>,
  options: GeoPackageOptions,
): Promise<void> {
  const database = new sqlite.Database(options.path);
  try {
    // The file is thrown away when anything fails, so nothing has to be brought back.
    database.exec('pragma page_size = 4096; pragma journal_mode = off; pragma synchronous = off; begin');
    database.exec(geoPackageTables);
    database.exec(layerTable(options, file.columns));
    const written = await writeFeatures(database, file.columns, pages, options);
    describeLayer(database, file, { ...options, box: written.box });
    writeSpatialIndex(database, {
      ...{ layer: options.layer, keyColumn, geometryColumn },
      entries: written.entries,
    });
    database.exec('commit');
  } finally {
    database.close();
  }
}

function layerTable<Row>(
  { layer, geometryType = 'MULTIPOLYGON' }: GeoPackageOptions,
  columns: readonly FileColumn<Row>[],
): string {
  const fields = columns.map(
    ({ name, kind }) => `${quoteName(name)} ${kind === 'number' ? 'DOUBLE' : 'TEXT'}`,
  );
  return `create table ${quoteName(layer)} (${[
    `${quoteName(keyColumn)} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL`,
    `${quoteName(geometryColumn)} ${geometryType}`,
    ...fields,
  ].join(', ')})`;
}

async function writeFeatures<Row>(
  database: sqlite.Database,
  columns: readonly FileColumn<Row>[],
  pages: AsyncIterable<readonly Feature<Row, Uint8Array>[]>,
  { layer, signal, geometryType = 'MULTIPOLYGON' }: GeoPackageOptions,
): Promise<Written> {
  const places = ['?', '?', ...columns.map(() => '?')].join(', ');
  const insert = database.prepare(`insert into ${quoteName(layer)} values (${places})`);
  const entries: IndexEntry[] = [];
  let box: Box | null = null;
  let id = 0;
  try {
    for await (const page of pages) {
      signal?.throwIfAborted();
      for (const { row, geometry } of page) {
        id += 1;
        const own = geometry === null ? null : boxes[geometryType](geometry);
        const blob =
          geometry === null || own === null ? null : geoPackageGeometry(geometry, own, nationalGridId);
        insert.run([id, blob, ...columns.map((column) => cellOf(column.value(row)))]);
        if (own !== null) entries.push({ id, box: own });
        box = joinBoxes(box, own);
      }
    }
  } finally {
    insert.finalize();
  }
  return { entries, box };
}

function cellOf(value: string | number | null): string | number | null {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

function describeLayer<Row>(
  database: sqlite.Database,
  file: TableFile<Row>,
  { layer, lastChange, box, geometryType = 'MULTIPOLYGON' }: GeoPackageOptions & { readonly box: Box | null },
): void {
  const said = describeTable(file);
  database.run('insert into gpkg_contents values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [
    ...[layer, 'features', file.title, said.join('\n'), lastChange],
    ...[box?.minX ?? null, box?.minY ?? null, box?.maxX ?? null, box?.maxY ?? null, nationalGridId],
  ]);
  database.run('insert into gpkg_geometry_columns values (?, ?, ?, ?, 0, 0)', [
    ...[layer, geometryColumn, geometryType, nationalGridId],
  ]);
  for (const column of file.columns) {
    database.run('insert into gpkg_data_columns values (?, ?, ?, ?, ?, null, null)', [
      ...[layer, column.name, column.name, column.title, describeColumn(column, file.words)],
    ]);
  }
  const { facts, attribution, title, words } = file;
  const metadata = { title, ...(attribution.madeUp ? { warning: words.madeUp } : {}), facts, attribution };
  database.run('insert into gpkg_metadata values (1, ?, ?, ?, ?)', [
    ...['dataset', 'http://purl.org/dc/terms/', 'application/json', JSON.stringify(metadata)],
  ]);
  database.run('insert into gpkg_metadata_reference values (?, ?, null, null, ?, 1, null)', [
    ...['table', layer, lastChange],
  ]);
}
