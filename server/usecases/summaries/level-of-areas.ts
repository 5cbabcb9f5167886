import type { ParentList } from '../../../core/summaries/parent-list.ts';

/** One kind of larger area: which of the file's areas belong to which. */
export interface AreaLevel {
  /** The name of the column that says so. */
  readonly name: string;
  /** In the order of their codes. */
  readonly parents: readonly string[];
  readonly list: ParentList;
  /** By parent: areas that belong to it and are not in the file. */
  readonly absent: Int32Array;
}

/** The larger areas that a column names; null for an area that belongs to none. */
export function levelOfColumn(name: string, codes: readonly (string | null)[]): AreaLevel {
  const parents = [...new Set(codes.filter((code) => code !== null))].sort();
  const position = new Map(parents.map((code, at) => [code, at]));
  return {
    name,
    parents,
    list: {
      parentOf: Int32Array.from(codes, (code) => (code === null ? -1 : (position.get(code) ?? -1))),
      count: parents.length,
    },
    absent: new Int32Array(parents.length),
  };
}

/**
 * The larger areas of a lookup. Those of which the file has no area at all are passed over: a lookup of the whole country
 * is often held against the areas of one county.
 */
export function levelOfLookup(
  name: string,
  codes: readonly string[],
  parentOf: ReadonlyMap<string, string>,
): AreaLevel {
  const level = levelOfColumn(
    name,
    codes.map((code) => parentOf.get(code) ?? null),
  );
  const position = new Map(level.parents.map((code, at) => [code, at]));
  const inFile = new Set(codes);
  for (const [code, parent] of parentOf) {
    const at = position.get(parent);
    if (at !== undefined && !inFile.has(code)) level.absent[at] = (level.absent[at] ?? 0) + 1;
  }
  return level;
}
