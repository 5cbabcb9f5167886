import { expect, test } from 'vitest';
import type { TileRange } from '../../../core/coverage/tile-ranges.ts';
import { mortonCode, tileKeyZoom } from '../../../core/geography/tile-key.ts';
import type { KeyCounts } from '../../../server/store/coverage/premises-tile-reads.ts';
import { filteredHexagons } from '../../../server/usecases/coverage/filtered-hexagons.ts';

const address = { zoom: 8, x: 126, y: 82 };

/** Each key has two premises, one of them unknown, and one that is none. */
function readsOf(keys: readonly number[]) {
  const asked: TileRange[] = [];
  const countsByKey = (_id: number, range: TileRange, { limit }: { limit: number }): Promise<KeyCounts> => {
    asked.push(range);
    const found = Float64Array.from(
      keys.filter((key) => key >= range.first && key <= range.last).slice(0, limit),
    );
    return Promise.resolve({
      keys: found,
      premises: found.map(() => 2),
      notRecognised: found.map(() => 1),
      unserved: found.map(() => 0.25),
      unknown: found.map(() => 1),
    });
  };
  return { asked, reads: { countsByKey } };
}

test('every key is counted once, however many there are', async () => {
  const shift = 2 ** (tileKeyZoom - address.zoom);
  // A row through the middle of the tile, and more keys than one question gives.
  const y = (address.y + 0.5) * shift;
  const keys = Array.from({ length: 16_384 * 8 }, (_, at) =>
    mortonCode(address.x * shift + (at % 16_384), y + Math.floor(at / 16_384)),
  ).sort((one, other) => one - other);
  const { asked, reads } = readsOf(keys);
  const hexagons = await filteredHexagons(reads, 1, address, { class: 'decent', disagree: 'yes' });
  const sum = (of: (hexagon: (typeof hexagons)[number]) => number): number =>
    hexagons.reduce((total, hexagon) => total + of(hexagon), 0);
  expect(sum(({ premises }) => premises)).toBe(2 * keys.length);
  expect(sum(({ notRecognised }) => notRecognised)).toBe(keys.length);
  expect(sum(({ unserved }) => unserved[0] ?? NaN)).toBeCloseTo(keys.length / 4, 6);
  expect(sum(({ unknown }) => unknown[0] ?? NaN)).toBe(keys.length);
  // No stretch is asked for twice, and some needed more than one question.
  const firsts = asked.map(({ first }) => first);
  expect(new Set(firsts).size).toBe(firsts.length);
  expect(new Set(asked.map(({ last }) => last)).size).toBeLessThan(asked.length);
});

test('what lies further from a tile than a hexagon reaches may be left out, what lies nearer is not', async () => {
  const shift = 2 ** (tileKeyZoom - address.zoom);
  const pixel = shift / 512;
  const y = (address.y + 0.5) * shift;
  // 30 pixels to the west is the far corner of a hexagon that touches the tile.
  const near = mortonCode(Math.round(address.x * shift - 29 * pixel), y);
  const far = mortonCode(Math.round(address.x * shift - 400 * pixel), y);
  const { reads } = readsOf([far, near].sort((one, other) => one - other));
  const hexagons = await filteredHexagons(reads, 1, address, { class: 'decent', disagree: 'yes' });
  expect(hexagons.map(({ premises }) => premises)).toEqual([2]);
});
