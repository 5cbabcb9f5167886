import type { MapFilters } from './filter-rule.ts';

/** The kinds of area the explorer can colour, smallest first, with the words people read. */
export const mapAreaTypes = ['lsoa', 'msoa', 'ward', 'lad'] as const;
export type MapAreaType = (typeof mapAreaTypes)[number];

export const areaTypeWords: Readonly<Record<MapAreaType, { one: string; many: string; short: string }>> = {
  lsoa: { one: 'neighbourhood (LSOA)', many: 'neighbourhoods (LSOAs)', short: 'LSOAs' },
  msoa: { one: 'larger neighbourhood (MSOA)', many: 'larger neighbourhoods (MSOAs)', short: 'MSOAs' },
  ward: { one: 'ward', many: 'wards', short: 'wards' },
  lad: { one: 'local authority', many: 'local authorities', short: 'local authorities' },
};

/** What the colours stand for. */
export type Measure =
  | { readonly kind: 'score' }
  /** Where areas at high or low risk stand together. */
  | { readonly kind: 'clusters' }
  /** In how many plausible versions of the index an area is in the worst tenth. */
  | { readonly kind: 'worst-tenth' }
  | { readonly kind: 'component'; readonly id: string }
  | { readonly kind: 'indicator'; readonly id: string };

export const classings = ['decile', 'quantile', 'natural', 'equal'] as const;
export type Classing = (typeof classings)[number];

export const layerKinds = ['areas', 'heat', 'hexagons'] as const;
export type LayerKind = (typeof layerKinds)[number];

export const overlayKinds = ['wards', 'authorities', 'names', 'support', 'basemap'] as const;
export type OverlayKind = (typeof overlayKinds)[number];

export const viewKinds = ['map', 'both', 'table'] as const;
type ViewKind = (typeof viewKinds)[number];

export interface MapCamera {
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
}

export interface Sort {
  readonly column: SortColumn;
  readonly descending: boolean;
}
export const sortColumns = [
  'name',
  'rank',
  'interval',
  'chance',
  'score',
  'value',
  'population',
  'change',
] as const;
export type SortColumn = (typeof sortColumns)[number];

/** Everything a pasted link must bring back. `null` means: the service's own default. */
export interface ExplorerState {
  readonly profile: string | null;
  /** A comparison base as core/contract/base-text.ts prints it. */
  readonly base: string | null;
  readonly areaType: MapAreaType;
  readonly measure: Measure;
  readonly classing: Classing;
  /** Number of classes; deciles always have ten. */
  readonly classCount: number;
  readonly palette: string;
  /** How many times its weight in the profile an indicator counts; those at 1 are left out. */
  readonly weights: Readonly<Record<string, number>>;
  /** Indicators switched off, sorted. */
  readonly off: readonly string[];
  readonly filters: MapFilters;
  readonly selected: string | null;
  readonly camera: MapCamera | null;
  /** Percent. */
  readonly opacity: number;
  readonly layer: LayerKind;
  /** Whether areas are hatched whose place in or out of the worst tenth is uncertain. */
  readonly isUncertainHatched: boolean;
  readonly overlays: readonly OverlayKind[];
  readonly sort: Sort;
  readonly view: ViewKind;
  readonly embed: boolean;
}

export const defaultState: ExplorerState = {
  profile: null,
  base: null,
  areaType: 'lsoa',
  measure: { kind: 'score' },
  classing: 'decile',
  classCount: 5,
  palette: 'viridis',
  weights: {},
  off: [],
  filters: { match: 'all', rules: [] },
  selected: null,
  camera: null,
  opacity: 80,
  layer: 'areas',
  isUncertainHatched: false,
  overlays: ['wards', 'authorities', 'names', 'basemap'],
  sort: { column: 'rank', descending: false },
  view: 'map',
  embed: false,
};

/** Whether the scores shown are the profile's own, or re-weighted by the reader. */
export function isReweighted(state: Pick<ExplorerState, 'weights' | 'off'>): boolean {
  return state.off.length > 0 || Object.keys(state.weights).length > 0;
}

/** Whether the state shows how far ranks can be trusted: the hatching does, and the chance of the worst tenth. */
export function showsIntervals({
  measure,
  isUncertainHatched,
}: Pick<ExplorerState, 'measure' | 'isUncertainHatched'>): boolean {
  return isUncertainHatched || measure.kind === 'worst-tenth';
}
