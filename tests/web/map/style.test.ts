import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import type { StyleSpecification } from 'maplibre-gl';
import { describe, expect, it } from 'vitest';
import { atlasFont } from '../../../core/contract/glyphs.ts';
import { glyphRequest } from '../../../web/map/glyphs.ts';
import { riskColours } from '../../../core/classify/risk-colours.ts';
import { isLayerShown, openingLook, overlayLayers } from '../../../web/map/map-look.ts';
import { atlasStyle, withBasemap } from '../../../web/map/style.ts';
import { patternOpacity } from '../../../web/map/area-layers.ts';
import { defaultState } from '../../../web/state/explorer-state.ts';
import { parseState } from '../../../web/state/url-state.ts';

const boundaries = ['lsoa', 'msoa', 'ward', 'lad'].map((type) => ({
  type,
  tiles: {
    address: `https://atlas.test/api/v1/tiles/${type}-2021/0123456789ab/{z}/{x}/{y}.mvt`,
    minZoom: 4,
    maxZoom: 12,
    bounds: [-6, 50, 2, 56] as [number, number, number, number],
  },
}));
const look = openingLook(defaultState);

describe('the generated map style', () => {
  it.each([1, 3, 5, 10])('follows the style specification with %i classes', (count) => {
    expect(
      validateStyleMin(atlasStyle(boundaries, { ...look, colours: riskColours('viridis', count) })),
    ).toEqual([]);
  });

  it('follows it with no class at all and with fewer boundary sets', () => {
    expect(validateStyleMin(atlasStyle([], { ...look, colours: [] }))).toEqual([]);
    expect(validateStyleMin(atlasStyle(boundaries.slice(0, 1), look))).toEqual([]);
  });

  it('joins by the code and takes letters from our own service, so that it works without the internet', () => {
    const style = atlasStyle(boundaries, look);
    expect(style.sources['boundaries-ward']).toMatchObject({ promoteId: 'code' });
    expect(style.glyphs).toMatch(/^\/assets\//);
    expect(glyphRequest(`https://basemap.test/${atlasFont}/0-255.pbf`)).toBe(
      `/assets/glyphs/${atlasFont}/0-255.pbf`,
    );
    expect(glyphRequest('https://basemap.test/Open%20Sans/0-255.pbf')).toContain('Open%20Sans');
    expect(style).not.toHaveProperty('sprite');
  });

  it('has every layer that an overlay switches', () => {
    const ids = atlasStyle(boundaries, look).layers.map(({ id }) => id);
    for (const layer of Object.values(overlayLayers).flat()) expect(ids).toContain(layer);
  });

  it('puts a basemap between the paper and the areas and takes its glyphs', () => {
    const basemap: StyleSpecification = {
      version: 8,
      glyphs: 'https://basemap.test/{fontstack}/{range}.pbf',
      sources: { streets: { type: 'vector', tiles: ['https://basemap.test/{z}/{x}/{y}.pbf'] } },
      layers: [{ id: 'areas', type: 'line', source: 'streets', 'source-layer': 'streets', paint: {} }],
    };
    const style = withBasemap(atlasStyle(boundaries, look), basemap);
    expect(validateStyleMin(style)).toEqual([]);
    expect(style.layers.slice(0, 3).map(({ id }) => id)).toEqual(['paper', 'basemap-areas', 'lsoa-fill']);
    expect(style.glyphs).toBe(basemap.glyphs);
  });

  it.each(['areas', 'heat', 'hexagons'] as const)('opens with the layers of "%s" and no others', (layer) => {
    const { layers } = atlasStyle(boundaries, openingLook({ ...defaultState, areaType: 'msoa', layer }));
    const shown = layers.filter(({ layout }) => layout?.visibility !== 'none').map(({ id }) => id);
    expect(shown).toContain('paper');
    expect(shown.includes('msoa-fill')).toBe(layer === 'areas');
    expect(shown.includes('heat')).toBe(layer === 'heat');
    expect(shown.includes('hexagons')).toBe(layer === 'hexagons');
    expect(shown.filter((id) => /^(lsoa|ward|lad)-/.test(id))).toEqual([]);
  });

  it('hatches uncertain areas and draws patterns of classes only where the look asks for them', () => {
    const shownIn = (query: string): string[] =>
      atlasStyle(boundaries, openingLook(parseState(new URLSearchParams(query))))
        .layers.filter(({ layout }) => layout?.visibility !== 'none')
        .map(({ id }) => id)
        .filter((id) => /-(uncertain|dots|bars)$/.test(id));
    expect(shownIn('')).toEqual([]);
    expect(shownIn('hatch=uncertain&areas=ward')).toEqual(['ward-uncertain']);
    expect(shownIn('hatch=uncertain&layer=hexagons')).toEqual([]);
    expect(shownIn('show=clusters')).toEqual(['lsoa-dots', 'lsoa-bars']);
    const clusters = atlasStyle(boundaries, openingLook(parseState(new URLSearchParams('show=clusters'))));
    expect(validateStyleMin(clusters)).toEqual([]);
    expect(patternOpacity(openingLook(defaultState).patterns, 'dots')).toBe(0);
  });

  it('marks the chosen area by its outline from the zoom that has borders, and by a ring before', () => {
    const { layers } = atlasStyle(boundaries, look);
    for (const type of ['lsoa', 'msoa', 'ward']) {
      const outline = layers.find(({ id }) => id === `${type}-focus`);
      const ring = layers.find(({ id }) => id === `${type}-ring`);
      expect(outline?.minzoom).toBeGreaterThan(0);
      expect(ring?.maxzoom).toBe(outline?.minzoom);
      expect(isLayerShown(`${type}-ring-core`, { ...look, type })).toBe(true);
    }
  });
});
