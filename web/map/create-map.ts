import { GeoJSONSource, Map as MapLibre, setWorkerUrl } from 'maplibre-gl';
import { lowestMapZoom } from '../../core/contract/tiles.ts';
import type { MapGeoJSONFeature, StyleSpecification } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { FeatureCollection } from 'geojson';
import type { LayerKind, MapCamera, OverlayKind } from '../state/explorer-state.ts';
import { changedClasses } from './class-state.ts';
import { hatchPattern } from './pattern.ts';
import { areaLayerId, areaSourceId, fillColour, fillOpacity, hatchOpacity } from './area-layers.ts';
import { overlayLayers } from './style.ts';

export interface MapOptions {
  readonly container: HTMLElement;
  readonly style: StyleSpecification;
  readonly camera: MapCamera | null;
  /** West, south, east, north: what is shown when there is no camera. */
  readonly bounds: readonly [number, number, number, number] | null;
  /** Room, in pixels, that what lies over the map takes from it when an extent is to be shown whole. */
  readonly padding: () => { top: number; right: number; bottom: number; left: number };
  readonly reducedMotion: boolean;
  readonly onMove: (camera: MapCamera) => void;
  readonly onHover: (code: string | null, point: { x: number; y: number }) => void;
  readonly onSelect: (code: string | null) => void;
}

/** What may be done to the map. Nothing else in the explorer touches MapLibre. */
export interface AtlasMap {
  readonly ready: Promise<void>;
  /** Colours the areas of a type: one risk class a row (class-state.ts). Returns how many states were set. */
  readonly paint: (type: string, codes: readonly string[], classes: Int8Array) => number;
  readonly setLook: (look: {
    type: string;
    layer: LayerKind;
    colours: readonly string[];
    opacity: number;
    overlays: readonly OverlayKind[];
  }) => void;
  readonly setPoints: (
    source: 'heat' | 'hexagons' | 'support' | 'chosen' | 'names-ward' | 'names-lad',
    data: FeatureCollection,
  ) => void;
  readonly select: (type: string, code: string | null) => void;
  readonly hover: (type: string, code: string | null) => void;
  readonly panBy: (x: number, y: number) => void;
  readonly zoomBy: (steps: number) => void;
  readonly goTo: (camera: MapCamera) => void;
  readonly fit: (bounds: readonly [number, number, number, number]) => void;
  readonly bounds: () => [number, number, number, number];
  readonly zoom: () => number;
  readonly centreCode: () => string | null;
  /** A copy of what is drawn, taken in the same task as the drawing so that no buffer needs preserving. */
  readonly snapshot: () => HTMLCanvasElement;
  readonly resize: () => void;
}

interface Shown {
  type: string;
  layer: LayerKind;
}

setWorkerUrl(workerUrl);

function createMapLibre(options: MapOptions): MapLibre {
  const { bounds, camera } = options;
  const start =
    camera === null
      ? { bounds: [...(bounds ?? [-6.5, 49.8, 2, 55.9])] as [number, number, number, number] }
      : { center: [camera.longitude, camera.latitude] as [number, number], zoom: camera.zoom };
  const map = new MapLibre({
    container: options.container,
    style: options.style,
    attributionControl: false,
    // The service's TileJSON names its tiles without a host; the worker that fetches them knows no page to resolve against.
    transformRequest: (url) => ({ url: new URL(url, window.location.href).href }),
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    minZoom: lowestMapZoom,
    maxZoom: 18,
    fadeDuration: options.reducedMotion ? 0 : 150,
    fitBoundsOptions: { padding: options.padding() },
    ...start,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.setMissingStyleImageResolver((id) => {
    if (id === 'no-data') map.addImage(id, hatchPattern(), { pixelRatio: 1.5 });
  });
  return map;
}

/** The code of the area under a point, among the areas now shown. */
function codeAt(map: MapLibre, point: { x: number; y: number }, type: string): string | null {
  const layer = areaLayerId(type, 'fill');
  if (map.getLayer(layer) === undefined) return null;
  const feature: MapGeoJSONFeature | undefined = map.queryRenderedFeatures([point.x, point.y], {
    layers: [layer],
  })[0];
  return typeof feature?.id === 'string' ? feature.id : null;
}

function setVisible(map: MapLibre, layer: string, isVisible: boolean): void {
  if (map.getLayer(layer) === undefined) return;
  const wanted = isVisible ? 'visible' : 'none';
  if (map.getLayoutProperty(layer, 'visibility') !== wanted)
    map.setLayoutProperty(layer, 'visibility', wanted);
}

function showLayers(map: MapLibre, look: Shown & { overlays: readonly OverlayKind[] }): void {
  for (const { id } of map.getStyle().layers) {
    const areaPart = /^(lsoa|msoa|ward|lad)-(fill|hatch|line|focus|ring)(-core)?$/.exec(id);
    if (areaPart !== null) {
      const isType = areaPart[1] === look.type;
      const isFocus = areaPart[2] === 'focus' || areaPart[2] === 'ring';
      setVisible(map, id, isType && (isFocus || look.layer === 'areas'));
    }
    if (id.startsWith('basemap-')) setVisible(map, id, look.overlays.includes('basemap'));
  }
  setVisible(map, 'heat', look.layer === 'heat');
  setVisible(map, 'hexagons', look.layer === 'hexagons');
  for (const kind of ['wards', 'authorities', 'names', 'support'] as const) {
    for (const layer of overlayLayers[kind]) setVisible(map, layer, look.overlays.includes(kind));
  }
}

/** Keeps one feature of a boundary set marked (`selected` or `hovered`) and unmarks the one before. */
function createMarker(
  map: MapLibre,
  name: 'selected' | 'hovered',
): (type: string, code: string | null) => void {
  let marked: { source: string; sourceLayer: string; id: string } | null = null;
  return (type, code) => {
    if (marked?.id === code && marked.sourceLayer === type) return;
    if (marked !== null) map.setFeatureState(marked, { [name]: false });
    marked =
      code === null || map.getSource(areaSourceId(type)) === undefined
        ? null
        : { source: areaSourceId(type), sourceLayer: type, id: code };
    if (marked !== null) map.setFeatureState(marked, { [name]: true });
  };
}

function listen(map: MapLibre, options: MapOptions, shown: Shown): void {
  map.on('moveend', () => {
    const { lng, lat } = map.getCenter();
    options.onMove({ longitude: lng, latitude: lat, zoom: map.getZoom() });
  });
  map.on('mousemove', (event) => {
    options.onHover(codeAt(map, event.point, shown.type), event.point);
  });
  map.on('mouseout', (event) => {
    options.onHover(null, event.point);
  });
  map.on('click', (event) => {
    const code = codeAt(map, event.point, shown.type);
    options.onHover(code, event.point);
    options.onSelect(code);
  });
}

function createPainter(map: MapLibre): AtlasMap['paint'] {
  const painted = new Map<string, { codes: readonly string[]; classes: Int8Array }>();
  return (type, codes, classes) => {
    const source = areaSourceId(type);
    if (map.getSource(source) === undefined) return 0;
    const before = painted.get(type);
    const isSameRows = before?.codes === codes;
    if (before !== undefined && !isSameRows) map.removeFeatureState({ source, sourceLayer: type });
    const changes = changedClasses(isSameRows ? before.classes : null, classes);
    for (const { row, riskClass } of changes) {
      map.setFeatureState({ source, sourceLayer: type, id: codes[row] ?? '' }, { class: riskClass });
    }
    painted.set(type, { codes, classes });
    return changes.length;
  };
}

/**
 * Makes the map and the only handle through which it may be changed.
 *
 * @throws Error when the browser has no WebGL; the caller then shows the table alone.
 */
export function createMap(options: MapOptions): AtlasMap {
  const map = createMapLibre(options);
  const shown: Shown = { type: 'lsoa', layer: 'areas' };
  const paint = createPainter(map);
  const markSelected = createMarker(map, 'selected');
  const markHovered = createMarker(map, 'hovered');
  const animate = !options.reducedMotion;
  listen(map, options, shown);

  return {
    ready: new Promise((resolve) => {
      map.once('style.load', () => {
        resolve();
      });
    }),
    paint,
    select: markSelected,
    hover: markHovered,
    setLook: (look) => {
      shown.type = look.type;
      shown.layer = look.layer;
      for (const part of ['fill', 'hatch'] as const) {
        const id = areaLayerId(look.type, part);
        if (map.getLayer(id) === undefined) continue;
        if (part === 'fill') map.setPaintProperty(id, 'fill-color', fillColour(look.colours));
        map.setPaintProperty(
          id,
          'fill-opacity',
          part === 'fill' ? fillOpacity(look.opacity) : hatchOpacity(look.opacity),
        );
      }
      map.setPaintProperty('hexagons', 'fill-opacity', look.opacity);
      map.setPaintProperty('heat', 'heatmap-opacity', look.opacity);
      showLayers(map, look);
    },
    setPoints: (source, data) => {
      const target = map.getSource(source);
      if (target instanceof GeoJSONSource) void target.setData(data);
    },
    panBy: (x, y) => {
      map.panBy([x, y], { animate });
    },
    zoomBy: (steps) => {
      map.zoomTo(map.getZoom() + steps, { animate });
    },
    goTo: ({ longitude, latitude, zoom }) => {
      map.easeTo({ center: [longitude, latitude], zoom, animate });
    },
    fit: ([west, south, east, north]) => {
      map.fitBounds([west, south, east, north], { padding: options.padding(), animate });
    },
    bounds: () => {
      const box = map.getBounds();
      return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
    },
    zoom: () => map.getZoom(),
    centreCode: () => codeAt(map, map.project(map.getCenter()), shown.type),
    snapshot: () => {
      map.redraw();
      const drawn = map.getCanvas();
      const copy = document.createElement('canvas');
      copy.width = drawn.width;
      copy.height = drawn.height;
      copy.getContext('2d')?.drawImage(drawn, 0, 0);
      return copy;
    },
    resize: () => {
      map.resize();
    },
  };
}
