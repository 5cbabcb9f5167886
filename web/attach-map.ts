import type { AtlasSummary } from '../core/contract/tiles.ts';
import type { PremisesReader, SupportReader } from './map/map-controller.ts';
import type { HeatBasis } from './map/legend.ts';
import { createMapController } from './map/map-controller.ts';
import type { MapController } from './map/map-controller.ts';
import { scoredExtent } from '../core/geography/scored-extent.ts';
import type { Box } from './map/map-data.ts';
import { openingLook } from './map/map-look.ts';
import type { AtlasMap } from './map/create-map.ts';
import type { MapBoundaries } from './map/style.ts';
import type { Scene } from './model/scene.ts';
import { mapAreaTypes } from './state/explorer-state.ts';
import type { MapCamera } from './state/explorer-state.ts';
import type { StateStore } from './state/state-store.ts';
import type { MapPanel } from './views/map-panel.ts';
import type { Tooltip } from './views/tooltip.ts';

export interface AttachedMap {
  readonly map: AtlasMap;
  /** Brings the map to a scene; the first time it also finds its place, where the address names none. */
  readonly render: (scene: Scene) => void;
}

interface AttachOptions {
  readonly summary: AtlasSummary;
  readonly panel: MapPanel;
  readonly tooltip: Tooltip;
  readonly store: StateStore;
  /** The box around what is scored, as the page was told; null where it was not. */
  readonly extent: Box | null;
  readonly scene: () => Scene | null;
  readonly onFirstIdle: () => void;
  readonly onSelect: (code: string | null) => void;
  readonly onHeatBasis: (basis: HeatBasis) => void;
  readonly readPremises: PremisesReader;
  readonly readSupportPlaces: SupportReader;
}

/** The newest tiled boundary set of each kind of area that the explorer draws. */
function newestBoundaries(summary: AtlasSummary): MapBoundaries[] {
  return mapAreaTypes.flatMap((type) => {
    const sets = summary.boundarySets
      .filter((set) => set.type === type && set.tiles !== null)
      .sort((a, b) => b.vintage - a.vintage);
    const tiles = sets[0]?.tiles;
    return tiles === null || tiles === undefined ? [] : [{ type, tiles }];
  });
}

/** Where there is room the extent is fitted beside the legend and the buttons rather than under them. */
function roomAround(panel: MapPanel): { top: number; right: number; bottom: number; left: number } {
  const isWide = panel.canvasHolder.clientWidth > 760;
  const left = isWide ? panel.overlay.offsetWidth + 28 : 16;
  return { top: 24, right: isWide ? 124 : 16, bottom: 40, left };
}

function extentOf(scene: Scene | null): ReturnType<typeof scoredExtent> {
  return scene === null ? null : scoredExtent(scene.table);
}

/** Follows the map and the state: the address gets the view, Back and Forward move the map. */
function keepCameraInStep(store: StateStore, map: () => AtlasMap | null): (camera: object) => void {
  let isOwnMove = false;
  store.subscribe((state, previous) => {
    const { camera } = state;
    if (isOwnMove || camera === null || camera === previous.camera) return;
    if (!isSameCamera(previous.camera, camera)) map()?.goTo(camera);
  });
  return (camera) => {
    isOwnMove = true;
    store.update(camera, 'replace');
    isOwnMove = false;
  };
}

function isSameCamera(one: MapCamera | null, other: MapCamera | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    Math.abs(one.longitude - other.longitude) < 1e-5 &&
    Math.abs(one.latitude - other.latitude) < 1e-5 &&
    Math.abs(one.zoom - other.zoom) < 0.01
  );
}

/** Begins to fetch and read MapLibre; asking again gives the same. */
export function loadMapCode() {
  return Promise.all([import('./map/create-map.ts'), import('./map/basemap.ts')]);
}

/**
 * Draws the map in its panel. It begins before the scores are there, so that the tiles are fetched and read meanwhile.
 *
 * @throws when the browser has no WebGL
 */
export async function attachMap(options: AttachOptions): Promise<AttachedMap> {
  const { summary, panel, tooltip, store } = options;
  const [{ createMap }, { createBasemapStyle }] = await loadMapCode();
  let map: AtlasMap | null = null;
  let controller: MapController | null = null;
  /** Where the map opened by itself: that is no choice of the reader and does not belong in the address. */
  let opened: MapCamera | null = null;
  let isOpening = false;
  const follow = keepCameraInStep(store, () => map);
  const look = openingLook(store.get());
  const style = await createBasemapStyle(newestBoundaries(summary), look, summary.basemapStyle);
  const created = createMap({
    container: panel.canvasHolder,
    style,
    look,
    camera: store.get().camera,
    bounds: extentOf(options.scene()) ?? options.extent ?? summary.bounds,
    padding: () => roomAround(panel),
    reducedMotion: window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    onMove: (camera) => {
      const isOwnMove = isOpening || (store.get().camera === null && isSameCamera(camera, opened));
      if (!isOwnMove) follow({ camera });
      controller?.afterMove();
    },
    onSelect: options.onSelect,
    onFirstIdle: options.onFirstIdle,
    onHover: (code, point) => {
      const scene = options.scene();
      const row = code === null ? undefined : scene?.table.rowOf.get(code);
      map?.hover(scene?.table.type ?? 'lsoa', code);
      if (scene === null || row === undefined) tooltip.hide();
      else tooltip.show(scene, row, point);
    },
  });
  map = created;
  opened = created.camera();
  await created.ready;
  const drawing = createMapController({
    map: created,
    readPremises: options.readPremises,
    readSupportPlaces: options.readSupportPlaces,
    onHeatBasis: options.onHeatBasis,
  });
  controller = drawing;
  window.addEventListener('beforeprint', () => {
    panel.setPrintImage(created.snapshot());
  });
  window.addEventListener('afterprint', () => {
    panel.setPrintImage(null);
  });
  let isFirst = true;
  return {
    map: created,
    render: (scene) => {
      if (isFirst && store.get().camera === null && isSameCamera(created.camera(), opened)) {
        const extent = extentOf(scene);
        isOpening = true;
        if (extent !== null) created.open(extent);
        isOpening = false;
        opened = created.camera();
      }
      isFirst = false;
      drawing.render(scene);
    },
  };
}
