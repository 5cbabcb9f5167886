import type { HeatmapLayerSpecification, LayerSpecification } from 'maplibre-gl';
import { atlasFont } from '../../core/contract/glyphs.ts';
import { ink } from './map-colours.ts';

export function nameLayer(id: string, source: string, minimumZoom: number, size: number): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source,
    minzoom: minimumZoom,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': [atlasFont],
      'text-size': ['interpolate', ['linear'], ['zoom'], minimumZoom, size - 2, minimumZoom + 4, size + 2],
      'text-max-width': 8,
      'text-padding': 6,
      'symbol-sort-key': ['-', 0, ['get', 'population']],
    },
    paint: { 'text-color': ink, 'text-halo-color': '#ffffff', 'text-halo-width': 1.8 },
  };
}

export const hexagonLayer: LayerSpecification = {
  id: 'hexagons',
  type: 'fill',
  source: 'hexagons',
  paint: {
    'fill-color': ['get', 'colour'],
    'fill-opacity': 0.85,
    'fill-outline-color': '#ffffff',
  },
};

/** Density of risk: the weight of a point is its people (or premises) times the risk of its area, 0 to 1. */
export const heatLayer: HeatmapLayerSpecification = {
  id: 'heat',
  type: 'heatmap',
  source: 'heat',
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

export const supportLayer: LayerSpecification = {
  id: 'support',
  type: 'circle',
  source: 'support',
  paint: {
    'circle-radius': ['interpolate', ['linear'], ['zoom'], 8, 3, 14, 7],
    'circle-color': '#ffffff',
    'circle-stroke-color': '#b10e1e',
    'circle-stroke-width': 2.5,
  },
};
