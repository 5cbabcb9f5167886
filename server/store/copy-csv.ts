/** A value on its way into COPY ... (format csv). */
export type CopyValue = string | number | boolean | null;

/**
 * One record of PostgreSQL's CSV COPY format. Null is an unquoted empty field; text is always quoted, so that an
 * empty text stays a text; a number that is not finite is a mistake of the caller and throws.
 *
 * @example copyRecord([1, null, 'a "b"']) // '1,,"a ""b"""\n'
 */
export function copyRecord(values: readonly CopyValue[]): string {
  let record = '';
  for (let position = 0; position < values.length; position += 1) {
    if (position > 0) record += ',';
    record += copyField(values[position] ?? null);
  }
  return `${record}\n`;
}

/** Batches of rows as a stream for COPY, one text a batch; `recordOf` gives the CSV record of a row. */
export async function* copyRecords<Row>(
  batches: AsyncIterable<readonly Row[]>,
  recordOf: (row: Row) => string,
): AsyncGenerator<string> {
  for await (const batch of batches) {
    if (batch.length > 0) yield batch.map(recordOf).join('');
  }
}

const rowsPerChunk = 500;

/** Rows that are at hand as a stream for COPY. */
// eslint-disable-next-line @typescript-eslint/require-await -- COPY takes an asynchronous source
export async function* copyRows<Row>(
  rows: Iterable<Row>,
  valuesOf: (row: Row) => readonly CopyValue[],
): AsyncGenerator<string> {
  let chunk = '';
  let count = 0;
  for (const row of rows) {
    chunk += copyRecord(valuesOf(row));
    count += 1;
    if (count % rowsPerChunk === 0) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}

function copyField(value: CopyValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return `"${value.replaceAll('"', '""')}"`;
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (!Number.isFinite(value)) throw new RangeError(`cannot store the number ${value}`);
  return String(value);
}
