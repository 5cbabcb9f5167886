import { patternImage } from '../map/pattern.ts';
import type { PatternName } from '../map/pattern.ts';

/** One tile of a pattern as a canvas in the pixels of the page, for swatches that must look as the map does. */
export function patternTile(name: PatternName): HTMLCanvasElement {
  const { width, height, data, pixelRatio } = patternImage(name);
  const full = document.createElement('canvas');
  full.width = width;
  full.height = height;
  full.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
  const tile = document.createElement('canvas');
  tile.width = width / pixelRatio;
  tile.height = height / pixelRatio;
  tile.getContext('2d')?.drawImage(full, 0, 0, tile.width, tile.height);
  return tile;
}

const addresses = new Map<PatternName, string>();

/** The tile as the value of `background-image`. */
export function patternBackground(name: PatternName): string {
  const known = addresses.get(name);
  const address = known ?? `url(${patternTile(name).toDataURL()})`;
  addresses.set(name, address);
  return address;
}
