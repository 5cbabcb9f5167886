/**
 * Which areas are compared with which. Areas with the same id (0 to count - 1) form one group: each normalisation and
 * each rank sees one group at a time. An id of -1 leaves the area out: it is neither scored nor seen by the others.
 */
export interface ComparisonGroups {
  readonly ids: Int32Array;
  readonly count: number;
}

/** Everything against everything. */
export function oneGroup(rowCount: number): ComparisonGroups {
  return { ids: new Int32Array(rowCount), count: rowCount === 0 ? 0 : 1 };
}

/**
 * Groups by a key per area: the code of its authority, region or nation. A null key leaves the area out.
 *
 * @example groupsByKey(['E1', 'W1', 'E1', null]).ids // Int32Array [0, 1, 0, -1]
 */
export function groupsByKey(keys: readonly (string | number | null)[]): ComparisonGroups {
  const idOfKey = new Map<string | number, number>();
  const ids = new Int32Array(keys.length);
  keys.forEach((key, row) => {
    if (key === null) {
      ids[row] = -1;
      return;
    }
    const known = idOfKey.get(key);
    ids[row] = known ?? idOfKey.size;
    if (known === undefined) idOfKey.set(key, idOfKey.size);
  });
  return { ids, count: idOfKey.size };
}

/** A copy of a column in which the areas outside the base are missing: they neither give nor get. */
export function insideBase(values: Float64Array, { ids }: ComparisonGroups): Float64Array {
  return values.map((value, row) => ((ids[row] ?? -1) < 0 ? NaN : value));
}
