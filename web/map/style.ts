import type { TileTemplate } from '../../core/contract/tiles.ts';
import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { areaLayers, areaSourceId, focusLayers, outlineLayer, ringLayers } from './area-layers.ts';
import { glyphAddress } from '../../core/contract/glyphs.ts';
import { paper } from './map-colours.ts';
import { isLayerShown } from './map-look.ts';
import type { MapLook } from './map-look.ts';
import { heatLayer, hexagonLayer, nameLayer, supportLayer } from './point-layers.ts';

/** A boundary set that the map may draw. */
export interface MapBoundaries {
  readonly type: string;
  /** Where its tiles are: asking for a TileJSON first would keep the map waiting for one more answer. */
  readonly tiles: TileTemplate;
}

const emptyCollection = { type: 'FeatureCollection' as const, features: [] };

function overlayStyle(types: ReadonlySet<string>): LayerSpecification[] {
  return [
    ...(types.has('ward') ? [outlineLayer('outline-ward', 'ward', 1.1)] : []),
    ...(types.has('lad') ? [outlineLayer('outline-lad', 'lad', 2.2)] : []),
  ];
}

function withVisibility(layer: LayerSpecification, look: MapLook): LayerSpecification {
  const visibility = isLayerShown(layer.id, look) ? ('visible' as const) : ('none' as const);
  // The spread of a union is no longer one of its members for the compiler; the kinds of layout stay apart as they were.
  return Object.assign({}, layer, { layout: { ...layer.layout, visibility } });
}

/**
 * The whole style, generated from the boundary sets that exist: paper, areas, density, hexagons, outlines, focus,
 * support places, names. What the look does not show is there and hidden.
 */
export function atlasStyle(boundaries: readonly MapBoundaries[], look: MapLook): StyleSpecification {
  const geojson: SourceSpecification = { type: 'geojson', data: emptyCollection };
  const sources: Record<string, SourceSpecification> = {
    heat: geojson,
    hexagons: geojson,
    support: geojson,
    chosen: geojson,
    'names-ward': geojson,
    'names-lad': geojson,
  };
  for (const { type, tiles } of boundaries) {
    sources[areaSourceId(type)] = {
      type: 'vector',
      tiles: [tiles.address],
      minzoom: tiles.minZoom,
      maxzoom: tiles.maxZoom,
      bounds: tiles.bounds,
      promoteId: 'code',
    };
  }
  const layers: LayerSpecification[] = [
    { id: 'paper', type: 'background', paint: { 'background-color': paper } },
    ...boundaries.flatMap(({ type }) => areaLayers(type, look)),
    heatLayer,
    hexagonLayer,
    ...overlayStyle(new Set(boundaries.map(({ type }) => type))),
    ...boundaries.flatMap(({ type }) => [...focusLayers(type), ...ringLayers(type)]),
    supportLayer,
    nameLayer('names-ward', 'names-ward', 10, 12),
    nameLayer('names-lad', 'names-lad', 6, 14),
  ];
  return {
    version: 8,
    name: 'Digital Exclusion Atlas',
    glyphs: glyphAddress,
    sources,
    layers: layers.map((layer) => withVisibility(layer, look)),
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
