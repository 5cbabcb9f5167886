import { GeoJSONSource } from 'maplibre-gl';
import type { Map as MapLibre, MapGeoJSONFeature } from 'maplibre-gl';
import type { FeatureCollection } from 'geojson';
import type { MapCamera } from '../state/explorer-state.ts';
import { changedClasses, changedHatching } from './class-state.ts';
import { cameraOf, openMapLibre, type OpeningOptions } from './open-maplibre.ts';
import { classPatterns, isPatternName, patternImage } from './pattern.ts';
import { areaLayerId, areaSourceId, fillColour, hatchOpacity, patternOpacity } from './area-layers.ts';
import { isLayerShown } from './map-look.ts';
import type { MapLook } from './map-look.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface MapOptions extends Omit<OpeningOptions, 'imageOf'> {
  /** What the style shows. */
  readonly look: MapLook;
  readonly onMove: (camera: MapCamera) => void;
  readonly onHover: (code: string | null, point: Point) => void;
  /** Once, when everything in view has been fetched and drawn for the first time. */
  readonly onFirstIdle: () => void;
  readonly onSelect: (code: string | null) => void;
}

/** How the areas of a type are to be painted, one a row. */
export interface AreaPaint {
  /** Risk classes (class-state.ts). */
  readonly classes: Int8Array;
  /** 1 where an area is hatched as uncertain; null while nothing is, so that nothing need be sent. */
  readonly hatched: Uint8Array | null;
}

/** What may be done to the map. Nothing else in the explorer touches MapLibre. */
export interface AtlasMap {
  readonly ready: Promise<void>;
  /** Colours and hatches the areas of a type. Returns how many states were set. */
  readonly paint: (type: string, codes: readonly string[], paint: AreaPaint) => number;
  readonly setLook: (look: MapLook) => void;
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
  /** Shows an extent at once, in the room that the map has now: what stands around it may just have grown. */
  readonly open: (bounds: readonly [number, number, number, number]) => void;
  readonly camera: () => MapCamera;
  readonly bounds: () => [number, number, number, number];
  readonly zoom: () => number;
  readonly centreCode: () => string | null;
  /** A copy of what is drawn, taken in the same task as the drawing so that no buffer needs preserving. */
  readonly snapshot: () => HTMLCanvasElement;
  readonly resize: () => void;
}

/** The code of the area under a point, among the areas now shown. */
function codeAt(map: MapLibre, point: Point, type: string): string | null {
  const layer = areaLayerId(type, 'fill');
  if (map.getLayer(layer) === undefined) return null;
  const feature: MapGeoJSONFeature | undefined = map.queryRenderedFeatures([point.x, point.y], {
    layers: [layer],
  })[0];
  return typeof feature?.id === 'string' ? feature.id : null;
}

function showLayers(map: MapLibre, look: MapLook): void {
  for (const id of map.getLayersOrder()) {
    const wanted = isLayerShown(id, look) ? 'visible' : 'none';
    if (map.getLayoutProperty(id, 'visibility') !== wanted) map.setLayoutProperty(id, 'visibility', wanted);
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

/** Passes the pointer on at most once a frame: looking up what lies under it costs more than a frame of a busy map. */
function oncePerFrame<Argument>(act: (argument: Argument) => void): {
  readonly ask: (argument: Argument) => void;
  readonly forget: () => void;
} {
  let frame = 0;
  let latest: { readonly argument: Argument } | null = null;
  return {
    ask: (argument) => {
      latest = { argument };
      if (frame !== 0) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        if (latest !== null) act(latest.argument);
      });
    },
    forget: () => {
      latest = null;
    },
  };
}

function listen(map: MapLibre, options: MapOptions, shownType: () => string): void {
  map.on('moveend', () => {
    options.onMove(cameraOf(map));
  });
  const hover = oncePerFrame((point: Point) => {
    options.onHover(codeAt(map, point, shownType()), point);
  });
  map.on('mousemove', (event) => {
    hover.ask(event.point);
  });
  map.on('mouseout', (event) => {
    hover.forget();
    options.onHover(null, event.point);
  });
  map.on('click', (event) => {
    const code = codeAt(map, event.point, shownType());
    options.onHover(code, event.point);
    options.onSelect(code);
  });
}

function createPainter(map: MapLibre): AtlasMap['paint'] {
  const painted = new Map<string, { codes: readonly string[] } & AreaPaint>();
  return (type, codes, { classes, hatched }) => {
    const source = areaSourceId(type);
    if (map.getSource(source) === undefined) return 0;
    const last = painted.get(type);
    const before = last?.codes === codes ? last : undefined;
    if (last !== undefined && before === undefined) map.removeFeatureState({ source, sourceLayer: type });
    const feature = (row: number) => ({ source, sourceLayer: type, id: codes[row] ?? '' });
    const changes = changedClasses(before?.classes ?? null, classes);
    for (const { row, riskClass } of changes) map.setFeatureState(feature(row), { class: riskClass });
    const hatchings = changedHatching(before?.hatched ?? null, hatched);
    for (const { row, isHatched } of hatchings) map.setFeatureState(feature(row), { uncertain: isHatched });
    // While nothing is hatched the layer is hidden: what was hatched last still stands in the states.
    painted.set(type, { codes, classes, hatched: hatched ?? before?.hatched ?? null });
    return changes.length + hatchings.length;
  };
}

/**
 * Makes the map and the only handle through which it may be changed.
 *
 * @throws Error when the browser has no WebGL; the caller then shows the table alone.
 */
export function createMap(options: MapOptions): AtlasMap {
  const imageOf = (id: string) => (isPatternName(id) ? patternImage(id) : null);
  const map = openMapLibre({ ...options, imageOf });
  let shownType = options.look.type;
  const paint = createPainter(map);
  const markSelected = createMarker(map, 'selected');
  const markHovered = createMarker(map, 'hovered');
  const animate = !options.reducedMotion;
  listen(map, options, () => shownType);
  map.once('idle', options.onFirstIdle);

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
      shownType = look.type;
      const [fill, hatch] = [areaLayerId(look.type, 'fill'), areaLayerId(look.type, 'hatch')];
      if (map.getLayer(fill) !== undefined) {
        map.setPaintProperty(fill, 'fill-color', fillColour(look.colours));
        map.setPaintProperty(fill, 'fill-opacity', look.opacity);
        map.setPaintProperty(hatch, 'fill-opacity', hatchOpacity(look.opacity));
        for (const pattern of classPatterns) {
          const layer = areaLayerId(look.type, pattern);
          map.setPaintProperty(layer, 'fill-opacity', patternOpacity(look.patterns, pattern));
        }
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
    open: ([west, south, east, north]) => {
      map.resize();
      map.fitBounds([west, south, east, north], { padding: options.padding(), animate: false });
    },
    camera: () => cameraOf(map),
    bounds: () => {
      const box = map.getBounds();
      return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
    },
    zoom: () => map.getZoom(),
    centreCode: () => codeAt(map, map.project(map.getCenter()), shownType),
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
