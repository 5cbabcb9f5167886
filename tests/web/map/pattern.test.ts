import { describe, expect, it } from 'vitest';
import { hatchPattern } from '../../../web/map/pattern.ts';

describe('the hatching of "no data"', () => {
  it('is opaque, has two tones and meets itself at the edges', () => {
    const { width, height, data } = hatchPattern(12, 3);
    const pixel = (x: number, y: number): string =>
      data.slice((y * width + x) * 4, (y * width + x) * 4 + 4).join();
    const tones = new Set<string>();
    for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) tones.add(pixel(x, y));
    expect(tones.size).toBe(2);
    expect([...tones].every((tone) => tone.endsWith(',255'))).toBe(true);
    // One step right equals one step up on a diagonal, also across the edge of the tile.
    expect(pixel(0, 5)).toBe(pixel(5, 0));
    expect(pixel(width - 1, 0)).toBe(pixel(0, height - 1));
  });
});
