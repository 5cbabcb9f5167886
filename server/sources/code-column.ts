import type { AreaType } from '../../core/contract/area.ts';

/** What a column or property is called that holds area codes: LSOA21CD, LADCD_ACTIVE, wd22cd. */
export interface CodeColumn {
  readonly type: AreaType;
  /** 2021 for 21; null where the name has no year. */
  readonly vintage: number | null;
  /** LADCD_ACTIVE: the code in force now of an area that may have had others. */
  readonly isActive: boolean;
  /** What the matching name column is called: LSOA21NM. */
  readonly nameColumn: string;
  readonly welshNameColumn: string;
}

/** Data zones and super output areas of Scotland and Northern Ireland stand where LSOAs do. */
const typeOfStem: Readonly<Record<string, AreaType>> = {
  OA: 'oa',
  LSOA: 'lsoa',
  DZ: 'lsoa',
  SOA: 'lsoa',
  MSOA: 'msoa',
  IZ: 'msoa',
  WD: 'ward',
  WARD: 'ward',
  LAD: 'lad',
  LTLA: 'lad',
  // Upper tier: where it is a county, areaTypeOf its code says that it is no kind the Atlas holds.
  UTLA: 'lad',
  RGN: 'region',
  CTRY: 'nation',
};

const pattern =
  /^(OA|LSOA|DZ|SOA|MSOA|IZ|WD|WARD|LAD|LTLA|UTLA|RGN|CTRY)(\d{2}|\d{4})?_?(?:CD|CODE)(_ACTIVE)?$/i;

/** Reads the name of a column by the ONS's rule; null where it does not follow it. */
export function codeColumn(name: string): CodeColumn | null {
  const match = pattern.exec(name);
  const stem = (match?.[1] ?? '').toUpperCase();
  const type = typeOfStem[stem];
  if (match === null || type === undefined) return null;
  const year = match[2] ?? '';
  const active = match[3] ?? '';
  return {
    type,
    vintage: year === '' ? null : year.length === 4 ? Number(year) : 2000 + Number(year),
    isActive: active !== '',
    nameColumn: `${stem}${year}NM${active.toUpperCase()}`,
    welshNameColumn: `${stem}${year}NMW`,
  };
}
