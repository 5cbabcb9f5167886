import type { Bounds } from '../contract/area.ts';
import { mortonCode, tileKeyRange, tileKeyZoom } from '../geography/tile-key.ts';
import { unitSquareFromPosition, type UnitSquarePoint } from '../geography/tile-address.ts';

/** A stretch of tile keys, both ends included. */
export interface TileRange {
  readonly first: number;
  readonly last: number;
}

/** More tiles fit the box better, fewer are fewer questions to the database. */
const mostTiles = 256;

/**
 * The stretches of tile keys that hold everything within a box, in their order and joined where they touch: what an
 * index over tile keys is asked for. They hold a little more than the box.
 *
 * Shape: a box in WGS84 that does not cross the antimeridian.
 * @param most tiles that it is cut into; fewer hold more around the box
 * @example tileRanges({ west: -2.3, south: 53.4, east: -2.3, north: 53.4 }).length // 1
 */
export function tileRanges({ west, south, east, north }: Bounds, most = mostTiles): TileRange[] {
  const topLeft = unitSquareFromPosition({ longitude: west, latitude: north });
  const bottomRight = unitSquareFromPosition({ longitude: east, latitude: south });
  return tileRangesBetween(topLeft, bottomRight, most);
}

/** The same of a box of the unit square of Web Mercator, by two of its corners. */
export function tileRangesBetween(
  topLeft: UnitSquarePoint,
  bottomRight: UnitSquarePoint,
  most = mostTiles,
): TileRange[] {
  const zoom = finestZoom(topLeft, bottomRight, most);
  const tiles = 2 ** zoom;
  const ranges: TileRange[] = [];
  for (let x = Math.floor(topLeft.x * tiles); x <= Math.floor(bottomRight.x * tiles); x++) {
    for (let y = Math.floor(topLeft.y * tiles); y <= Math.floor(bottomRight.y * tiles); y++) {
      ranges.push(tileKeyRange({ zoom, x, y }));
    }
  }
  return joined(ranges);
}

/** The key of a position, as premises have it. */
export function tileKeyOf(position: { readonly longitude: number; readonly latitude: number }): number {
  const { x, y } = unitSquareFromPosition(position);
  const tiles = 2 ** tileKeyZoom;
  return mortonCode(Math.floor(x * tiles), Math.floor(y * tiles));
}

function finestZoom(topLeft: UnitSquarePoint, bottomRight: UnitSquarePoint, most: number): number {
  for (let zoom = tileKeyZoom; zoom > 0; zoom--) {
    const tiles = 2 ** zoom;
    const columns = Math.floor(bottomRight.x * tiles) - Math.floor(topLeft.x * tiles) + 1;
    const rows = Math.floor(bottomRight.y * tiles) - Math.floor(topLeft.y * tiles) + 1;
    if (columns * rows <= most) return zoom;
  }
  return 0;
}

function joined(ranges: readonly TileRange[]): TileRange[] {
  const found: TileRange[] = [];
  for (const range of ranges.toSorted((one, other) => one.first - other.first)) {
    const before = found.at(-1);
    if (before !== undefined && before.last + 1 === range.first) {
      found[found.length - 1] = { first: before.first, last: range.last };
    } else found.push(range);
  }
  return found;
}
