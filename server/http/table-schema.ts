import type { CsvColumn } from '../files/csv.ts';

/** As registered with IANA. */
export const tableSchemaType = 'application/vnd.tableschema+json; charset=utf-8';

/**
 * The description of a CSV file by Table Schema 2.0: the type of each column, what may stand in it, and that an empty
 * cell is a missing value. Columns that are unique and never empty are the primary key.
 *
 * Source: https://datapackage.org/standard/table-schema/
 */
export function tableSchema<Row>(columns: readonly CsvColumn<Row>[]) {
  const key = columns.filter(
    ({ constraints }) => constraints?.unique === true && constraints.required === true,
  );
  return {
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    fields: columns.map(({ name, kind, title, description, constraints }) => ({
      name,
      type: kind === 'number' ? 'number' : 'string',
      title: title ?? description,
      description,
      ...(constraints === undefined ? {} : { constraints }),
    })),
    missingValues: [''],
    ...(key.length === 0 ? {} : { primaryKey: key.map(({ name }) => name) }),
  };
}
