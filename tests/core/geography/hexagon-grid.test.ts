import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  hexagonAt,
  hexagonCentre,
  hexagonCorners,
  hexagonNumber,
  hexagonOfNumber,
  hexagonRadius,
  hexagonRows,
} from '../../../core/geography/hexagon-grid.ts';

const point = fc.record({
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
});
const zoom = fc.integer({ min: 0, max: 14 });

test('a cell is 26 pixels wide at its zoom, of a world of 512 pixels', () => {
  const xs = hexagonCorners({ q: 3, r: 5 }, hexagonRadius(6)).map(({ x }) => x * 512 * 2 ** 6);
  expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(26, 9);
});

test('a cell has a number of its own, also where a row leans far to the west', () => {
  const found = new Map<number, string>();
  fc.assert(
    fc.property(point, fc.integer({ min: 0, max: 13 }), (place, level) => {
      const cell = hexagonAt(place, hexagonRadius(level));
      const number = hexagonNumber(cell);
      expect(Number.isSafeInteger(number)).toBe(true);
      // Rounding may give -0, which is no other column.
      expect(hexagonOfNumber(number)).toEqual({ q: cell.q + 0, r: cell.r + 0 });
      const name = `${cell.q},${cell.r}`;
      expect(found.get(number) ?? name).toBe(name);
      found.set(number, name);
    }),
  );
  expect(hexagonOfNumber(hexagonNumber({ q: -300_000, r: 400_000 }))).toEqual({ q: -300_000, r: 400_000 });
});

test('no other middle is nearer to a point than that of its own cell', () => {
  fc.assert(
    fc.property(point, zoom, (place, level) => {
      const radius = hexagonRadius(level);
      const { q, r } = hexagonAt(place, radius);
      const distance = (cell: { q: number; r: number }): number => {
        const { x, y } = hexagonCentre(cell, radius);
        return Math.hypot(x - place.x, y - place.y);
      };
      const own = distance({ q, r });
      for (const [dq, dr] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
        [1, -1],
        [-1, 1],
      ] as const) {
        expect(own).toBeLessThanOrEqual(distance({ q: q + dq, r: r + dr }) + 1e-12);
      }
    }),
  );
});

test('every cell that touches a tile is among the rows asked for', () => {
  fc.assert(
    fc.property(point, fc.integer({ min: 1, max: 14 }), (place, level) => {
      const side = 2 ** -level;
      const [column, row] = [
        Math.min(2 ** level - 1, Math.floor(place.x / side)),
        Math.min(2 ** level - 1, Math.floor(place.y / side)),
      ];
      const [minX, minY] = [column * side, row * side];
      const box = { minX, minY, maxX: minX + side, maxY: minY + side };
      const radius = hexagonRadius(level);
      const rows = new Map(hexagonRows(box, radius).map(({ r, first, last }) => [r, { first, last }]));
      // Of points all over the tile, its edges among them.
      for (let step = 0; step <= 20; step += 1) {
        for (const at of [
          { x: minX + (side * step) / 20, y: minY },
          { x: minX, y: minY + (side * step) / 20 },
          { x: minX + side, y: minY + (side * step) / 20 },
          place,
        ]) {
          const { q, r } = hexagonAt(at, radius);
          const found = rows.get(r);
          expect(found !== undefined && q >= found.first && q <= found.last).toBe(true);
        }
      }
      // And not many more: 512 pixels hold 20 columns and 23 rows.
      expect(rows.size).toBeLessThanOrEqual(26);
    }),
    { numRuns: 50 },
  );
});
