import { GeoJSONSource, VectorTileSource } from 'maplibre-gl';
import type { FeatureCollection } from 'geojson';
import type { Bounds, Position } from '../../core/contract/area.ts';
import { subjectKinds, type ProblemSubject } from '../../core/contract/coverage/coverage-problem.ts';
import { premisesTileZooms } from '../../core/coverage/premises-tile.ts';
import {
  changingParts,
  isCoverageLayerShown,
  premisesFilter,
  type CoverageLook,
} from '../coverage/coverage-style.ts';
import { symbolImage } from '../coverage/premises-symbols.ts';
import type { MapCamera } from '../state/explorer-state.ts';
import { cameraOf, openMapLibre, type OpeningOptions } from './open-maplibre.ts';
import { isPatternName, patternImage } from './pattern.ts';

/** A premises or a group of premises, as its tile has it. */
export interface TileItem {
  readonly id: number;
  readonly position: Position;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What a click or Enter meets: a premises, the mark of a report, a not-spot. */
export type MapTarget =
  | { readonly kind: 'premises'; readonly item: TileItem }
  | { readonly kind: 'report'; readonly subject: ProblemSubject; readonly position: Position }
  | { readonly kind: 'spot'; readonly id: string };

/** What is in view. */
export interface CoverageView {
  readonly kind: 'premises' | 'groups';
  /** Only those that pass the filters. */
  readonly items: readonly TileItem[];
  /** Premises that the tiles in view hold, and that they stand for; of tiles, so some may lie just outside. */
  readonly shown: number;
  readonly total: number;
}

export interface CoverageMapOptions extends Omit<OpeningOptions, 'imageOf'> {
  readonly look: CoverageLook;
  readonly onMove: (camera: MapCamera) => void;
  /** A click or Enter: what is there, if anything, and the place itself. */
  readonly onPoint: (target: MapTarget | null, position: Position) => void;
  readonly onDoubleClick: () => void;
  /** Where the tiles of premises of a look are. */
  readonly tilesOf: (look: CoverageLook) => string;
  /** When tiles of premises are asked for. */
  readonly onLoading: () => void;
  /** When everything in view has been fetched and drawn. */
  readonly onIdle: () => void;
}

/** What is drawn on the map besides the premises of its tiles. */
export type MapSource = 'chosen' | 'drawing' | 'hulls' | 'hull-points' | 'upheld';

/** What may be done to the map of premises. Nothing else of it touches MapLibre. */
export interface CoverageMap {
  readonly setLook: (look: CoverageLook) => void;
  readonly setData: (source: MapSource, data: FeatureCollection) => void;
  /** Null while the tiles of a new filter are awaited: what is drawn is of the one before. */
  readonly inView: () => CoverageView | null;
  readonly panBy: (x: number, y: number) => void;
  readonly zoomBy: (steps: number) => void;
  readonly goTo: (camera: MapCamera) => void;
  readonly fit: (bounds: readonly [number, number, number, number]) => void;
  readonly camera: () => MapCamera;
  readonly bounds: () => Bounds;
  readonly pointAtCentre: () => void;
  /** While corners are set a double click ends the area and does not zoom. */
  readonly setDrawing: (isDrawing: boolean) => void;
}

/** How near, in pixels, a click must be to a premises. */
const reach = 9;

/**
 * Makes the map of premises and the only handle through which it may be changed.
 *
 * @throws Error when the browser has no WebGL.
 */
export function createCoverageMap(options: CoverageMapOptions): CoverageMap {
  const imageOf = (id: string) => (isPatternName(id) ? patternImage(id) : symbolImage(id));
  const map = openMapLibre({ ...options, imageOf });
  const animate = !options.reducedMotion;
  let look = options.look;
  let tiles = options.tilesOf(look);
  let isAwaited = false;

  /**
   * Asks for the tiles of another filter. Only when the map has come to rest: a change of layers, which goes with it, reads tiles
   * again that are there already, and the two at once end in the old ones.
   */
  const changeTiles = (): void => {
    tiles = options.tilesOf(look);
    const source = map.getSource('premises');
    if (source instanceof VectorTileSource) source.setTiles([tiles]);
  };

  const targetAt = ({ x, y }: { x: number; y: number }): MapTarget | null => {
    if (map.getLayer('premises') === undefined) return null;
    const box: [[number, number], [number, number]] = [
      [x - reach, y - reach],
      [x + reach, y + reach],
    ];
    const [found] = map.queryRenderedFeatures(box, { layers: ['premises', 'upheld'] });
    const met = found === undefined ? null : targetOf(found);
    if (met !== null) return met;
    const [hull] = map.queryRenderedFeatures([x, y], { layers: ['hulls', 'hull-labels'] });
    const id: unknown = hull?.properties['id'];
    return typeof id === 'string' ? { kind: 'spot', id } : null;
  };
  const whenStyled = (act: () => void): void => {
    if (map.getLayer('premises') === undefined) map.once('style.load', act);
    else act();
  };

  map.on('moveend', () => {
    options.onMove(cameraOf(map));
  });
  map.on('click', (event) => {
    options.onPoint(targetAt(event.point), { longitude: event.lngLat.lng, latitude: event.lngLat.lat });
  });
  map.on('dblclick', options.onDoubleClick);
  map.on('dataloading', (event) => {
    if (event.dataType === 'source' && event.sourceId === 'premises') options.onLoading();
  });
  map.on('idle', () => {
    if (options.tilesOf(look) !== tiles) {
      changeTiles();
      return;
    }
    isAwaited = false;
    options.onIdle();
  });

  return {
    setLook: (next) => {
      look = next;
      isAwaited ||= options.tilesOf(next) !== tiles;
      whenStyled(() => {
        const { paint, layout, filters } = changingParts(next);
        for (const [layer, property, value] of paint) map.setPaintProperty(layer, property, value);
        for (const [layer, property, value] of layout) map.setLayoutProperty(layer, property, value);
        for (const [layer, filter] of filters) map.setFilter(layer, filter);
        for (const id of map.getLayersOrder()) {
          map.setLayoutProperty(id, 'visibility', isCoverageLayerShown(id, next) ? 'visible' : 'none');
        }
      });
    },
    setData: (source, data) => {
      whenStyled(() => {
        const target = map.getSource(source);
        if (target instanceof GeoJSONSource) void target.setData(data);
      });
    },
    inView: () => {
      if (isAwaited) return null;
      const isNear = Math.floor(map.getZoom()) >= premisesTileZooms.firstPoints;
      const read = (sourceLayer: string, filter?: ReturnType<typeof premisesFilter>) =>
        map.getSource('premises') === undefined
          ? []
          : map.querySourceFeatures('premises', { sourceLayer, ...(filter === undefined ? {} : { filter }) });
      const bounds = map.getBounds();
      const items = new Map<number, TileItem>();
      for (const feature of isNear ? read('premises', premisesFilter(look)) : read('centres')) {
        const item = itemOf(feature);
        if (item !== null && bounds.contains([item.position.longitude, item.position.latitude])) {
          items.set(item.id, item);
        }
      }
      const counts = new Map(
        read('counts').map(({ properties }) => [String(properties['tile']), properties]),
      );
      const sumOf = (key: string): number =>
        [...counts.values()].reduce((sum, properties) => sum + Number(properties[key]), 0);
      return {
        kind: isNear ? 'premises' : 'groups',
        items: [...items.values()],
        shown: sumOf('shown'),
        total: sumOf('total'),
      };
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
    camera: () => cameraOf(map),
    bounds: () => {
      const bounds = map.getBounds();
      return {
        west: bounds.getWest(),
        south: bounds.getSouth(),
        east: bounds.getEast(),
        north: bounds.getNorth(),
      };
    },
    pointAtCentre: () => {
      const centre = map.getCenter();
      options.onPoint(targetAt(map.project(centre)), { longitude: centre.lng, latitude: centre.lat });
    },
    setDrawing: (isDrawing) => {
      if (isDrawing) map.doubleClickZoom.disable();
      else map.doubleClickZoom.enable();
      map.getCanvas().classList.toggle('atlas-coverage__canvas--drawing', isDrawing);
    },
  };
}

interface DrawnFeature {
  readonly id?: string | number | undefined;
  readonly geometry: { readonly type: string };
  readonly properties: Record<string, unknown>;
}

function targetOf(feature: DrawnFeature & { readonly layer: { readonly id: string } }): MapTarget | null {
  if (feature.layer.id !== 'upheld') {
    const item = itemOf(feature);
    return item === null ? null : { kind: 'premises', item };
  }
  const position = positionOf(feature);
  const kind = subjectKinds.find((each) => each === feature.properties['kind']);
  return position === null || kind === undefined
    ? null
    : { kind: 'report', subject: { kind, code: String(feature.properties['code']) }, position };
}

function positionOf({ geometry }: DrawnFeature): Position | null {
  if (!('coordinates' in geometry) || geometry.type !== 'Point') return null;
  const [longitude, latitude] = geometry.coordinates as readonly number[];
  return longitude === undefined || latitude === undefined ? null : { longitude, latitude };
}

function itemOf(feature: DrawnFeature): TileItem | null {
  const position = positionOf(feature);
  const id = Number(feature.id);
  return position === null || !Number.isSafeInteger(id)
    ? null
    : { id, position, properties: feature.properties };
}
