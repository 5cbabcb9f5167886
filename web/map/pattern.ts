import { channels, noData } from '../../core/classify/palettes.ts';

/** Those that belong to a class, each a layer of its own: a pattern cannot follow the state of a feature, its opacity can. */
export const classPatterns = ['dots', 'bars'] as const;

/** What is drawn over the colours of areas, or in their place, so that no meaning rests on colour. */
export const patternNames = ['no-data', 'uncertain', ...classPatterns] as const;
export type PatternName = (typeof patternNames)[number];

/** A tileable image for MapLibre's addImage: RGBA bytes. */
export interface PatternImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
  /** How many pixels of the image make one of the page. */
  readonly pixelRatio: number;
}

/** Red, green, blue and alpha. */
type Pixel = readonly number[];

interface PatternDrawing {
  /** Side of the tile in pixels of the image. */
  readonly size: number;
  readonly pixelRatio: number;
  readonly pixel: (x: number, y: number) => Pixel;
}

const clear: Pixel = [0, 0, 0, 0];
const white: Pixel = [255, 255, 255, 255];
const opaque = (colour: string): Pixel => [...channels(colour), 255];
const noDataLine = opaque(noData.line);
const noDataFill = opaque(noData.fill);
const black = opaque('#0b0c0c');
const highDot = opaque('#5c0a16');
const lowBar = opaque('#123a66');

/** How far a pixel is from the nearest of the dots at the corners and in the middle of a tile. */
function dotDistance(x: number, y: number, size: number): number {
  const toCorner = Math.hypot(Math.min(x, size - x), Math.min(y, size - y));
  return Math.min(toCorner, Math.hypot(x - size / 2, y - size / 2));
}

const drawings: Readonly<Record<PatternName, PatternDrawing>> = {
  // Rising stripes that fill the area, so that it can never be taken for a class of low risk.
  'no-data': { size: 12, pixelRatio: 1.5, pixel: (x, y) => ((x + y) % 12 < 3 ? noDataLine : noDataFill) },
  // Falling stripes over the colour of the class, which stays in sight between them. Black between white: on dark
  // colours the white is seen, on light ones the black.
  uncertain: {
    size: 20,
    pixelRatio: 2,
    pixel: (x, y) => {
      const across = (x - y + 20) % 20;
      if (across >= 8) return clear;
      return across >= 2 && across < 6 ? black : white;
    },
  },
  dots: { size: 16, pixelRatio: 2, pixel: (x, y) => (dotDistance(x, y, 16) < 3.2 ? highDot : clear) },
  bars: { size: 12, pixelRatio: 2, pixel: (_x, y) => (y < 4 ? lowBar : clear) },
};

export function isPatternName(text: string): text is PatternName {
  return patternNames.some((name) => name === text);
}

export function patternImage(name: PatternName): PatternImage {
  const { size, pixelRatio, pixel } = drawings[name];
  const data = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) data.set(pixel(x, y), (y * size + x) * 4);
  }
  return { width: size, height: size, data, pixelRatio };
}
