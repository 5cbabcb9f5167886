import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { areaLayers, areaSourceId, focusLayers, outlineLayer, ringLayers } from './area-layers.ts';
import { paper } from './map-colours.ts';
import { heatLayer, hexagonLayer, nameLayer, supportLayer } from './point-layers.ts';

/** A boundary set that the map may draw; `tileJson` is the address of its TileJSON. */
export interface MapBoundaries {
  readonly type: string;
  readonly tileJson: string;
}

const emptyCollection = { type: 'FeatureCollection' as const, features: [] };

/** Which source and outline each overlay needs. */
export const overlayLayers: Readonly<
  Record<'wards' | 'authorities' | 'names' | 'support', readonly string[]>
> = {
  wards: ['outline-ward'],
  authorities: ['outline-lad'],
  names: ['names-ward', 'names-lad'],
  support: ['support'],
};

function overlayStyle(types: ReadonlySet<string>): LayerSpecification[] {
  return [
    ...(types.has('ward') ? [outlineLayer('outline-ward', 'ward', 1.1)] : []),
    ...(types.has('lad') ? [outlineLayer('outline-lad', 'lad', 2.2)] : []),
  ];
}

/**
 * The whole style, generated from the boundary sets that exist: paper, areas, density, hexagons, outlines, focus,
 * support places, names. Everything starts hidden; create-map.ts shows what the state asks for.
 */
export function atlasStyle(
  boundaries: readonly MapBoundaries[],
  colours: readonly string[],
): StyleSpecification {
  const geojson: SourceSpecification = { type: 'geojson', data: emptyCollection };
  const sources: Record<string, SourceSpecification> = {
    heat: geojson,
    hexagons: geojson,
    support: geojson,
    chosen: geojson,
    'names-ward': geojson,
    'names-lad': geojson,
  };
  for (const { type, tileJson } of boundaries) {
    sources[areaSourceId(type)] = { type: 'vector', url: tileJson, promoteId: 'code' };
  }
  return {
    version: 8,
    name: 'Digital Exclusion Atlas',
    sources,
    layers: [
      { id: 'paper', type: 'background', paint: { 'background-color': paper } },
      ...boundaries.flatMap(({ type }) => areaLayers(type, colours)),
      heatLayer,
      hexagonLayer,
      ...overlayStyle(new Set(boundaries.map(({ type }) => type))),
      ...boundaries.flatMap(({ type }) => [...focusLayers(type), ...ringLayers(type)]),
      supportLayer,
      nameLayer('names-ward', 'names-ward', 10, 12),
      nameLayer('names-lad', 'names-lad', 6, 14),
    ],
  };
}

/**
 * Puts the Atlas's layers over a configured basemap. The basemap brings the glyphs and sprites; its own labels stay
 * below the areas, ours stay above.
 */
export function withBasemap(atlas: StyleSpecification, basemap: StyleSpecification): StyleSpecification {
  const layers = basemap.layers.map((layer) => ({ ...layer, id: `basemap-${layer.id}` }));
  return {
    ...basemap,
    ...atlas,
    sources: { ...basemap.sources, ...atlas.sources },
    ...(basemap.glyphs === undefined ? {} : { glyphs: basemap.glyphs }),
    ...(basemap.sprite === undefined ? {} : { sprite: basemap.sprite }),
    layers: [...atlas.layers.slice(0, 1), ...layers, ...atlas.layers.slice(1)],
  };
}
