import type { Random } from './random.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A straight street through a middle. All in one unit of length. */
export interface Street {
  readonly middle: Point;
  /** Radians from the x axis. */
  readonly angle: number;
  /** From the middle to either end. */
  readonly length: number;
  /** How far from its line houses stand, least and most. */
  readonly setBack: readonly [number, number];
}

/**
 * Where the next house of a street stands, on either side of it; nearer to the middle where the street leaves its area,
 * and in the middle itself where nothing else is left.
 *
 * @param settle rounds a place to what can be written
 * @param isInside whether a settled place lies in the area
 */
export function alongStreet(
  { middle, angle, length, setBack }: Street,
  { settle, isInside }: { settle: (point: Point) => Point; isInside: (point: Point) => boolean },
  random: Random,
): Point {
  for (let attempt = 0; attempt < 12; attempt += 1) {
    const shrink = 1 - attempt / 12;
    const along = shrink * random.between(-length, length);
    const aside = shrink * (random.next() < 0.5 ? -1 : 1) * random.between(...setBack);
    const place = settle({
      x: middle.x + along * Math.cos(angle) - aside * Math.sin(angle),
      y: middle.y + along * Math.sin(angle) + aside * Math.cos(angle),
    });
    if (isInside(place)) return place;
  }
  return settle(middle);
}
