import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  middleOfKey,
  mortonCode,
  tileKeyRange,
  tileKeyZoom,
  tileOfKey,
} from '../../../core/geography/tile-key.ts';

const side = 2 ** tileKeyZoom;

/** Bit by bit, in arbitrary precision. */
function slowMorton(x: number, y: number): number {
  let code = 0n;
  for (let bit = 0n; bit < BigInt(tileKeyZoom); bit += 1n) {
    code |= ((BigInt(x) >> bit) & 1n) << (2n * bit);
    code |= ((BigInt(y) >> bit) & 1n) << (2n * bit + 1n);
  }
  return Number(code);
}

const place = fc.tuple(fc.nat(side - 1), fc.nat(side - 1));

test('the code weaves the bits of x and y', () => {
  fc.assert(
    fc.property(place, ([x, y]) => {
      expect(mortonCode(x, y)).toBe(slowMorton(x, y));
    }),
  );
  expect(mortonCode(side - 1, side - 1)).toBe(4 ** tileKeyZoom - 1);
});

test('the middle of a key is that of its tile, in widths of the world', () => {
  expect(middleOfKey(0)).toEqual({ x: 0.5 / side, y: 0.5 / side });
  fc.assert(
    fc.property(place, ([x, y]) => {
      const middle = middleOfKey(mortonCode(x, y));
      expect(middle.x * side - x).toBeCloseTo(0.5, 8);
      expect(middle.y * side - y).toBeCloseTo(0.5, 8);
    }),
  );
});

test('the place of a key is the one it was made from', () => {
  fc.assert(
    fc.property(place, ([x, y]) => {
      expect(tileOfKey(slowMorton(x, y))).toEqual({ x, y });
    }),
  );
});

test('a tile of any zoom holds exactly the keys of its range', () => {
  fc.assert(
    fc.property(place, fc.integer({ min: 0, max: tileKeyZoom }), place, ([x, y], zoom, [otherX, otherY]) => {
      const shift = 2 ** (tileKeyZoom - zoom);
      const tile = { zoom, x: Math.floor(x / shift), y: Math.floor(y / shift) };
      const { first, last } = tileKeyRange(tile);
      const isIn = (key: number): boolean => key >= first && key <= last;
      expect(isIn(mortonCode(x, y))).toBe(true);
      const holdsOther = Math.floor(otherX / shift) === tile.x && Math.floor(otherY / shift) === tile.y;
      expect(isIn(mortonCode(otherX, otherY))).toBe(holdsOther);
    }),
  );
});
