import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import { atlasFont, glyphAddress } from '../../core/contract/glyphs.ts';
import type { PremisesMap } from '../../core/contract/coverage/map-page.ts';
import type { SpeedClass } from '../../core/contract/coverage/speed-class.ts';
import { riskColours } from '../../core/classify/risk-colours.ts';
import { classKeys, premisesTileZooms, technologyLetters } from '../../core/coverage/premises-tile.ts';
import { tileFilterQuery } from '../../core/coverage/tile-filter.ts';
import { ink, paper } from '../map/map-colours.ts';
import { heatLayer } from '../map/point-layers.ts';
import type { CoverageState, MapMode } from './coverage-state.ts';
import { symbolImageName, upheldMark, type SymbolName } from './premises-symbols.ts';

/** Where hexagons change colour: of the share (0-1), and of the number of premises expected unserved. */
export const hexagonBreaks = { share: [0.01, 0.05, 0.2, 0.5], count: [1, 10, 50, 200] } as const;

/** Least first. */
export const hexagonColours: readonly string[] = [...riskColours('yellow-orange-brown', 5)].reverse();

const { firstPoints } = premisesTileZooms;
const emptyCollection = { type: 'FeatureCollection' as const, features: [] };

/** What of the state the look of the map follows. */
export const lookKeys = [
  ...(['class', 'mode', 'status', 'plan', 'technology'] as const),
  ...(['disagree', 'spots', 'upheld', 'spot'] as const),
];
export type CoverageLook = Pick<CoverageState, (typeof lookKeys)[number]>;

/** Of not-spots: apart from every colour of premises and groups. */
export const hullColour = '#5b2a86';

/** What a premises is drawn as for a class. */
export function symbolOf(speedClass: SpeedClass): ExpressionSpecification {
  const key = classKeys[speedClass];
  return [
    'case',
    ['has', 'recognised'],
    'excluded',
    ['!', ['has', key]],
    'unknown',
    ['>=', ['get', key], 100],
    'served',
    ['>=', ['get', key], 50],
    'likely-served',
    ['>', ['get', key], 0],
    'likely-unserved',
    'unserved',
  ];
}

/**
 * The address of the tiles of a look: of all premises, or of those that pass its filters, so that groups count no others and
 * a full tile leaves none of them out for others.
 */
export function tilesAddress({ address }: Pick<PremisesMap['tiles'], 'address'>, look: CoverageLook): string {
  const { class: speedClass, status, plan, technology, disagree } = look;
  const query = tileFilterQuery({
    ...{ class: speedClass, status: [...status], plan: [...plan], technology: [...technology] },
    disagree: disagree ? 'yes' : undefined,
  });
  return query === '' ? address : `${address}?${query}`;
}

/** Which premises pass the filters: what is drawn follows them before the tiles do. */
export function premisesFilter(look: CoverageLook): FilterSpecification {
  const conditions: ExpressionSpecification[] = [];
  if (look.status.length > 0) {
    conditions.push(['in', symbolOf(look.class), ['literal', [...look.status]]]);
  }
  if (look.plan.length > 0) {
    conditions.push(['in', ['coalesce', ['get', 'plan'], 'unknown'], ['literal', [...look.plan]]]);
  }
  if (look.technology.length > 0) {
    const reached = look.technology.map((choice): ExpressionSpecification => [
      'in',
      technologyLetters[choice],
      ['coalesce', ['get', 'by'], ''],
    ]);
    conditions.push(['any', ...reached]);
  }
  if (look.disagree) conditions.push(['has', 'disagrees']);
  return ['all', ...conditions];
}

const unservedOf = (speedClass: SpeedClass): ExpressionSpecification => ['get', `${classKeys[speedClass]}-u`];
const knownOf = (speedClass: SpeedClass): ExpressionSpecification => [
  '-',
  ['get', 'premises'],
  ['get', `${classKeys[speedClass]}-n`],
];

function hexagonColour({ class: speedClass, mode }: CoverageLook): ExpressionSpecification {
  const value: ExpressionSpecification =
    mode === 'share' ? ['/', unservedOf(speedClass), knownOf(speedClass)] : unservedOf(speedClass);
  const breaks = hexagonBreaks[mode === 'share' ? 'share' : 'count'];
  const [first = paper, ...others] = hexagonColours;
  const steps = breaks.flatMap((limit, at) => [limit, others[at] ?? paper]);
  return ['step', value, first, ...steps] as ExpressionSpecification;
}

/** The area of a dot follows the number of premises, between what can be seen and what would cover its neighbours. */
const dots = { least: 2, most: 13, ofOne: 1.4, colour: '#8c0a14' } as const;

/** How large, in pixels, the dot of a number of premises is from its middle to its edge. */
export function dotPixels(premises: number): number {
  return Math.min(dots.most, Math.max(dots.least, dots.ofOne * Math.sqrt(premises)));
}
export const dotColour = dots.colour;

const dotRadius = (speedClass: SpeedClass): ExpressionSpecification => [
  'min',
  dots.most,
  ['max', dots.least, ['*', dots.ofOne, ['sqrt', unservedOf(speedClass)]]],
];

/** How likely a premises is without the class, 0 to 1: nothing where it is not known, or is no premises. */
const lackOf = (speedClass: SpeedClass): ExpressionSpecification => [
  'case',
  ['has', 'recognised'],
  0,
  ['-', 1, ['/', ['coalesce', ['get', classKeys[speedClass]], 100], 100]],
];

type PaintProperty = 'fill-color' | 'circle-radius' | 'heatmap-weight';
type LayoutProperty = 'icon-image' | 'symbol-sort-key';

/** The paint and layout that follow the state; everything else of a layer never changes. */
export function changingParts(look: CoverageLook): {
  readonly paint: readonly (readonly [
    layer: string,
    property: PaintProperty,
    value: ExpressionSpecification,
  ])[];
  readonly layout: readonly (readonly [
    layer: string,
    property: LayoutProperty,
    value: ExpressionSpecification,
  ])[];
  readonly filters: readonly (readonly [layer: string, filter: FilterSpecification])[];
} {
  const isKnown: FilterSpecification = ['>', knownOf(look.class), 0];
  const icon: ExpressionSpecification = [
    'concat',
    symbolImageName('served').replace(/served$/, ''),
    symbolOf(look.class),
  ];
  return {
    paint: [
      ['hexagons', 'fill-color', hexagonColour(look)],
      ['dots', 'circle-radius', dotRadius(look.class)],
      // A hexagon's weight is the number of premises; the square root keeps towns from drowning all else.
      ['heat-groups', 'heatmap-weight', ['/', ['sqrt', unservedOf(look.class)], 6]],
      ['heat-premises', 'heatmap-weight', lackOf(look.class)],
    ],
    layout: [
      ['premises', 'icon-image', icon],
      ['premises', 'symbol-sort-key', sortKey(look.class)],
    ],
    filters: [
      ['premises', premisesFilter(look)],
      ['heat-premises', premisesFilter(look)],
      ['hexagons', isKnown],
      ['hexagons-unknown', ['!', isKnown]],
      ['dots', ['>', unservedOf(look.class), 0]],
      ['hull-chosen', ['==', ['get', 'id'], look.spot ?? '']],
    ],
  };
}

/** Those without the class lie on top. */
function sortKey(speedClass: SpeedClass): ExpressionSpecification {
  const order: readonly SymbolName[] = [
    'excluded',
    'served',
    'likely-served',
    'unknown',
    'likely-unserved',
    'unserved',
  ];
  return ['index-of', symbolOf(speedClass), ['literal', [...order]]];
}

const modesOfLayer: Readonly<Record<string, readonly MapMode[]>> = {
  hexagons: ['share', 'count'],
  'hexagons-unknown': ['share', 'count'],
  dots: ['points'],
  'heat-groups': ['heat'],
  'heat-premises': ['heat'],
  premises: ['points', 'share', 'count'],
};

const hullLayers: ReadonlySet<string> = new Set([
  'hulls',
  'hull-casing',
  'hull-lines',
  'hull-chosen',
  'hull-labels',
]);

export function isCoverageLayerShown(
  id: string,
  { mode, spots, upheld }: Pick<CoverageLook, 'mode' | 'spots' | 'upheld'>,
): boolean {
  if (hullLayers.has(id)) return spots;
  if (id === 'upheld') return upheld;
  return modesOfLayer[id]?.includes(mode) ?? true;
}

const onTiles = (layer: string) => ({ source: 'premises', 'source-layer': layer }) as const;

/** Layers of premises, from below: groups, heat, outlines, single premises, reports, what is chosen and drawn. */
function layersOf(map: Pick<PremisesMap, 'within'>): LayerSpecification[] {
  const outline = map.within?.outline ?? null;
  return [
    { id: 'paper', type: 'background', paint: { 'background-color': paper } },
    {
      id: 'hexagons',
      type: 'fill',
      ...onTiles('hexagons'),
      maxzoom: firstPoints,
      paint: { 'fill-outline-color': '#8a949b', 'fill-opacity': 0.9 },
    },
    {
      id: 'hexagons-unknown',
      type: 'fill',
      ...onTiles('hexagons'),
      maxzoom: firstPoints,
      paint: { 'fill-pattern': 'no-data' },
    },
    {
      id: 'dots',
      type: 'circle',
      ...onTiles('centres'),
      maxzoom: firstPoints,
      paint: {
        'circle-color': dotColour,
        'circle-opacity': 0.75,
        'circle-stroke-color': '#ffffff',
        'circle-stroke-width': 0.75,
      },
    },
    { ...heatLayer, id: 'heat-groups', ...onTiles('centres'), maxzoom: firstPoints, paint: groupsHeat },
    { ...heatLayer, id: 'heat-premises', ...onTiles('premises'), minzoom: firstPoints },
    ...(outline === null || map.within === null ? [] : [outlineOf(map.within)]),
    ...hullOutlines,
    {
      id: 'premises',
      type: 'symbol',
      ...onTiles('premises'),
      minzoom: firstPoints,
      layout: {
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], firstPoints, 0.45, 16, 0.8, 18, 1.2],
      },
    },
    hullLabels,
    upheldMarks,
    {
      id: 'chosen',
      type: 'circle',
      source: 'chosen',
      paint: {
        'circle-radius': 13,
        'circle-opacity': 0,
        'circle-stroke-color': ink,
        'circle-stroke-width': 3,
      },
    },
    {
      id: 'drawing-fill',
      type: 'fill',
      source: 'drawing',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': ink, 'fill-opacity': 0.12 },
    },
    {
      id: 'drawing-line',
      type: 'line',
      source: 'drawing',
      paint: { 'line-color': ink, 'line-width': 2.5, 'line-dasharray': [2, 1] },
    },
    {
      id: 'drawing-corners',
      type: 'circle',
      source: 'drawing',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 5,
        'circle-color': '#ffffff',
        'circle-stroke-color': ink,
        'circle-stroke-width': 2,
      },
    },
  ];
}

/** Thin and small where outlines are, so that short ones are still seen to be dashed. */
const byZoom = (far: number, near: number): ExpressionSpecification => [
  'interpolate',
  ['linear'],
  ['zoom'],
  ...[9, far, 14, near],
];

/** Not-spots: a dashed line on a white one, so that it is seen on every ground; filled so little that it can be clicked. */
const hullOutlines: readonly LayerSpecification[] = [
  {
    ...{ id: 'hulls', type: 'fill', source: 'hulls' },
    paint: { 'fill-color': hullColour, 'fill-opacity': 0.06 },
  },
  {
    ...{ id: 'hull-casing', type: 'line', source: 'hulls' },
    paint: { 'line-color': '#ffffff', 'line-width': byZoom(2.8, 4), 'line-opacity': 0.85 },
  },
  {
    ...{ id: 'hull-lines', type: 'line', source: 'hulls' },
    paint: { 'line-color': hullColour, 'line-width': byZoom(1.6, 2.2), 'line-dasharray': [3, 1.5] },
  },
  {
    ...{ id: 'hull-chosen', type: 'line', source: 'hulls' },
    paint: { 'line-color': ink, 'line-width': 4 },
  },
];

/** How many premises a not-spot has, in its middle; of those that cover each other the largest. */
const hullLabels: LayerSpecification = {
  ...{ id: 'hull-labels', type: 'symbol', source: 'hull-points' },
  layout: {
    'text-field': ['get', 'label'],
    'text-font': [atlasFont],
    'text-size': byZoom(11, 15),
    'text-padding': 1,
    'symbol-sort-key': ['-', 0, ['get', 'premises']],
  },
  paint: { 'text-color': hullColour, 'text-halo-color': '#ffffff', 'text-halo-width': 2.2 },
};

/** Stand above what they are about, so that the estimate stays in sight; each kind of subject has a shape of its own. */
const upheldMarks: LayerSpecification = {
  ...{ id: 'upheld', type: 'symbol', source: 'upheld' },
  layout: {
    'icon-image': [
      'concat',
      symbolImageName(upheldMark('premises')).replace(/premises$/, ''),
      ['get', 'kind'],
    ],
    'icon-allow-overlap': true,
    'icon-ignore-placement': true,
    'icon-anchor': 'bottom',
    'icon-offset': [0, -3],
    'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 1.3, 17, 2],
  },
};

/** Groups lie 26 pixels apart where a zoom begins and 52 where it ends: the heat of each reaches its neighbours all the way. */
const groupsHeat = {
  ...heatLayer.paint,
  'heatmap-radius': 52,
  'heatmap-intensity': 0.5,
} as const;

function outlineOf({ code, type }: NonNullable<PremisesMap['within']>): LayerSpecification {
  return {
    id: 'outline',
    type: 'line',
    source: 'outline',
    'source-layer': type,
    filter: ['==', ['get', 'code'], code],
    paint: { 'line-color': ink, 'line-width': 2.5 },
  };
}

function placed(layer: LayerSpecification, look: CoverageLook): LayerSpecification {
  const { paint, layout, filters } = changingParts(look);
  const own = (rows: readonly (readonly [string, string, unknown])[]) =>
    Object.fromEntries(
      rows.filter(([id]) => id === layer.id).map(([, property, value]) => [property, value]),
    );
  const filter = filters.find(([id]) => id === layer.id)?.[1];
  const visibility = isCoverageLayerShown(layer.id, look) ? ('visible' as const) : ('none' as const);
  // The spread of a union is no longer one of its members for the compiler; the kinds of paint stay apart as they were.
  return Object.assign(
    {},
    layer,
    { paint: { ...layer.paint, ...own(paint) }, layout: { ...layer.layout, ...own(layout), visibility } },
    filter === undefined ? {} : { filter },
  );
}

/** The whole style of the map of premises for a look. */
export function coverageStyle(map: PremisesMap, look: CoverageLook): StyleSpecification {
  const geojson = { type: 'geojson' as const, data: emptyCollection };
  const tilesOf = ({ address, minZoom, maxZoom, bounds }: PremisesMap['tiles']) => ({
    ...{ type: 'vector' as const, tiles: [address], minzoom: minZoom, maxzoom: maxZoom },
    bounds: [...bounds] as [number, number, number, number],
  });
  const outline = map.within?.outline ?? null;
  return {
    version: 8,
    name: 'Digital Exclusion Atlas',
    glyphs: glyphAddress,
    sources: {
      premises: tilesOf({ ...map.tiles, address: tilesAddress(map.tiles, look) }),
      chosen: geojson,
      drawing: geojson,
      ...{ hulls: geojson, 'hull-points': geojson, upheld: geojson },
      ...(outline === null ? {} : { outline: tilesOf(outline) }),
    },
    layers: layersOf(map).map((layer) => placed(layer, look)),
  };
}
