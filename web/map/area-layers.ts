import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { filteredOutClass, noDataClass, outsideClass } from './class-state.ts';
import { ink } from './map-colours.ts';
import type { MapLook } from './map-look.ts';
import { classPatterns } from './pattern.ts';
import type { PatternName } from './pattern.ts';

const classState: ExpressionSpecification = ['coalesce', ['feature-state', 'class'], outsideClass];

/**
 * From which zoom the borders of areas are drawn. Further out most areas are narrower than a few pixels: white borders
 * would hide the colours between them, and making lines of 35,672 areas takes longer than filling them.
 */
const borderZooms: Readonly<Record<string, number>> = { lsoa: 9, msoa: 8, ward: 8 };

export function borderZoom(type: string): number {
  return borderZooms[type] ?? 0;
}

export function areaSourceId(type: string): string {
  return `boundaries-${type}`;
}
export type AreaLayerPart =
  'fill' | 'hatch' | 'line' | 'focus' | 'ring' | 'uncertain' | (typeof classPatterns)[number];

export function areaLayerId(type: string, part: AreaLayerPart): string {
  return `${type}-${part}`;
}

/**
 * Colour of a feature by its risk class: what a filter leaves out fades, what the scores do not cover is barely there,
 * no data is left to the hatching. The fading is in the colour rather than in an opacity of its own, because each
 * property that hangs on the class costs time for every area (a third of the first painting of England).
 *
 * @param colours greatest risk first
 */
export function fillColour(colours: readonly string[]): ExpressionSpecification {
  const cases = colours.flatMap((colour, riskClass): [number, string] => [riskClass, colour]);
  return [
    'match',
    classState,
    filteredOutClass,
    'rgba(213, 218, 221, 0.18)',
    noDataClass,
    'rgba(0, 0, 0, 0)',
    ...cases,
    'rgba(213, 218, 221, 0.25)',
  ] as ExpressionSpecification;
}

export function hatchOpacity(opacity: number): ExpressionSpecification {
  return ['match', classState, noDataClass, opacity, 0];
}

/** A pattern is drawn on the class that has it, and on no other. */
export function patternOpacity(
  patterns: MapLook['patterns'],
  pattern: PatternName,
): ExpressionSpecification | number {
  const riskClass = patterns.indexOf(pattern);
  return riskClass < 0 ? 0 : ['match', classState, riskClass, 1, 0];
}

const isPicked = (name: 'selected' | 'hovered' | 'uncertain'): ExpressionSpecification => [
  'boolean',
  ['feature-state', name],
  false,
];

export function areaLayers(type: string, { colours, opacity, patterns }: MapLook): LayerSpecification[] {
  const common = { source: areaSourceId(type), 'source-layer': type };
  return [
    {
      id: areaLayerId(type, 'fill'),
      type: 'fill',
      ...common,
      paint: {
        'fill-color': fillColour(colours),
        'fill-opacity': opacity,
        'fill-antialias': false,
      },
    },
    {
      id: areaLayerId(type, 'hatch'),
      type: 'fill',
      ...common,
      paint: { 'fill-pattern': 'no-data', 'fill-opacity': hatchOpacity(opacity) },
    },
    ...classPatterns.map((pattern): LayerSpecification => ({
      id: areaLayerId(type, pattern),
      type: 'fill',
      ...common,
      paint: { 'fill-pattern': pattern, 'fill-opacity': patternOpacity(patterns, pattern) },
    })),
    {
      id: areaLayerId(type, 'uncertain'),
      type: 'fill',
      ...common,
      paint: { 'fill-pattern': 'uncertain', 'fill-opacity': ['case', isPicked('uncertain'), 1, 0] },
    },
    {
      id: areaLayerId(type, 'line'),
      type: 'line',
      ...common,
      minzoom: borderZoom(type),
      paint: {
        'line-color': '#ffffff',
        'line-width': ['interpolate', ['linear'], ['zoom'], 6, 0.1, 10, 0.4, 14, 1.2],
        'line-opacity': 0.75,
      },
    },
  ];
}

/** The outline of what is chosen or under the pointer: white below black, so that it stands out on any colour. */
export function focusLayers(type: string): LayerSpecification[] {
  const common = { source: areaSourceId(type), 'source-layer': type, minzoom: borderZoom(type) };
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
      layout: { 'line-join': 'round' },
      paint: { 'line-color': '#ffffff', 'line-width': width(3), 'line-opacity': opacity },
    },
    {
      id: `${areaLayerId(type, 'focus')}-core`,
      type: 'line',
      ...common,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': '#0b0c0c', 'line-width': width(0), 'line-opacity': opacity },
    },
  ];
}

/** Rings around the chosen area where its borders are not drawn: a pixel or two would not be found by its outline. */
export function ringLayers(type: string): LayerSpecification[] {
  const maxzoom = borderZoom(type);
  if (maxzoom === 0) return [];
  const ring = (id: string, colour: string, width: number): LayerSpecification => ({
    id,
    type: 'circle',
    source: 'chosen',
    maxzoom,
    paint: {
      'circle-radius': 9,
      'circle-opacity': 0,
      'circle-stroke-color': colour,
      'circle-stroke-width': width,
    },
  });
  return [ring(areaLayerId(type, 'ring'), '#ffffff', 5), ring(`${areaLayerId(type, 'ring')}-core`, ink, 2.5)];
}

export function outlineLayer(id: string, type: string, width: number): LayerSpecification {
  return {
    id,
    type: 'line',
    source: areaSourceId(type),
    'source-layer': type,
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': ink,
      'line-width': ['interpolate', ['linear'], ['zoom'], 5, width / 3, 10, width * 0.7, 14, width * 1.2],
      'line-opacity': ['interpolate', ['linear'], ['zoom'], 5, 0.35, 9, 0.75],
    },
  };
}
