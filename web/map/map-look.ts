import { chanceClassCount } from '../model/chance-measure.ts';
import { clusterColours, clusterPatterns } from '../model/cluster-measure.ts';
import { riskColours } from '../../core/classify/risk-colours.ts';
import { classPatterns } from './pattern.ts';
import type { PatternName } from './pattern.ts';
import type { ExplorerState, LayerKind, OverlayKind } from '../state/explorer-state.ts';

/** How the map looks, apart from which area has which class. */
export interface MapLook {
  readonly type: string;
  readonly layer: LayerKind;
  /** Greatest risk first. */
  readonly colours: readonly string[];
  /** By class; null, or nothing, where a class is plain. */
  readonly patterns: readonly (PatternName | null)[];
  /** Whether uncertain areas are hatched. */
  readonly isHatched: boolean;
  /** 0 to 1 */
  readonly opacity: number;
  readonly overlays: readonly OverlayKind[];
}

/**
 * The look that the first scene will most likely have: layers that change after they are drawn make MapLibre read
 * every tile again, so the map opens with the right ones.
 */
export function openingLook(state: ExplorerState): MapLook {
  const { areaType, layer, measure, overlays, palette } = state;
  const cutCount = state.classing === 'decile' ? 10 : state.classCount;
  const classCount = measure.kind === 'worst-tenth' ? chanceClassCount : cutCount;
  return {
    type: areaType,
    layer,
    overlays,
    colours: measure.kind === 'clusters' ? clusterColours : riskColours(palette, classCount),
    patterns: measure.kind === 'clusters' ? clusterPatterns : [],
    isHatched: state.isUncertainHatched,
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
  const [, type, part] = /^(lsoa|msoa|ward|lad)-([a-z]+)(?:-core)?$/.exec(id) ?? [];
  if (type !== undefined) {
    if (type !== look.type) return false;
    if (part === 'focus' || part === 'ring') return true;
    const pattern = classPatterns.find((name) => name === part);
    const isWanted =
      part === 'uncertain' ? look.isHatched : pattern === undefined || look.patterns.includes(pattern);
    return isWanted && look.layer === 'areas';
  }
  if (id.startsWith('basemap-')) return look.overlays.includes('basemap');
  if (id === 'heat' || id === 'hexagons') return look.layer === id;
  const overlay = overlayKindsOfMap.find((kind) => overlayLayers[kind].includes(id));
  return overlay === undefined || look.overlays.includes(overlay);
}
