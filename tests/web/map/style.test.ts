import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import type { StyleSpecification } from 'maplibre-gl';
import { describe, expect, it } from 'vitest';
import { riskColours } from '../../../web/map/palette.ts';
import { atlasStyle, overlayLayers, withBasemap } from '../../../web/map/style.ts';

const boundaries = ['lsoa', 'msoa', 'ward', 'lad'].map((type) => ({
  type,
  tileJson: `https://atlas.test/api/v1/tiles/${type}-2021.json`,
}));

describe('the generated map style', () => {
  it.each([1, 3, 5, 10])('follows the style specification with %i classes', (count) => {
    expect(validateStyleMin(atlasStyle(boundaries, riskColours('viridis', count)))).toEqual([]);
  });

  it('follows it with no class at all and with fewer boundary sets', () => {
    expect(validateStyleMin(atlasStyle([], []))).toEqual([]);
    expect(validateStyleMin(atlasStyle(boundaries.slice(0, 1), []))).toEqual([]);
  });

  it('joins by the code and names no address for glyphs or sprites, so that it works without the internet', () => {
    const style = atlasStyle(boundaries, []);
    expect(style.sources['boundaries-ward']).toMatchObject({ promoteId: 'code' });
    expect(style).not.toHaveProperty('glyphs');
    expect(style).not.toHaveProperty('sprite');
  });

  it('has every layer that an overlay switches', () => {
    const ids = atlasStyle(boundaries, []).layers.map(({ id }) => id);
    for (const layer of Object.values(overlayLayers).flat()) expect(ids).toContain(layer);
  });

  it('puts a basemap between the paper and the areas and takes its glyphs', () => {
    const basemap: StyleSpecification = {
      version: 8,
      glyphs: 'https://basemap.test/{fontstack}/{range}.pbf',
      sources: { streets: { type: 'vector', tiles: ['https://basemap.test/{z}/{x}/{y}.pbf'] } },
      layers: [{ id: 'areas', type: 'line', source: 'streets', 'source-layer': 'streets', paint: {} }],
    };
    const style = withBasemap(atlasStyle(boundaries, []), basemap);
    expect(validateStyleMin(style)).toEqual([]);
    expect(style.layers.slice(0, 3).map(({ id }) => id)).toEqual(['paper', 'basemap-areas', 'lsoa-fill']);
    expect(style.glyphs).toBe(basemap.glyphs);
  });
});
