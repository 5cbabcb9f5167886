import type { TileAddress, UnitSquarePoint } from './tile-address.ts';

/** The zoom whose tiles are counted: 10 metres across, and a key of 44 bits that a JavaScript number holds exactly. */
export const tileKeyZoom = 22;

/**
 * The Morton code of a tile: the bits of x and y in turn, y first. All tiles within a tile of a lower zoom have keys in
 * one unbroken range, so that an index over keys finds what lies in any tile of any zoom.
 *
 * Shape: column and row of a tile of `tileKeyZoom`, 0 to 2^22 - 1. Source: Morton 1966, A computer oriented geodetic data
 * base.
 * @example mortonCode(3, 1) // 7
 */
export function mortonCode(x: number, y: number): number {
  // Two halves of 22 bits each, as bitwise operators know 32 only.
  const high = spread(x >>> 11) + 2 * spread(y >>> 11);
  const low = spread(x & 0x7ff) + 2 * spread(y & 0x7ff);
  return high * 2 ** 22 + low;
}

/** The keys of everything within a tile, first and last. */
export function tileKeyRange({ zoom, x, y }: TileAddress): { readonly first: number; readonly last: number } {
  const shift = tileKeyZoom - zoom;
  const first = mortonCode(x * 2 ** shift, y * 2 ** shift);
  return { first, last: first + 4 ** shift - 1 };
}

/** Column and row of the tile that a key stands for: the inverse of mortonCode. @example tileOfKey(7) // { x: 3, y: 1 } */
export function tileOfKey(key: number): { readonly x: number; readonly y: number } {
  const high = Math.floor(key / 2 ** 22);
  const low = key % 2 ** 22;
  return {
    x: gather(high) * 2 ** 11 + gather(low),
    y: gather(high >>> 1) * 2 ** 11 + gather(low >>> 1),
  };
}

/** The middle of what a key stands for, in the unit square of Web Mercator: at most seven metres from all that has it. */
export function middleOfKey(key: number): UnitSquarePoint {
  const { x, y } = tileOfKey(key);
  return { x: (x + 0.5) / 2 ** tileKeyZoom, y: (y + 0.5) / 2 ** tileKeyZoom };
}

/** Eleven bits with a gap after each. */
function spread(value: number): number {
  let bits = value;
  bits = (bits | (bits << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
}

/** Every other bit of 22, together: the inverse of spread. */
function gather(bits: number): number {
  let value = bits & 0x55555555;
  value = (value | (value >>> 1)) & 0x33333333;
  value = (value | (value >>> 2)) & 0x0f0f0f0f;
  value = (value | (value >>> 4)) & 0x00ff00ff;
  return (value | (value >>> 8)) & 0x7ff;
}
