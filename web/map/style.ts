import type {
  ExpressionSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import { filteredOutClass, noDataClass, outsideClass } from './class-state.ts';

/** A boundary set that the map may draw; `tileJson` is the address of its TileJSON. */
export interface MapBoundaries {
  readonly type: string;
  readonly tileJson: string;
}

const emptyCollection = { type: 'FeatureCollection' as const, features: [] };
const classState: ExpressionSpecification = ['coalesce', ['feature-state', 'class'], outsideClass];

const paper = '#f4f6f7';
const ink = '#1d2830';
/** Drawn from the reader's own fonts: without a `glyphs` address MapLibre makes every glyph in the browser. */
const fontStack = ['Arial', 'Helvetica', 'sans-serif'];

export function areaSourceId(type: string): string {
  return `boundaries-${type}`;
}
export function areaLayerId(type: string, part: 'fill' | 'hatch' | 'line' | 'focus'): string {
  return `${type}-${part}`;
}

/** Colour of a feature by its risk class. @param colours greatest risk first */
export function fillColour(colours: readonly string[]): ExpressionSpecification {
  const cases = colours.flatMap((colour, riskClass): [number, string] => [riskClass, colour]);
  const [firstClass = 0, firstColour = paper, ...rest] = cases;
  return ['match', classState, firstClass, firstColour, ...rest, '#d5dadd'] as ExpressionSpecification;
}

/** Opacity of a feature: what a filter leaves out fades, what the scores do not cover is barely there. */
export function fillOpacity(opacity: number): ExpressionSpecification {
  return [
    'match',
    classState,
    outsideClass,
    0.25 * opacity,
    filteredOutClass,
    0.18 * opacity,
    noDataClass,
    0,
    opacity,
  ];
}

export function hatchOpacity(opacity: number): ExpressionSpecification {
  return ['match', classState, noDataClass, opacity, 0];
}

const isPicked = (name: 'selected' | 'hovered'): ExpressionSpecification => [
  'boolean',
  ['feature-state', name],
  false,
];

function areaLayers(type: string, colours: readonly string[]): LayerSpecification[] {
  const common = { source: areaSourceId(type), 'source-layer': type };
  const layout = { visibility: 'none' as const };
  return [
    {
      id: areaLayerId(type, 'fill'),
      type: 'fill',
      ...common,
      layout,
      paint: {
        'fill-color': fillColour(colours),
        'fill-opacity': fillOpacity(0.8),
        'fill-antialias': false,
      },
    },
    {
      id: areaLayerId(type, 'hatch'),
      type: 'fill',
      ...common,
      layout,
      paint: { 'fill-pattern': 'no-data', 'fill-opacity': hatchOpacity(0.8) },
    },
    {
      id: areaLayerId(type, 'line'),
      type: 'line',
      ...common,
      layout,
      paint: {
        'line-color': '#ffffff',
        'line-width': ['interpolate', ['linear'], ['zoom'], 6, 0.1, 10, 0.4, 14, 1.2],
        'line-opacity': 0.75,
      },
    },
  ];
}

/** The outline of what is chosen or under the pointer: white below black, so that it stands out on any colour. */
function focusLayers(type: string): LayerSpecification[] {
  const common = { source: areaSourceId(type), 'source-layer': type };
  const width = (extra: number): ExpressionSpecification => [
    'case',
    isPicked('selected'),
    3 + extra,
    isPicked('hovered'),
    1.5 + extra,
    0,
  ];
  const opacity: ExpressionSpecification = ['case', isPicked('selected'), 1, isPicked('hovered'), 1, 0];
  return [
    {
      id: areaLayerId(type, 'focus'),
      type: 'line',
      ...common,
      layout: { visibility: 'none', 'line-join': 'round' },
      paint: { 'line-color': '#ffffff', 'line-width': width(3), 'line-opacity': opacity },
    },
    {
      id: `${areaLayerId(type, 'focus')}-core`,
      type: 'line',
      ...common,
      layout: { visibility: 'none', 'line-join': 'round' },
      paint: { 'line-color': '#0b0c0c', 'line-width': width(0), 'line-opacity': opacity },
    },
  ];
}

function outlineLayer(id: string, type: string, width: number): LayerSpecification {
  return {
    id,
    type: 'line',
    source: areaSourceId(type),
    'source-layer': type,
    layout: { visibility: 'none', 'line-join': 'round' },
    paint: {
      'line-color': ink,
      'line-width': ['interpolate', ['linear'], ['zoom'], 5, width / 3, 10, width * 0.7, 14, width * 1.2],
      'line-opacity': 0.75,
    },
  };
}

function nameLayer(id: string, source: string, minimumZoom: number, size: number): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source,
    minzoom: minimumZoom,
    layout: {
      visibility: 'none',
      'text-field': ['get', 'name'],
      'text-font': fontStack,
      'text-size': ['interpolate', ['linear'], ['zoom'], minimumZoom, size - 2, minimumZoom + 4, size + 2],
      'text-max-width': 8,
      'text-padding': 6,
      'symbol-sort-key': ['-', 0, ['get', 'population']],
    },
    paint: { 'text-color': ink, 'text-halo-color': '#ffffff', 'text-halo-width': 1.8 },
  };
}

const hexagonLayer: LayerSpecification = {
  id: 'hexagons',
  type: 'fill',
  source: 'hexagons',
  layout: { visibility: 'none' },
  paint: {
    'fill-color': ['get', 'colour'],
    'fill-opacity': 0.85,
    'fill-outline-color': '#ffffff',
  },
};

/** Density of risk: the weight of a point is its people (or premises) times the risk of its area, 0 to 1. */
const heatLayer: LayerSpecification = {
  id: 'heat',
  type: 'heatmap',
  source: 'heat',
  layout: { visibility: 'none' },
  paint: {
    'heatmap-weight': ['get', 'weight'],
    'heatmap-intensity': ['interpolate', ['linear'], ['zoom'], 6, 0.4, 10, 0.9, 15, 1.6],
    'heatmap-radius': ['interpolate', ['linear'], ['zoom'], 6, 5, 10, 22, 13, 36, 16, 26],
    'heatmap-opacity': 0.85,
    'heatmap-color': [
      'interpolate',
      ['linear'],
      ['heatmap-density'],
      0,
      'rgba(253, 231, 37, 0)',
      0.15,
      '#c8d94b',
      0.35,
      '#5ec962',
      0.55,
      '#21918c',
      0.75,
      '#3b528b',
      1,
      '#440154',
    ],
  },
};

const supportLayer: LayerSpecification = {
  id: 'support',
  type: 'circle',
  source: 'support',
  layout: { visibility: 'none' },
  paint: {
    'circle-radius': ['interpolate', ['linear'], ['zoom'], 8, 3, 14, 7],
    'circle-color': '#ffffff',
    'circle-stroke-color': '#b10e1e',
    'circle-stroke-width': 2.5,
  },
};

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
      ...boundaries.flatMap(({ type }) => focusLayers(type)),
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
