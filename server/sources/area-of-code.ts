import type { AreaSet, AreaType } from '../../core/contract/area.ts';

/** The kind of area that a code's first characters stand for (GSS codes, and the older Northern Irish SOAs). */
const kinds: readonly (readonly [RegExp, AreaType])[] = [
  [/^[EW]00\d{6}$|^S00\d{6}$|^N00\d{6}$/, 'oa'],
  [/^[EW]01\d{6}$|^S01\d{6}$|^N20\d{6}$|^95[A-Z]{2}\d\d[A-Z]\d$/, 'lsoa'],
  [/^[EW]02\d{6}$|^S02\d{6}$|^N21\d{6}$/, 'msoa'],
  [/^E05\d{6}$|^W05\d{6}$|^S13\d{6}$|^N08\d{6}$/, 'ward'],
  [/^E0[6-9]\d{6}$|^W06\d{6}$|^S12\d{6}$|^N09\d{6}$/, 'lad'],
  [/^E12\d{6}$/, 'region'],
  [/^[EWSNK](92|04|03|02)\d{6}$/, 'nation'],
];

/** The kind of area a code names; null for a code of no known pattern. @example areaTypeOf('E02001259') // 'msoa' */
export function areaTypeOf(code: string): AreaType | null {
  return kinds.find(([pattern]) => pattern.test(code))?.[1] ?? null;
}

/** Whether text can be an area code at all: made-up boroughs have codes of their own, in the same alphabet. */
export function isAreaCode(text: string): boolean {
  return /^[A-Z0-9]{4,12}$/.test(text);
}

/** `LSOA21CD`, `LSOA code (2011)`, `2021 super output area - lower layer`: the vintage that a header names. */
export function vintageInHeader(name: string): number | null {
  const year = /\b(?:19|20)\d\d\b/.exec(name)?.[0];
  if (year !== undefined) return Number(year);
  const short = /^(?:oa|lsoa|msoa|wd|ward|lad|ltla|rgn|ctry|dz)_?(\d\d)(?:_?(?:cd|code))?$/i.exec(name)?.[1];
  return short === undefined ? null : 2000 + Number(short);
}

const typeWords: readonly (readonly [RegExp, AreaType])[] = [
  [/lower|lsoa|data.?zone/i, 'lsoa'],
  [/middle|msoa/i, 'msoa'],
  [/output area|^oa\b/i, 'oa'],
  [/ward/i, 'ward'],
  [/local authorit|district|ltla|utla/i, 'lad'],
  [/region/i, 'region'],
  [/countr|nation/i, 'nation'],
];

/** The kind of area that words name: "Lower layer Super Output Areas". */
export function areaTypeInWords(text: string): AreaType | null {
  return typeWords.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** One area set out of what is known, or null where kind or vintage is not. */
export function areaSet(type: AreaType | null, vintage: number | null): AreaSet | null {
  return type === null || vintage === null ? null : { type, vintage };
}

/**
 * Tells apart the files of a dataset that is published at several levels, which stand side by side: nothing for LSOAs,
 * the level for the others.
 */
export function levelPart(type: AreaType | null): string {
  return type === null || type === 'lsoa' ? '' : type;
}
