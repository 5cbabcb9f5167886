import type { AreaSet } from '../contract/area.ts';

export interface Nation {
  readonly code: string;
  readonly name: string;
}

const nationOfLetter: Readonly<Record<string, Nation>> = {
  E: { code: 'E92000001', name: 'England' },
  W: { code: 'W92000004', name: 'Wales' },
  S: { code: 'S92000003', name: 'Scotland' },
  N: { code: 'N92000002', name: 'Northern Ireland' },
  X: { code: 'X92000001', name: 'Made-up country' },
};

/**
 * The nation of an area by the first letter of its code: by definition of the codes, so that no lookup needs to be
 * loaded for it. Null for codes of other kinds (95AA01S1).
 *
 * @example nationOfCode('W01000001')?.name // 'Wales'
 */
export function nationOfCode(code: string): Nation | null {
  return nationOfLetter[code.slice(0, 1)] ?? null;
}

/** The nine regions of England: ONS, Register of Geographic Codes, entity E12. */
const regionsOfEngland: Readonly<Record<string, string>> = {
  E12000001: 'North East',
  E12000002: 'North West',
  E12000003: 'Yorkshire and The Humber',
  E12000004: 'East Midlands',
  E12000005: 'West Midlands',
  E12000006: 'East of England',
  E12000007: 'London',
  E12000008: 'South East',
  E12000009: 'South West',
};

/** The name of an area as it is loaded; where only its code is, that of a region or nation by its code, else the code. */
export function nameOrCode(code: string, name: string | null | undefined): string {
  return name === null || name === undefined || name === code ? (nameOfCode(code) ?? code) : name;
}

/** The name of a region or nation that is known without a lookup; null for any other code. */
export function nameOfCode(code: string): string | null {
  const nation = nationOfCode(code);
  return regionsOfEngland[code] ?? (nation?.code === code ? nation.name : null);
}

/**
 * How many areas each nation has: ONS, LSOA (December 2011) and LSOA (December 2021) in England and Wales, local
 * authority districts of December 2021 (374) and of April 2023 (361), whose number has not changed since.
 */
const areasOfNation: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'lsoa 2011': { E92000001: 32_844, W92000004: 1_909 },
  'lsoa 2021': { E92000001: 33_755, W92000004: 1_917 },
  'lad 2018': { E92000001: 326, W92000004: 22, S92000003: 32, N92000002: 11 },
  'lad 2019': { E92000001: 317, W92000004: 22, S92000003: 32, N92000002: 11 },
  'lad 2020': { E92000001: 314, W92000004: 22, S92000003: 32, N92000002: 11 },
  'lad 2021': { E92000001: 309, W92000004: 22, S92000003: 32, N92000002: 11 },
  'lad 2023': { E92000001: 296, W92000004: 22, S92000003: 32, N92000002: 11 },
};

/**
 * Whether so many areas are the whole of a nation: only then may a figure over them be called the nation's. With one
 * borough loaded, the mean of what is loaded is not England's. Sets whose size is not known here are never whole.
 *
 * @example isWholeNation({ type: 'lsoa', vintage: 2021 }, 'E92000001', 139) // false
 */
export function isWholeNation(areas: AreaSet, nationCode: string, areaCount: number): boolean {
  return areasOfNation[`${areas.type} ${areas.vintage}`]?.[nationCode] === areaCount;
}
