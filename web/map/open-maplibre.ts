import { Map as MapLibre, prewarm, setWorkerUrl } from 'maplibre-gl';
import type { StyleSpecification } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { lowestMapZoom } from '../../core/contract/tiles.ts';
import type { MapCamera } from '../state/explorer-state.ts';
import { glyphRequest } from './glyphs.ts';
import type { PatternImage } from './pattern.ts';

export interface OpeningOptions {
  readonly container: HTMLElement;
  readonly style: StyleSpecification;
  readonly camera: MapCamera | null;
  /** West, south, east, north: what is shown when there is no camera. */
  readonly bounds: readonly [number, number, number, number] | null;
  /** Room, in pixels, that what lies over the map takes from it when an extent is to be shown whole. */
  readonly padding: () => { top: number; right: number; bottom: number; left: number };
  readonly reducedMotion: boolean;
  /** The image that a style names, drawn when it is first needed; null for one that is not ours. */
  readonly imageOf: (id: string) => PatternImage | null;
}

setWorkerUrl(workerUrl);
// The worker's script is fetched and read while the page still waits for the scores.
prewarm();

/** Opens MapLibre as every map of the Atlas has it: flat, north up, its files from our own service. */
export function openMapLibre(options: OpeningOptions): MapLibre {
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
    transformRequest: (url) => ({ url: new URL(glyphRequest(url), window.location.href).href }),
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
    const found = options.imageOf(id);
    if (found === null) return;
    const { pixelRatio, ...image } = found;
    map.addImage(id, image, { pixelRatio });
  });
  return map;
}

export function cameraOf(map: MapLibre): MapCamera {
  const { lng, lat } = map.getCenter();
  return { longitude: lng, latitude: lat, zoom: map.getZoom() };
}
