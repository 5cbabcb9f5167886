import type { Box } from './bounds.ts';
import { cellsOfBox, markRing, type CellGrid } from './crossed-cells.ts';
import type { EdgeStripes } from './edge-stripes.ts';

/** What is known of each cell of a grid before any point is asked for. */
export interface CellOwners {
  /**
   * By cell: the first polygon that covers all of it, or -1 for none; below -1, where edges touch it: -2 less the place in
   * `candidates` at which its list begins.
   */
  readonly cells: Int32Array;
  /**
   * Lists of the polygons whose edges touch a cell, in their order; each ends with -2 less the first polygon that covers the
   * whole cell, -1 standing for none. Those behind that one cannot matter and are left out.
   */
  readonly candidates: Int32Array;
}

interface Tools {
  readonly grid: CellGrid;
  readonly stripes: EdgeStripes;
}

/** Finds out for every cell which polygons cover it and whose edges touch it. */
export function createCellOwners(
  polygons: readonly (readonly Float64Array[])[],
  boxes: readonly (Box | null)[],
  { grid, stripes }: Tools,
): CellOwners {
  const owners = new Int32Array(grid.side ** 2).fill(-1);
  const lists = createLists(owners.length);
  // From the last polygon to the first: each is put before those behind it, and takes a cell over from them.
  for (let position = polygons.length - 1; position >= 0; position -= 1) {
    const box = boxes[position] ?? null;
    if (box === null) continue;
    for (const ring of polygons[position] ?? []) {
      markRing(grid, ring, (cell) => {
        lists.put(cell, position);
      });
    }
    coverCells(
      { position, box, owners, isMarked: (cell) => lists.firstOf(cell) === position },
      { grid, stripes },
    );
  }
  return { cells: owners, candidates: lists.laidOut(owners) };
}

interface Covering {
  readonly position: number;
  readonly box: Box;
  readonly owners: Int32Array;
  /** Whether an edge of this polygon touches the cell. */
  readonly isMarked: (cell: number) => boolean;
}

const outside = 0;
const inside = 1;
const marked = 2;

/**
 * Gives the polygon the cells of its box that lie wholly in it. A cell without edges has what the one before it or below it
 * has, if that has no edges either; else its middle is tested for all of it.
 */
function coverCells({ position, box, owners, isMarked }: Covering, { grid, stripes }: Tools): void {
  const { left, right, lowest, highest } = cellsOfBox(grid, box);
  const below = new Uint8Array(right - left + 1);
  for (let row = lowest; row <= highest; row++) {
    let before = outside;
    for (let column = left; column <= right; column++) {
      const cell = row * grid.side + column;
      const under = below[column - left] ?? outside;
      if (isMarked(cell)) before = marked;
      else if (before === marked) before = under === marked ? stateAt(row, column) : under;
      below[column - left] = before;
      if (before === inside) owners[cell] = position;
    }
  }

  function stateAt(row: number, column: number): number {
    const x = grid.box.minX + (column + 0.5) / grid.perX;
    const y = grid.box.minY + (row + 0.5) / grid.perY;
    return stripes.covers(position, x, y) ? inside : outside;
  }
}

/** A list of polygons for every cell, in linked entries while they grow. */
function createLists(cellCount: number) {
  /** By cell the entry that was put last, 0 for none; by entry the polygon, and the entry before it. */
  const heads = new Int32Array(cellCount);
  let positions = new Int32Array(1 << 12);
  let rests = new Int32Array(1 << 12);
  let count = 1;
  positions[0] = -1;
  const grown = (array: Int32Array): Int32Array<ArrayBuffer> => {
    const larger = new Int32Array(2 * array.length);
    larger.set(array);
    return larger;
  };
  const firstOf = (cell: number): number => positions[heads[cell] ?? 0] ?? -1;
  return {
    /** The polygon that was put last; -1 for none. */
    firstOf,
    /** Puts a polygon before those that are there, once. */
    put(cell: number, position: number): void {
      if (firstOf(cell) === position) return;
      if (count === positions.length) {
        positions = grown(positions);
        rests = grown(rests);
      }
      positions[count] = position;
      rests[count] = heads[cell] ?? 0;
      heads[cell] = count;
      count += 1;
    },
    /** All lists one after the other, and in the owners where that of a cell begins; see CellOwners. */
    laidOut(owners: Int32Array): Int32Array {
      let crossed = 0;
      for (let cell = 0; cell < cellCount; cell++) if (heads[cell] !== 0) crossed += 1;
      const candidates = new Int32Array(count - 1 + crossed);
      let end = 0;
      for (let cell = 0; cell < cellCount; cell++) {
        let entry = heads[cell] ?? 0;
        if (entry === 0) continue;
        const owner = owners[cell] ?? -1;
        owners[cell] = -2 - end;
        for (; entry !== 0; entry = rests[entry] ?? 0) {
          const position = positions[entry] ?? -1;
          if (owner !== -1 && position > owner) break;
          candidates[end++] = position;
        }
        candidates[end++] = -2 - owner;
      }
      return candidates;
    },
  };
}
