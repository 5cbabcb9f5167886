import { describe, expect, test } from 'vitest';
import { noData, paletteColours, palettes } from '../../../core/classify/palettes.ts';
import { contrast, distance, lab, simulations } from '../../support/seen-colours.ts';

describe.each(Object.keys(simulations))('seen with %s vision', (vision) => {
  const sequential = palettes.filter((palette) => palette.kind === 'sequential');
  test.each(sequential)('$id: every class is darker than the one below it', ({ id }) => {
    const lightness = paletteColours(id, 10).map((colour) => lab(colour, vision)[0]);
    for (let at = 1; at < lightness.length; at += 1) {
      expect((lightness[at - 1] ?? 0) - (lightness[at] ?? 0)).toBeGreaterThan(1.5);
    }
  });
  test.each(palettes)('$id: neighbours can be told apart, with 5 classes and with 10', ({ id }) => {
    for (const [count, least] of [
      [5, 10],
      [10, 3.5],
    ] as const) {
      const colours = paletteColours(id, count);
      for (let at = 1; at < count; at += 1) {
        expect(distance(colours[at - 1] ?? '', colours[at] ?? '', vision)).toBeGreaterThan(least);
      }
    }
  });
});

test('no palette uses the colour of "no data", whose hatch stands out from its ground', () => {
  expect(contrast(noData.fill, noData.line)).toBeGreaterThanOrEqual(3);
  for (const { id } of palettes) {
    for (let count = 1; count <= 10; count += 1) expect(paletteColours(id, count)).not.toContain(noData.fill);
  }
});

test('the ends of a palette are its first and last colours, whatever the number of classes', () => {
  for (const { id, anchors } of palettes) {
    for (let count = 2; count <= 10; count += 1) {
      const colours = paletteColours(id, count);
      expect([colours[0], colours.at(-1)]).toEqual([anchors[0], anchors.at(-1)]);
      expect(new Set(colours).size).toBe(count);
    }
  }
  expect(() => paletteColours('cividis', 0)).toThrow(RangeError);
});
