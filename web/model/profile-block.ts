import { missingUint16 } from '../../core/columns.ts';
import type { ColumnsHeader } from '../../core/contract/columns.ts';

/** A column as the browser works on it: NaN is missing. */
export type NumberColumn = Float64Array;

/** The columnar answer of the service, opened: raw indicator values of every base area and where each belongs. */
export interface ProfileBlock {
  readonly header: ColumnsHeader;
  readonly codes: readonly string[];
  readonly names: readonly string[];
  readonly population: NumberColumn;
  readonly longitude: NumberColumn;
  readonly latitude: NumberColumn;
  /** By indicator id, in the order of the header. */
  readonly indicators: ReadonlyMap<string, NumberColumn>;
  readonly parents: ReadonlyMap<string, ParentColumn>;
  /** What the profile's recipe made of indicators, by id: only those that it changed. */
  readonly prepared: ReadonlyMap<string, NumberColumn>;
  /** Whether the recipe left an area out, by row. */
  readonly isScreenedOut: (row: number) => boolean;
}

export interface ParentColumn {
  readonly type: string;
  readonly vintage: number;
  readonly codes: readonly string[];
  readonly names: readonly string[];
  /** Position in `codes` of each base area's parent; -1 where it has none. */
  readonly positions: Int32Array;
}

type FindColumn = (name: string) => ArrayLike<number> | null;

function numbers(column: ArrayLike<number> | null, rowCount: number): Float64Array {
  const values = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row += 1) values[row] = column?.[row] ?? NaN;
  return values;
}

/**
 * Opens a decoded columnar answer for the model.
 *
 * @param find gives a column by name or null, as core/columns.ts decodes them
 */
export function profileBlock(header: ColumnsHeader, find: FindColumn): ProfileBlock {
  const { rowCount } = header;
  const parents = header.parents.map((list): [string, ParentColumn] => {
    const stored = find(`parent:${list.type}`);
    const positions = Int32Array.from({ length: rowCount }, (_, row) => {
      const position = stored?.[row] ?? missingUint16;
      return position === missingUint16 ? -1 : position;
    });
    return [list.type, { ...list, positions }];
  });
  const screenedOut = find('screened-out');
  return {
    header,
    codes: header.codes.split('\n'),
    names: header.names.split('\n'),
    population: numbers(find('population'), rowCount),
    longitude: numbers(find('longitude'), rowCount),
    latitude: numbers(find('latitude'), rowCount),
    indicators: new Map(header.indicators.map(({ id }) => [id, numbers(find(`indicator:${id}`), rowCount)])),
    parents: new Map(parents),
    prepared: new Map(
      header.indicators.flatMap(({ id }): [string, NumberColumn][] => {
        const column = find(`prepared:${id}`);
        return column === null ? [] : [[id, numbers(column, rowCount)]];
      }),
    ),
    isScreenedOut: (row) => screenedOut?.[row] === 1,
  };
}
