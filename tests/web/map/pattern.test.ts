import { describe, expect, it } from 'vitest';
import { isPatternName, patternImage, patternNames } from '../../../web/map/pattern.ts';
import type { PatternName } from '../../../web/map/pattern.ts';

function pixels(name: PatternName) {
  const { width, height, data } = patternImage(name);
  const at = (x: number, y: number): readonly number[] => {
    const [column, row] = [(x + width) % width, (y + height) % height];
    return [...data.slice((row * width + column) * 4, (row * width + column) * 4 + 4)];
  };
  const all = Array.from({ length: width * height }, (_, place) =>
    at(place % width, Math.floor(place / width)),
  );
  return { width, height, at, all };
}

/** How light a colour looks, 0 to 255 (Rec. 601). */
function luma([red = 0, green = 0, blue = 0]: readonly number[]): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

describe('the hatching of "no data"', () => {
  it('is opaque, has two tones and meets itself at the edges', () => {
    const { width, height, at, all } = pixels('no-data');
    expect(new Set(all.map(String)).size).toBe(2);
    expect(all.every((pixel) => pixel[3] === 255)).toBe(true);
    // One step right equals one step up on a diagonal, also across the edge of the tile.
    expect(at(0, 5)).toEqual(at(5, 0));
    expect(at(width - 1, 0)).toEqual(at(0, height - 1));
  });
});

describe('the hatching of uncertain areas', () => {
  it('falls where that of "no data" rises, and meets itself at the edges', () => {
    const { width, at } = pixels('uncertain');
    for (let x = 0; x < width; x += 1) {
      expect(at(x, 0)).toEqual(at(x + 1, 1));
      expect(at(x, -1)).toEqual(at(x + 1, 0));
    }
    expect(at(0, 5)).not.toEqual(at(5, 0));
  });

  it('leaves most of the colour below in sight, and has a dark line between light ones for dark and light colours', () => {
    const { at, all, width } = pixels('uncertain');
    const clear = all.filter((pixel) => pixel[3] === 0);
    expect(clear.length / all.length).toBeGreaterThan(0.5);
    const row = Array.from({ length: width }, (_, x) => at(x, 0)).filter((pixel) => pixel[3] === 255);
    const lightness = row.map((pixel) => (luma(pixel) > 128 ? 'light' : 'dark')).join(' ');
    expect(lightness).toMatch(/^(light )+(dark )+(light ?)+$/);
  });
});

describe('every pattern', () => {
  it.each(patternNames)('%s is a whole number of pixels of the page wide, and known by its name', (name) => {
    const { width, height, pixelRatio } = patternImage(name);
    expect(Number.isInteger(width / pixelRatio)).toBe(true);
    expect(height).toBe(width);
    expect(isPatternName(name)).toBe(true);
    expect(isPatternName(`${name}s`)).toBe(false);
  });
});
