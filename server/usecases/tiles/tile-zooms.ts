import { lowestMapZoom } from '../../../core/contract/tiles.ts';
import type { AreaType } from '../../../core/contract/area.ts';

/**
 * Where each kind is drawn. What the map colours begins where the map does: all LSOAs of England are first seen at zoom
 * 5, and a source is not drawn below its lowest zoom. Above the highest the client enlarges.
 */
export const zoomsOf: Readonly<Record<AreaType, { readonly minZoom: number; readonly maxZoom: number }>> = {
  oa: { minZoom: 9, maxZoom: 13 },
  lsoa: { minZoom: lowestMapZoom, maxZoom: 13 },
  msoa: { minZoom: lowestMapZoom, maxZoom: 12 },
  ward: { minZoom: lowestMapZoom, maxZoom: 12 },
  lad: { minZoom: 3, maxZoom: 11 },
  region: { minZoom: 3, maxZoom: 9 },
  nation: { minZoom: 3, maxZoom: 9 },
};
