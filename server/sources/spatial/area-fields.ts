import { AppError } from '../../../core/errors.ts';
import type { SpatialArea, SpatialAreas } from './spatial-areas.ts';

/** A number of each area. */
export interface AreaField {
  /** NaN where there is none. */
  readonly values: Float64Array;
  /** How many areas have none. */
  readonly missing: number;
}

/** Marks that stand for "no value", whatever their case. */
export const missingMarks: readonly string[] = [
  '',
  'NA',
  'N/A',
  'NaN',
  'null',
  'none',
  '.',
  '..',
  ':',
  '-',
  '*',
  'c',
  'x',
];

/**
 * A numeric property of all areas. Numbers may be text ("12.5", "1,234.5", "12%"); null, an absent property and the
 * marks of missing values are no value.
 *
 * @throws AppError invalid-request where no area has the property (naming those there are); source-rejected naming
 *   file, feature, line, field, value and reason where it holds something else.
 */
export function readAreaField(
  { path, areas }: SpatialAreas,
  field: string,
  marks: readonly string[] = missingMarks,
): AreaField {
  if (!areas.some(({ properties }) => field in properties)) throw unknownField(path, areas, field);
  const isMark = new Set(marks.map((mark) => mark.toLowerCase()));
  const values = Float64Array.from(areas, (area) => {
    const value = area.properties[field];
    if (value === null || value === undefined) return NaN;
    if (typeof value === 'string' && isMark.has(value.trim().toLowerCase())) return NaN;
    const number = numberOf(value);
    if (number !== null) return number;
    const reason = 'is no number and no mark of a missing value';
    throw new AppError(
      'source-rejected',
      `${path}, feature ${area.feature} (line ${area.line}): field ${field} has ${JSON.stringify(value)}, which ${reason}.`,
      { details: { file: path, feature: area.feature, line: area.line, field, value, reason } },
    );
  });
  return { values, missing: values.filter((value) => Number.isNaN(value)).length };
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const text = value.trim().replace(/%$/, '');
  const plain = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const number = Number(plain);
  return Number.isFinite(number) ? number : null;
}

/** Names that codes go by, the likeliest first. */
const likelyCode = [/cd$/i, /code$/i, /^(geo)?id$/i, /^geo_?code$/i, /id$/i, /fips/i];

/** The identifiers of areas, and the property they came from; null where the features' numbers had to do. */
export interface AreaCodes {
  readonly codes: readonly string[];
  readonly field: string | null;
}

/**
 * The areas' codes: the property that was named, else the likeliest that all areas have and no two share, else the
 * numbers of the features from 1.
 *
 * @throws AppError invalid-request for a property that no area has; source-rejected where a named one is missing in a
 *   feature or stands in two.
 */
export function readAreaCodes({ path, areas }: SpatialAreas, field: string | undefined): AreaCodes {
  if (field !== undefined) return { codes: namedCodes({ path, areas }, field), field };
  const names = Object.keys(areas[0]?.properties ?? {});
  const ranked = likelyCode.flatMap((pattern) => names.filter((name) => pattern.test(name)));
  for (const name of ranked) {
    const codes = areas.map(({ properties }) => codeText(properties[name]));
    if (codes.every((code) => code !== null) && new Set(codes).size === areas.length) {
      return { codes: codes.map(String), field: name };
    }
  }
  return { codes: areas.map(({ feature }) => String(feature)), field: null };
}

function namedCodes({ path, areas }: Pick<SpatialAreas, 'path' | 'areas'>, field: string): string[] {
  if (!areas.some(({ properties }) => field in properties)) throw unknownField(path, areas, field);
  const seen = new Map<string, number>();
  return areas.map(({ feature, line, properties }) => {
    const code = codeText(properties[field]);
    const before = code === null ? undefined : seen.get(code);
    if (code !== null && before === undefined) {
      seen.set(code, feature);
      return code;
    }
    const reason = code === null ? 'is no code' : `is the code of feature ${before ?? '?'} already`;
    const value = properties[field] ?? null;
    throw new AppError(
      'source-rejected',
      `${path}, feature ${feature} (line ${line}): field ${field} has ${JSON.stringify(value)}, which ${reason}.`,
      { details: { file: path, feature, line, field, value, reason } },
    );
  });
}

function codeText(value: unknown): string | null {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : null;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text === '' ? null : text;
}

function unknownField(path: string, areas: readonly SpatialArea[], field: string): AppError {
  const names = [...new Set(areas.slice(0, 100).flatMap(({ properties }) => Object.keys(properties)))];
  return new AppError(
    'invalid-request',
    `${path}: no feature has the field ${field}. Fields: ${names.slice(0, 40).join(', ') || '(none)'}.`,
    { details: { file: path, field, value: field, fields: names.slice(0, 100) } },
  );
}
