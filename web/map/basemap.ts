import type { StyleSpecification } from 'maplibre-gl';
import type { MapLook } from './map-look.ts';
import { atlasStyle, withBasemap } from './style.ts';
import type { MapBoundaries } from './style.ts';

function isStyle(value: unknown): value is StyleSpecification {
  return typeof value === 'object' && value !== null && 'layers' in value && 'sources' in value;
}

/** The style of the explorer's map: ours alone, or over the configured basemap. */
export function createBasemapStyle(
  boundaries: readonly MapBoundaries[],
  look: MapLook,
  basemapAddress: string | null,
): Promise<StyleSpecification> {
  return overBasemap(atlasStyle(boundaries, look), basemapAddress);
}

/**
 * A style of ours over the configured basemap. A basemap that does not answer is left out, because the map must work
 * without the internet.
 */
export async function overBasemap(
  own: StyleSpecification,
  basemapAddress: string | null,
): Promise<StyleSpecification> {
  if (basemapAddress === null) return own;
  try {
    const response = await fetch(basemapAddress);
    const basemap: unknown = response.ok ? await response.json() : null;
    return isStyle(basemap) ? withBasemap(own, basemap) : own;
  } catch {
    return own;
  }
}
