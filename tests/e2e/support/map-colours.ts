import type { Page } from 'playwright-core';
import { readPng } from './read-png.ts';

/** What a picture of the map holds of the colours of its legend. */
export interface MapColours {
  /** How many classes of the legend have a pixel in a thousand or more. */
  readonly classes: number;
  /** The share (0-1) of the pixels that have the colour of a class. */
  readonly colouredShare: number;
}

/** A pixel has the colour of a class when it is no further from it than this, of 255 in each of red, green and blue. */
const nearest = 30;

/** The colours of the legend as the page shows them, greatest risk first. */
async function legendColours(page: Page): Promise<number[][]> {
  const swatches = await page.locator('.atlas-legend__swatch--class').all();
  const styles = await Promise.all(swatches.map((swatch) => swatch.getAttribute('style')));
  return styles.map((style) => (style?.match(/\d+/g) ?? []).map(Number));
}

/**
 * Looks at the picture itself, because only it shows whether areas were drawn and coloured: nothing that the page says
 * of itself is believed. Open the page with `opacity=100`, so that the colours are those of the legend.
 *
 * @param png a picture of the map without legend and buttons
 */
export async function mapColours(page: Page, png: Buffer): Promise<MapColours> {
  const wanted = await legendColours(page);
  const { width, height, channels, samples } = readPng(png);
  const counts = wanted.map(() => 0);
  for (let at = 0; at < samples.length; at += channels) {
    const distances = wanted.map((colour) =>
      Math.hypot(...colour.map((sample, channel) => (samples[at + channel] ?? 0) - sample)),
    );
    const least = Math.min(...distances);
    const position = distances.indexOf(least);
    if (least < nearest) counts[position] = (counts[position] ?? 0) + 1;
  }
  const total = width * height;
  return {
    classes: counts.filter((count) => count >= total / 1000).length,
    colouredShare: counts.reduce((sum, count) => sum + count, 0) / total,
  };
}
