import type { Box } from '../../core/geography/bounds.ts';

/** What an index finds: the key of a feature, or the number of a node, and its box. */
export interface IndexEntry {
  readonly id: number;
  readonly box: Box;
}

export interface IndexNode {
  readonly number: number;
  /** Null of the root. */
  readonly parent: number | null;
  readonly data: Uint8Array;
}

export interface PackedIndex {
  readonly nodes: readonly IndexNode[];
  /** In which leaf each feature is. */
  readonly leafOf: ReadonlyMap<number, number>;
}

/** The most entries of a node on pages of 4096 bytes, and the bytes that a node takes whether full or not. */
const capacity = 51;
const nodeBytes = 4 + capacity * 24;
const rootNumber = 1;

interface Group {
  readonly number: number;
  readonly entries: readonly IndexEntry[];
}

/**
 * The nodes of an R-tree as SQLite's rtree module keeps them, packed by sort-tile-recursive: neighbours share a node and
 * every node but the last of a strip is full.
 *
 * By hand, because the SQLite that writes our files is built without that module; those that read them have it.
 * Source: SQLite, ext/rtree/rtree.c ("Database Format of R-Tree Tables"); Leutenegger, Lopez and Edgington 1997, STR: a
 * simple and efficient algorithm for R-tree packing.
 */
export function packSpatialIndex(entries: readonly IndexEntry[]): PackedIndex {
  const levels: Group[][] = [];
  let level = entries;
  let next = rootNumber + 1;
  while (level.length > capacity) {
    const groups = tiles(level).map((members): Group => ({ number: next++, entries: members }));
    levels.push(groups);
    level = groups.map(({ number, entries: members }) => ({ id: number, box: boxOf(members) }));
  }
  levels.push([{ number: rootNumber, entries: level }]);
  const leaves = levels[0] ?? [];
  return {
    nodes: levels.flatMap((groups, height) =>
      groups.map(({ number, entries: members }) => ({
        number,
        parent: parentIn(levels[height + 1]).get(number) ?? null,
        data: nodeData(members, number === rootNumber ? height : 0),
      })),
    ),
    leafOf: new Map(leaves.flatMap(({ number, entries: members }) => members.map(({ id }) => [id, number]))),
  };
}

function parentIn(groups: readonly Group[] = []): ReadonlyMap<number, number> {
  return new Map(groups.flatMap(({ number, entries }) => entries.map(({ id }) => [id, number])));
}

function tiles(entries: readonly IndexEntry[]): IndexEntry[][] {
  const nodeCount = Math.ceil(entries.length / capacity);
  const strips = Math.ceil(Math.sqrt(nodeCount));
  const perStrip = Math.ceil(nodeCount / strips) * capacity;
  return chunks(
    sortedBy(entries, ({ minX, maxX }) => minX + maxX),
    perStrip,
  ).flatMap((strip) =>
    chunks(
      sortedBy(strip, ({ minY, maxY }) => minY + maxY),
      capacity,
    ),
  );
}

function sortedBy(entries: readonly IndexEntry[], place: (box: Box) => number): IndexEntry[] {
  return [...entries].sort((one, other) => place(one.box) - place(other.box) || one.id - other.id);
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}

function boxOf(entries: readonly IndexEntry[]): Box {
  return {
    minX: Math.min(...entries.map(({ box }) => box.minX)),
    minY: Math.min(...entries.map(({ box }) => box.minY)),
    maxX: Math.max(...entries.map(({ box }) => box.maxX)),
    maxY: Math.max(...entries.map(({ box }) => box.maxY)),
  };
}

function nodeData(entries: readonly IndexEntry[], height: number): Uint8Array {
  const data = new Uint8Array(nodeBytes);
  const view = new DataView(data.buffer);
  view.setUint16(0, height);
  view.setUint16(2, entries.length);
  entries.forEach(({ id, box }, at) => {
    const start = 4 + 24 * at;
    view.setBigInt64(start, BigInt(id));
    view.setFloat32(start + 8, roundedDown(box.minX));
    view.setFloat32(start + 12, roundedUp(box.maxX));
    view.setFloat32(start + 16, roundedDown(box.minY));
    view.setFloat32(start + 20, roundedUp(box.maxY));
  });
  return data;
}

/** Half the precision of a double is kept: a box must grow by it, never shrink. */
const step = 2 ** -23;

function roundedDown(value: number): number {
  const near = Math.fround(value);
  return near <= value ? near : Math.fround(value * (value < 0 ? 1 + step : 1 - step));
}

function roundedUp(value: number): number {
  return -roundedDown(-value);
}
