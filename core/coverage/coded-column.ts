import { createGrowing } from './growing-array.ts';

/** A column of codes, each kept once: a million premises share a few thousand postcodes and areas. */
export interface CodedColumn {
  readonly codes: readonly string[];
  /** By row: the place of its code in `codes`; -1 where it is not known. */
  readonly positions: Int32Array;
}

/** How many premises have a code. */
export interface CodeCount {
  readonly code: string;
  readonly premises: number;
}

export interface CodeCounts {
  /** The most premises first, then by code. */
  readonly counts: readonly CodeCount[];
  /** Premises whose code is not known. */
  readonly missing: number;
}

/**
 * A column of codes from one code a row; null where it is not known.
 *
 * @example codedColumn(['M33 2AB', null, 'M33 2AB']).positions // Int32Array [0, -1, 0]
 */
export function codedColumn(values: readonly (string | null)[]): CodedColumn {
  const column = createCodedColumn<string>(values.length);
  for (const value of values) column.add(value);
  return column.finish((code) => code);
}

/** A coded column in the making, row after row, from keys that become codes at the end. */
export interface CodedColumnMaker<Key> {
  add(key: Key | null): void;
  /** The column so far. */
  finish(codeOf: (key: Key) => string): CodedColumn;
}

/** Begins a coded column; `expected` rows fit without making room for more. */
export function createCodedColumn<Key>(expected = 1024): CodedColumnMaker<Key> {
  const placeOf = new Map<Key, number>();
  const positions = createGrowing(Int32Array, expected);
  return {
    add(key) {
      if (key === null) {
        positions.push(-1);
        return;
      }
      const place = placeOf.get(key) ?? placeOf.size;
      placeOf.set(key, place);
      positions.push(place);
    },
    finish: (codeOf) => ({ codes: [...placeOf.keys()].map(codeOf), positions: positions.values() }),
  };
}

/**
 * How many of these rows have each code.
 *
 * Missing: rows without a code are counted apart.
 */
export function countCodes({ codes, positions }: CodedColumn, rows: Iterable<number>): CodeCounts {
  const premisesOf = new Map<number, number>();
  let missing = 0;
  for (const row of rows) {
    const place = positions[row] ?? -1;
    if (place === -1) missing += 1;
    else premisesOf.set(place, (premisesOf.get(place) ?? 0) + 1);
  }
  const counts = [...premisesOf].map(([place, premises]) => ({ code: codes[place] ?? '', premises }));
  counts.sort((one, other) => other.premises - one.premises || (one.code < other.code ? -1 : 1));
  return { counts, missing };
}
