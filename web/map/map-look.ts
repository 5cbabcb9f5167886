import { clusterColours } from '../model/cluster-measure.ts';
import { riskColours } from './palette.ts';
import type { ExplorerState, LayerKind, OverlayKind } from '../state/explorer-state.ts';

/** How the map looks, apart from which area has which class. */
export interface MapLook {
  readonly type: string;
  readonly layer: LayerKind;
  /** Greatest risk first. */
  readonly colours: readonly string[];
  /** 0 to 1 */
  readonly opacity: number;
  readonly overlays: readonly OverlayKind[];
}

/**
 * The look that the first scene will most likely have: layers that change after they are drawn make MapLibre read
 * every tile again, so the map opens with the right ones.
 */
export function openingLook(state: ExplorerState): MapLook {
  const classCount = state.classing === 'decile' ? 10 : state.classCount;
  const { areaType, layer, measure, overlays, palette } = state;
  return {
    type: areaType,
    layer,
    overlays,
    colours: measure.kind === 'clusters' ? clusterColours : riskColours(palette, classCount),
    opacity: state.opacity / 100,
  };
}

/** The layers that each overlay switches. */
export const overlayLayers: Readonly<
  Record<'wards' | 'authorities' | 'names' | 'support', readonly string[]>
> = {
  wards: ['outline-ward'],
  authorities: ['outline-lad'],
  names: ['names-ward', 'names-lad'],
  support: ['support'],
};
const overlayKindsOfMap = ['wards', 'authorities', 'names', 'support'] as const;

/** Whether a layer of the style is drawn. */
export function isLayerShown(id: string, look: MapLook): boolean {
  const [, type, part] = /^(lsoa|msoa|ward|lad)-(fill|hatch|line|focus|ring)(?:-core)?$/.exec(id) ?? [];
  if (type !== undefined) {
    return type === look.type && (part === 'focus' || part === 'ring' || look.layer === 'areas');
  }
  if (id.startsWith('basemap-')) return look.overlays.includes('basemap');
  if (id === 'heat' || id === 'hexagons') return look.layer === id;
  const overlay = overlayKindsOfMap.find((kind) => overlayLayers[kind].includes(id));
  return overlay === undefined || look.overlays.includes(overlay);
}
