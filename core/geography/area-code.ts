import type { AreaType } from '../contract/area.ts';

/**
 * The kinds that the first three characters of a nine-character code stand for (ONS Register of Geographic Codes).
 * Scotland's data zones and Northern Ireland's super output areas and data zones take the part of LSOAs.
 */
const typeOfEntity: Readonly<Record<string, AreaType>> = {
  E00: 'oa',
  W00: 'oa',
  S00: 'oa',
  N00: 'oa',
  E01: 'lsoa',
  W01: 'lsoa',
  S01: 'lsoa',
  N20: 'lsoa',
  E02: 'msoa',
  W02: 'msoa',
  S02: 'msoa',
  N21: 'msoa',
  E05: 'ward',
  W05: 'ward',
  S13: 'ward',
  N08: 'ward',
  E06: 'lad',
  E07: 'lad',
  E08: 'lad',
  E09: 'lad',
  W06: 'lad',
  S12: 'lad',
  N09: 'lad',
  E12: 'region',
  E92: 'nation',
  W92: 'nation',
  S92: 'nation',
  N92: 'nation',
};

/**
 * What kind of area a code names, from its first three characters. Null for codes of kinds that the Atlas does not
 * hold (counties, combined authorities) and for codes that are not nine characters (95AA01S1 of Northern Ireland 2001).
 * The made-up sample uses the letter X in the place of the country: X01 is an LSOA as E01 is.
 */
export function areaTypeOfCode(code: string): AreaType | null {
  if (!/^[A-Z]\d{8}$/.test(code)) return null;
  const entity = code.slice(0, 3);
  return typeOfEntity[entity.startsWith('X') ? `E${entity.slice(1)}` : entity] ?? null;
}

/** The code as the Atlas keeps it: without spaces, in capitals. */
export function tidyAreaCode(text: string): string {
  return text.trim().toUpperCase();
}
