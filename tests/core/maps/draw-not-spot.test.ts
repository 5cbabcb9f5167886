import { describe, expect, it } from 'vitest';
import { drawNotSpot, type MarkedPremises } from '../../../core/maps/draw-not-spot.ts';
import { drawNotSpotOverview } from '../../../core/maps/draw-not-spot-overview.ts';
import type { MapFrame } from '../../../core/maps/map-frame.ts';

/** A metre is a pixel: from (0, 400) at the top left to (480, 0). */
const frame: MapFrame = { left: 0, top: 400, metresPerStep: 0.5, stepsPerPixel: 2, width: 480, height: 400 };
const words = {
  ...{ title: 'Not-spot <1>', north: 'N', length: (metres: number) => `${metres} m` },
  legend: { member: 'of it', unserved: 'without', served: 'with', unknown: 'not known' },
  describe: (isThinned: boolean) => (isThinned ? 'thinned' : 'each one'),
};
const outline = Float64Array.of(50, 50, 150, 50, 150, 150, 50, 150, 50, 50);
const draw = (premises: readonly MarkedPremises[]): string =>
  drawNotSpot({ id: 'map', frame, outline, premises, words });

describe('the map of a not-spot', () => {
  it('has a mark where each premises is, told apart by form, and a legend of those that are there', () => {
    const svg = draw([
      { easting: 100, northing: 100, mark: 'member' },
      { easting: 200, northing: 100, mark: 'served' },
    ]);
    // North is up: 100 metres from the bottom are 300 pixels from the top.
    expect(svg).toContain('d="M100 300m0-5l5 5-5 5-5-5z" fill="currentColor"');
    expect(svg).toContain('d="M200 300m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0" fill="none"');
    expect(svg).toContain('M50 350L150 350L150 250L50 250L50 350z');
    expect(svg).toContain('of it');
    expect(svg).not.toContain('not known');
    expect(svg).toContain('Not-spot &lt;1&gt;');
    expect(svg).toContain('each one');
  });

  it('stays small with thousands of premises, and says that marks were left out', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => ({
      ...{ easting: (at % 100) * 4.5, northing: Math.floor(at / 100) * 3.5, mark: 'member' as const },
    }));
    const svg = draw(many);
    expect(svg.length).toBeLessThan(25_000);
    expect(svg).toContain('thinned');
  });
});

it('the overview has a circle for each not-spot with a surface by its premises', () => {
  const spot = { easting: 100, northing: 100, label: null };
  const svg = drawNotSpotOverview({
    ...{ id: 'all', frame, shapes: null },
    spots: [
      { ...spot, premises: 100, label: '1' },
      { ...spot, premises: 25, easting: 300 },
    ],
    words: { ...words, description: 'circles' },
  });
  const radii = [...svg.matchAll(/ r="([\d.]+)"/g)].map(([, radius]) => Number(radius));
  expect(radii).toEqual([16, 8]);
  expect(svg).toMatch(/<text [^>]*>1<\/text>/);
});
