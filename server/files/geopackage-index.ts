import type sqlite from 'node-sqlite3-wasm';
import { quoteName } from './geopackage-schema.ts';
import { packSpatialIndex, type IndexEntry } from './pack-spatial-index.ts';

export interface IndexedLayer {
  readonly layer: string;
  readonly keyColumn: string;
  readonly geometryColumn: string;
  readonly entries: readonly IndexEntry[];
}

/**
 * Writes the spatial index of a layer: the tables of the R-tree, its entry among the tables, and the triggers that keep
 * it right in programs that have the functions they call (GDAL, QGIS). It must come after the features: our own SQLite
 * has neither the module nor the functions.
 * Source: OGC 12-128r17, annex F.3 (RTree spatial indexes).
 */
export function writeSpatialIndex(database: sqlite.Database, indexed: IndexedLayer): void {
  const index = `rtree_${indexed.layer}_${indexed.geometryColumn}`;
  const table = (kind: 'node' | 'parent' | 'rowid'): string => quoteName(`${index}_${kind}`);
  database.exec(`
    create table ${table('rowid')}(rowid INTEGER PRIMARY KEY,nodeno);
    create table ${table('node')}(nodeno INTEGER PRIMARY KEY,data);
    create table ${table('parent')}(nodeno INTEGER PRIMARY KEY,parentnode);`);
  const { nodes, leafOf } = packSpatialIndex(indexed.entries);
  insertAll(database, `insert into ${table('rowid')} values (?, ?)`, leafOf);
  insertAll(
    database,
    `insert into ${table('node')} values (?, ?)`,
    nodes.map(({ number, data }) => [number, data]),
  );
  insertAll(
    database,
    `insert into ${table('parent')} values (?, ?)`,
    nodes.flatMap(({ number, parent }) => (parent === null ? [] : [[number, parent]])),
  );
  database.run('insert into gpkg_extensions values (?, ?, ?, ?, ?)', [
    ...[indexed.layer, indexed.geometryColumn, 'gpkg_rtree_index'],
    ...['http://www.geopackage.org/spec130/#extension_rtree', 'write-only'],
  ]);
  // What CREATE VIRTUAL TABLE would write, were the module there.
  database.exec('pragma writable_schema = on');
  database.run(`insert into sqlite_master values ('table', ?, ?, 0, ?)`, [
    ...[index, index],
    `CREATE VIRTUAL TABLE ${quoteName(index)} USING rtree(id, minx, maxx, miny, maxy)`,
  ]);
  database.exec('pragma writable_schema = off');
  for (const trigger of triggersOf(index, indexed)) database.exec(trigger);
}

function insertAll(
  database: sqlite.Database,
  sql: string,
  rows: Iterable<readonly (number | Uint8Array)[]>,
): void {
  const statement = database.prepare(sql);
  try {
    for (const row of rows) statement.run([...row]);
  } finally {
    statement.finalize();
  }
}

function triggersOf(index: string, { layer, keyColumn, geometryColumn }: IndexedLayer): string[] {
  const [key, geometry, tree, table] = [keyColumn, geometryColumn, index, layer].map(quoteName);
  const isThere = `(NEW.${geometry} NOTNULL AND NOT ST_IsEmpty(NEW.${geometry}))`;
  const isGone = `(NEW.${geometry} ISNULL OR ST_IsEmpty(NEW.${geometry}))`;
  const edges = ['MinX', 'MaxX', 'MinY', 'MaxY'].map((edge) => `ST_${edge}(NEW.${geometry})`).join(', ');
  const put = `INSERT OR REPLACE INTO ${tree} VALUES (NEW.${key}, ${edges});`;
  const take = `DELETE FROM ${tree} WHERE id = OLD.${key};`;
  const trigger = (name: string, event: string, condition: string, action: string): string =>
    `CREATE TRIGGER ${quoteName(`${index}_${name}`)} AFTER ${event} ON ${table} WHEN ${condition} BEGIN ${action} END`;
  const isSame = `OLD.${key} = NEW.${key}`;
  const isOther = `OLD.${key} != NEW.${key}`;
  return [
    trigger('insert', 'INSERT', isThere, put),
    trigger('update1', `UPDATE OF ${geometry}`, `${isSame} AND ${isThere}`, put),
    trigger('update2', `UPDATE OF ${geometry}`, `${isSame} AND ${isGone}`, take),
    trigger('update3', 'UPDATE', `${isOther} AND ${isThere}`, `${take} ${put}`),
    trigger(
      'update4',
      'UPDATE',
      `${isOther} AND ${isGone}`,
      `DELETE FROM ${tree} WHERE id IN (OLD.${key}, NEW.${key});`,
    ),
    trigger('delete', 'DELETE', `OLD.${geometry} NOT NULL`, take),
  ];
}
