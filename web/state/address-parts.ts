import type { MapCamera } from './explorer-state.ts';

/** The choice that a text names, else the fallback. */
export function oneOf<T extends string>(choices: readonly T[], text: string | null, fallback: T): T {
  return choices.find((choice) => choice === text) ?? fallback;
}

/** A number within limits, both included; null where the text is none. */
export function boundedNumber(text: string | null, lower: number, upper: number): number | null {
  if (text === null || text.trim() === '') return null;
  const value = Number(text);
  return Number.isFinite(value) && value >= lower && value <= upper ? value : null;
}

/** Zoom, latitude and longitude as they stand in an address: the inverse of cameraText. */
export function parseCamera(text: string | null): MapCamera | null {
  const [zoomText, latitudeText, longitudeText] = (text ?? '').split('/');
  const zoom = boundedNumber(zoomText ?? null, 0, 24);
  const latitude = boundedNumber(latitudeText ?? null, -85, 85);
  const longitude = boundedNumber(longitudeText ?? null, -180, 180);
  return zoom === null || latitude === null || longitude === null ? null : { zoom, latitude, longitude };
}

export function cameraText(camera: MapCamera): string {
  return [camera.zoom.toFixed(2), camera.latitude.toFixed(5), camera.longitude.toFixed(5)].join('/');
}
