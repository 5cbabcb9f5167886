import type { AtlasSummary } from '../core/contract/tiles.ts';
import type { PremisesReader, SupportReader } from './map/map-controller.ts';
import type { HeatBasis } from './map/legend.ts';
import { createMapController } from './map/map-controller.ts';
import type { MapController } from './map/map-controller.ts';
import { scoredExtent } from './map/map-data.ts';
import type { AtlasMap } from './map/create-map.ts';
import type { MapBoundaries } from './map/style.ts';
import type { Scene } from './model/scene.ts';
import { mapAreaTypes } from './state/explorer-state.ts';
import type { StateStore } from './state/state-store.ts';
import type { MapPanel } from './views/map-panel.ts';
import type { Tooltip } from './views/tooltip.ts';

export interface AttachedMap {
  readonly map: AtlasMap;
  readonly controller: MapController;
}

interface AttachOptions {
  readonly summary: AtlasSummary;
  readonly panel: MapPanel;
  readonly tooltip: Tooltip;
  readonly store: StateStore;
  readonly scene: () => Scene | null;
  readonly onSelect: (code: string | null) => void;
  readonly onHeatBasis: (basis: HeatBasis) => void;
  readonly readPremises: PremisesReader;
  readonly readSupportPlaces: SupportReader;
}

/** The newest tiled boundary set of each kind of area that the explorer draws. */
export function newestBoundaries(summary: AtlasSummary): MapBoundaries[] {
  return mapAreaTypes.flatMap((type) => {
    const sets = summary.boundarySets
      .filter((set) => set.type === type && set.tileJson !== null)
      .sort((a, b) => b.vintage - a.vintage);
    const tileJson = sets[0]?.tileJson;
    return tileJson === null || tileJson === undefined
      ? []
      : [{ type, tileJson: new URL(tileJson, window.location.href).toString() }];
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
    const last = previous.camera;
    const isSame =
      last !== null &&
      Math.abs(last.longitude - camera.longitude) < 1e-5 &&
      Math.abs(last.latitude - camera.latitude) < 1e-5 &&
      Math.abs(last.zoom - camera.zoom) < 0.01;
    if (!isSame) map()?.goTo(camera);
  });
  return (camera) => {
    isOwnMove = true;
    store.update(camera, 'replace');
    isOwnMove = false;
  };
}

/**
 * Loads MapLibre and draws the map in its panel.
 *
 * @throws when the browser has no WebGL
 */
export async function attachMap(options: AttachOptions): Promise<AttachedMap> {
  const { summary, panel, tooltip, store } = options;
  const [{ createMap }, { createBasemapStyle }] = await Promise.all([
    import('./map/create-map.ts'),
    import('./map/basemap.ts'),
  ]);
  let map: AtlasMap | null = null;
  let controller: MapController | null = null;
  const follow = keepCameraInStep(store, () => map);
  const style = await createBasemapStyle(newestBoundaries(summary), summary.basemapStyle);
  const created = createMap({
    container: panel.canvasHolder,
    style,
    camera: store.get().camera,
    bounds: extentOf(options.scene()) ?? summary.bounds,
    padding: () => roomAround(panel),
    reducedMotion: window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    onMove: (camera) => {
      follow({ camera });
      controller?.afterMove();
    },
    onSelect: options.onSelect,
    onHover: (code, point) => {
      const scene = options.scene();
      const row = code === null ? undefined : scene?.table.rowOf.get(code);
      map?.hover(scene?.table.type ?? 'lsoa', code);
      if (scene === null || row === undefined) tooltip.hide();
      else tooltip.show(scene, row, point);
    },
  });
  map = created;
  await created.ready;
  controller = createMapController({
    map: created,
    readPremises: options.readPremises,
    readSupportPlaces: options.readSupportPlaces,
    onHeatBasis: options.onHeatBasis,
  });
  window.addEventListener('beforeprint', () => {
    panel.setPrintImage(created.snapshot());
  });
  window.addEventListener('afterprint', () => {
    panel.setPrintImage(null);
  });
  return { map: created, controller };
}
