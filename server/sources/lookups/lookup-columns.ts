import { areaTypes, type AreaSet } from '../../../core/contract/area.ts';
import { areaTypeOf, isAreaCode } from '../area-of-code.ts';
import { codeColumn } from '../code-column.ts';

/** One kind of area that a lookup names: where its code and its name stand. */
export interface LookupColumn {
  readonly areas: AreaSet;
  readonly codePosition: number;
  /** -1 where the file has no name for it. */
  readonly namePosition: number;
}

/**
 * The code columns of a lookup's header, smallest kind first, whatever their case and order: LSOA21CD, oa11cd, LAD22CD.
 * Columns without a year (RGNCD) are of `vintageIfUnsaid`.
 */
export function lookupColumns(header: readonly string[], vintageIfUnsaid: number): LookupColumn[] {
  const upper = header.map((name) => name.toUpperCase());
  return header
    .flatMap((name, codePosition): LookupColumn[] => {
      const column = codeColumn(name);
      if (column === null) return [];
      return [
        {
          areas: { type: column.type, vintage: column.vintage ?? vintageIfUnsaid },
          codePosition,
          namePosition: upper.indexOf(column.nameColumn),
        },
      ];
    })
    .sort((one, other) => areaTypes.indexOf(one.areas.type) - areaTypes.indexOf(other.areas.type));
}

/** The code in a column, or null where the cell is empty or `none` ("E99999999" stands for no region). */
export function codeIn(record: readonly string[], column: LookupColumn): string | null {
  const code = (record[column.codePosition] ?? '').trim();
  return code === '' || /^[A-Z]9{8}$/.test(code) ? null : code;
}

export function nameIn(record: readonly string[], column: LookupColumn): string | null {
  const name = column.namePosition === -1 ? '' : (record[column.namePosition] ?? '').trim();
  return name === '' ? null : name;
}

/** Why a code cannot be of its column's kind; null where it can. Made-up boroughs have codes of their own. */
export function codeProblem(code: string, column: LookupColumn): string | null {
  if (!isAreaCode(code)) return 'this is not an area code';
  const kind = areaTypeOf(code);
  if (kind === null || kind === column.areas.type) return null;
  return `the code is of a ${kind}, the column of a ${column.areas.type}`;
}
