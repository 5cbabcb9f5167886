import type { SqlValue } from './database.ts';

/**
 * One reading and one writing of SQL values for both databases, so that a store cannot see which one it talks to.
 * The drivers differ by themselves: count(*) is a string from `pg` and a number from PGlite, `date` is a local
 * midnight from one and a UTC midnight from the other.
 */
type TextParser = (text: string) => unknown;

const oid = {
  bool: 16,
  bytea: 17,
  int8: 20,
  int2: 21,
  int4: 23,
  text: 25,
  oid: 26,
  json: 114,
  point: 600,
  float4: 700,
  float8: 701,
  circle: 718,
  bpchar: 1042,
  varchar: 1043,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  interval: 1186,
  numeric: 1700,
  uuid: 2950,
  jsonb: 3802,
  // arrays
  boolArray: 1000,
  int2Array: 1005,
  int4Array: 1007,
  textArray: 1009,
  varcharArray: 1015,
  int8Array: 1016,
  float4Array: 1021,
  float8Array: 1022,
  dateArray: 1182,
  timestamptzArray: 1185,
  numericArray: 1231,
  uuidArray: 2951,
} as const;

const asIs: TextParser = (text) => text;
const asDate: TextParser = (text) => {
  const iso = text.replace(' ', 'T');
  return new Date(/[+-]\d\d$/.test(iso) ? `${iso}:00` : iso);
};

const scalarParsers = new Map<number, TextParser>([
  [oid.bool, (text) => text === 't'],
  [oid.bytea, (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex'))],
  [oid.int8, Number],
  [oid.int2, Number],
  [oid.int4, Number],
  [oid.oid, Number],
  [oid.float4, Number],
  [oid.float8, Number],
  [oid.numeric, Number],
  [oid.text, asIs],
  [oid.varchar, asIs],
  [oid.bpchar, asIs],
  [oid.uuid, asIs],
  [oid.date, asIs],
  [oid.timestamp, asIs],
  [oid.timestamptz, asDate],
  [oid.interval, asIs],
  [oid.point, asIs],
  [oid.circle, asIs],
  [oid.json, (text): unknown => JSON.parse(text)],
  [oid.jsonb, (text): unknown => JSON.parse(text)],
]);

const elementOf: readonly (readonly [array: number, element: number])[] = [
  [oid.boolArray, oid.bool],
  [oid.int2Array, oid.int2],
  [oid.int4Array, oid.int4],
  [oid.int8Array, oid.int8],
  [oid.float4Array, oid.float4],
  [oid.float8Array, oid.float8],
  [oid.numericArray, oid.numeric],
  [oid.textArray, oid.text],
  [oid.varcharArray, oid.varchar],
  [oid.uuidArray, oid.uuid],
  [oid.dateArray, oid.date],
  [oid.timestamptzArray, oid.timestamptz],
];

/** Matches one element of an array's text form: a quoted one (its inside is group 1) or a plain one. */
const arrayElement = /"((?:[^"\\]|\\.)*)"|[^{},"]+/gs;

/** One-dimensional arrays only: the schema has no others. */
function arrayParser(parseElement: TextParser): TextParser {
  return (text): unknown =>
    Array.from(text.matchAll(arrayElement), ([plain, quoted]) => {
      if (quoted !== undefined) return parseElement(quoted.replaceAll(/\\(.)/gs, '$1'));
      return plain === 'NULL' ? null : parseElement(plain);
    });
}

/** Parsers of the text form by type id, arrays included. A type that is not listed is given as its text. */
export const valueParsers: ReadonlyMap<number, TextParser> = new Map([
  ...scalarParsers,
  ...elementOf.map(([array, element]) => [array, arrayParser(scalarParsers.get(element) ?? asIs)] as const),
]);

/** What `pg` asks for the parser of a column. */
export function parserOf(typeId: number): TextParser {
  return valueParsers.get(typeId) ?? asIs;
}

/**
 * The text form of a bound value, the same for both drivers (left alone they disagree on dates, arrays and bytes).
 * Json is passed by the caller as text.
 */
export function textOfValue(value: SqlValue): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  return `{${value.map(textOfElement).join(',')}}`;
}

function textOfElement(element: string | number | boolean | null): string {
  if (element === null) return 'NULL';
  if (typeof element !== 'string') return String(element);
  return `"${element.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
