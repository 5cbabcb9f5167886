import Papa from 'papaparse';
import { z } from 'zod';

/** The part of Table Schema 2.0 that our descriptions use; a property that is not here fails. */
export const tableSchemaSchema = z.strictObject({
  $schema: z.literal('https://datapackage.org/profiles/2.0/tableschema.json'),
  fields: z.array(
    z.strictObject({
      name: z.string(),
      type: z.enum(['string', 'number']),
      title: z.string().min(1),
      description: z.string().min(1),
      constraints: z
        .strictObject({
          required: z.boolean(),
          unique: z.boolean(),
          pattern: z.string(),
          enum: z.array(z.string()).min(1),
        })
        .partial()
        .optional(),
    }),
  ),
  missingValues: z.array(z.string()),
  primaryKey: z.array(z.string()).optional(),
});
type TableSchema = z.infer<typeof tableSchemaSchema>;
type Field = TableSchema['fields'][number];
type Cell = string | number | null;

/** https://datapackage.org/standard/table-schema/#number */
const numberPattern = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/;

function readCell(text: string, field: Field, { missingValues }: TableSchema): Cell {
  const where = `${field.name} "${text}"`;
  const { required = false, pattern, enum: allowed } = field.constraints ?? {};
  if (missingValues.includes(text)) {
    if (required) throw new Error(`${field.name} is required and is missing`);
    return null;
  }
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(text)) throw new Error(`${where}: pattern`);
  if (allowed !== undefined && !allowed.includes(text)) throw new Error(`${where}: not in the list`);
  if (field.type === 'string') return text;
  if (!numberPattern.test(text)) throw new Error(`${where}: not a number`);
  return Number(text);
}

/**
 * Reads a CSV by its Table Schema, as a program would that knows nothing else of it: a minimal, independent reader.
 *
 * @throws Error where the header or a cell is not as the schema says.
 */
export function readByTableSchema(csv: string, schema: TableSchema): Readonly<Record<string, Cell>>[] {
  const { data, errors } = Papa.parse<string[]>(csv, { skipEmptyLines: true });
  if (errors.length > 0) throw new Error(errors[0]?.message);
  const [header = [], ...rows] = data;
  const names = schema.fields.map(({ name }) => name);
  if (header.join() !== names.join()) throw new Error(`header ${header.join()} is not ${names.join()}`);
  const read = rows.map((row) =>
    Object.fromEntries(
      schema.fields.map((field, at) => [field.name, readCell(row[at] ?? '', field, schema)]),
    ),
  );
  for (const { name, constraints } of schema.fields.filter((field) => field.constraints?.unique === true)) {
    const values = read.map((row) => row[name]);
    if (new Set(values).size !== values.length) throw new Error(`${name} ${JSON.stringify(constraints)}`);
  }
  return read;
}
