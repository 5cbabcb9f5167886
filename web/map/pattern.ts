import { channels, noData } from '../../core/classify/palettes.ts';

/** A tileable image for MapLibre's addImage: RGBA bytes. */
export interface PatternImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/**
 * Diagonal hatching for "no data", so that it can never be taken for a class of low risk.
 *
 * @param size side of the tile in pixels; one stripe crosses it
 */
export function hatchPattern(size = 12, stroke = 3): PatternImage {
  const data = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const isStripe = (x + y) % size < stroke;
      data.set([...channels(isStripe ? noData.line : noData.fill), 255], (y * size + x) * 4);
    }
  }
  return { width: size, height: size, data };
}
