import type { FileColumn, TableFile } from './table-file.ts';

/** A row with the boundary that belongs to it; null where none is known. */
export interface Feature<Row, Geometry> {
  readonly row: Row;
  readonly geometry: Geometry | null;
}

export const geoJsonMediaType = 'application/geo+json';

function propertyText<Row>(column: FileColumn<Row>, row: Row): string {
  const value = column.value(row);
  const known = typeof value === 'number' && !Number.isFinite(value) ? null : value;
  return `${JSON.stringify(column.name)}:${JSON.stringify(known)}`;
}

/**
 * A table as GeoJSON (RFC 7946), text after text, so that the boundaries of a country never stand in memory together.
 *
 * The geometries must be in WGS84 with outer rings anticlockwise, as text. What the figures are, whose they are and
 * how they may be used stands before the features as foreign members (RFC 7946, 6.1): whoever keeps the file keeps it.
 * Text is left as it is: no program runs a GeoJSON string as a formula. Missing: null.
 */
export async function* geoJsonText<Row>(
  file: TableFile<Row>,
  pages: AsyncIterable<readonly Feature<Row, string>[]>,
): AsyncGenerator<string> {
  const { name, title, columns, facts, attribution, words } = file;
  const members = {
    type: 'FeatureCollection',
    name,
    title,
    ...(attribution.madeUp ? { warning: words.madeUp } : {}),
    facts,
    attribution,
    columns: columns.map(({ name: field, title: heading, description, unit, period, source, licence }) => ({
      ...{ name: field, title: heading, description, unit, period, source, licence },
    })),
  };
  yield `${JSON.stringify(members).slice(0, -1)},"features":[`;
  let isFirst = true;
  for await (const page of pages) {
    const features = page.map(({ row, geometry }) => {
      const properties = columns.map((column) => propertyText(column, row)).join(',');
      return `{"type":"Feature","properties":{${properties}},"geometry":${geometry ?? 'null'}}`;
    });
    if (features.length > 0) yield `${isFirst ? '\n' : ',\n'}${features.join(',\n')}`;
    isFirst &&= features.length === 0;
  }
  yield '\n]}\n';
}
