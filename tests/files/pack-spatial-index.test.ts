import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  packSpatialIndex,
  type IndexEntry,
  type PackedIndex,
} from '../../server/files/pack-spatial-index.ts';

interface Cell {
  readonly id: number;
  readonly minX: number;
  readonly maxX: number;
  readonly minY: number;
  readonly maxY: number;
}

/** A node as SQLite reads it (rtree.c): height of the tree in the root, number of cells, cells, all big-endian. */
function readNode(data: Uint8Array): { readonly height: number; readonly cells: readonly Cell[] } {
  const view = new DataView(data.buffer, data.byteOffset);
  const cells = Array.from({ length: view.getUint16(2) }, (_, at): Cell => {
    const start = 4 + 24 * at;
    const [minX = NaN, maxX = NaN, minY = NaN, maxY = NaN] = [8, 12, 16, 20].map((edge) =>
      view.getFloat32(start + edge),
    );
    return { id: Number(view.getBigInt64(start)), minX, maxX, minY, maxY };
  });
  return { height: view.getUint16(0), cells };
}

/** Finds as SQLite does: down from the root through every box that meets the place. */
function find(index: PackedIndex, x: number, y: number): Set<number> {
  const nodes = new Map(index.nodes.map((node) => [node.number, node]));
  const below = (number: number, height: number): number[] => {
    const node = nodes.get(number);
    if (node === undefined) throw new Error(`There is no node ${number}.`);
    const met = readNode(node.data).cells.filter(
      (cell) => cell.minX <= x && x <= cell.maxX && cell.minY <= y && y <= cell.maxY,
    );
    return met.flatMap(({ id }) => (height === 0 ? [id] : below(id, height - 1)));
  };
  const root = nodes.get(1);
  if (root === undefined) throw new Error('There is no root.');
  return new Set(below(1, readNode(root.data).height));
}

/** Metres to the millimetre, which half the precision of a double cannot hold. */
const metres = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: 1000 * min, max: 1000 * max }).map((millimetres) => millimetres / 1000);
const metre = metres(-700_000, 1_300_000);
const side = metres(0, 20_000);
const entries = fc
  .array(fc.tuple(metre, metre, side, side), { maxLength: 400 })
  // Ids in another order than places.
  .map((boxes) =>
    boxes.map(([x, y, width, height], at): IndexEntry => ({
      id: boxes.length - at,
      box: { minX: x, minY: y, maxX: x + width, maxY: y + height },
    })),
  );

it('finds every area from each of its corners', () => {
  fc.assert(
    fc.property(entries, (list) => {
      const index = packSpatialIndex(list);
      for (const { id, box } of list) {
        expect(find(index, box.minX, box.minY).has(id)).toBe(true);
        expect(find(index, box.maxX, box.maxY).has(id)).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});

it('holds each area once, in the leaf that it names, and each node below the parent that it names', () => {
  fc.assert(
    fc.property(entries, (list) => {
      const { nodes, leafOf } = packSpatialIndex(list);
      const cellsOf = new Map(
        nodes.map((node) => [node.number, readNode(node.data).cells.map(({ id }) => id)]),
      );
      expect([...leafOf.keys()].sort((a, b) => a - b)).toEqual(list.map((_, at) => at + 1));
      for (const [id, leaf] of leafOf) expect(cellsOf.get(leaf)).toContain(id);
      for (const { number, parent, data } of nodes) {
        expect(data).toHaveLength(1228);
        if (number !== 1) expect(cellsOf.get(parent ?? 0)).toContain(number);
      }
    }),
    { numRuns: 30 },
  );
});

it('has one empty root where there is nothing to find', () => {
  const { nodes, leafOf } = packSpatialIndex([]);
  expect(nodes).toEqual([{ number: 1, parent: null, data: new Uint8Array(1228) }]);
  expect(leafOf.size).toBe(0);
});

it('is as high as so many areas need: 51 to a node', () => {
  const heightOf = (count: number): number => {
    const list = Array.from({ length: count }, (_, at) => ({
      id: at + 1,
      box: { minX: at % 180, minY: at / 180, maxX: at % 180, maxY: at / 180 },
    }));
    const root = packSpatialIndex(list).nodes.find(({ number }) => number === 1);
    return readNode(root?.data ?? new Uint8Array(4)).height;
  };
  expect([51, 52, 51 * 51, 35_672].map(heightOf)).toEqual([0, 1, 1, 2]);
});
