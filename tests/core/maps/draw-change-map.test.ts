import { describe, expect, it } from 'vitest';
import { changeClassOf, drawChangeMap } from '../../../core/maps/draw-change-map.ts';
import { frameAround } from '../../../core/maps/map-frame.ts';
import { mapFineness, shapesOnFrame, type MappedArea } from '../../../core/maps/map-shapes.ts';

const breaks = { little: 1, much: 10 };

describe('a map of change', () => {
  it('puts changes into classes that part at the breaks', () => {
    const points = [-50, -10, -9.99, -1, -0.99, 0, 0.99, 1, 9.99, 10, 60];
    expect(points.map((each) => changeClassOf(each, breaks))).toEqual([1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5]);
  });

  it('draws every class it has, tells three of them by pattern, and says all of them in words', () => {
    const square = (column: number, mapClass: MappedArea['mapClass']): MappedArea => {
      const [left, right] = [1000 * column, 1000 * column + 1000];
      const ring = Float64Array.of(left, 0, right, 0, right, 1000, left, 1000, left, 0);
      return { polygons: [[ring]], name: `Area ${column}`, mapClass, isChosen: false, isWithin: false };
    };
    const frame = frameAround(
      { minX: 0, minY: 0, maxX: 4000, maxY: 1000 },
      { width: 400, minHeight: 100, maxHeight: 200, margin: 4, stepsPerPixel: 2 },
    );
    const [finest] = mapFineness;
    if (finest === undefined) throw new Error('There is a finest.');
    const shapes = shapesOnFrame(
      [square(0, 1), square(1, 3), square(2, 5), square(3, 'no-score')],
      frame,
    )(finest);
    const legend = {
      1: 'Fell much',
      2: 'Fell',
      3: 'Hardly',
      4: 'Rose',
      5: 'Rose much',
      none: 'Cannot <tell>',
    };
    const svg = drawChangeMap({
      id: 'c',
      frame,
      shapes,
      words: { title: 'Change', description: 'Of four', legend },
    });
    for (const kind of [1, 3, 5, 'no-score']) expect(svg).toContain(`class="atlas-change-map__${kind}"`);
    for (const [kind, fill] of [
      [1, 'url(#c-fall)'],
      [5, 'url(#c-rise)'],
      ['no-score', 'url(#c-none)'],
    ] as const) {
      expect(svg).toContain(`class="atlas-change-map__${kind}" fill="${fill}"`);
    }
    for (const words of ['Fell much', 'Fell', 'Hardly', 'Rose', 'Rose much', 'Cannot &lt;tell&gt;']) {
      expect(svg).toContain(`>${words}</text>`);
    }
    // Every pattern that is named is there.
    const named = new Set([...svg.matchAll(/url\(#([\w-]+)\)/g)].map((match) => match[1]));
    for (const id of named) expect(svg).toContain(`<pattern id="${id}"`);
    expect(svg).toContain('aria-labelledby="c-title c-description"');
    expect(svg).not.toContain('style=');
  });
});
