import { gzipSync } from 'node:zlib';
import { geoJSONToTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import Flatbush from 'flatbush';
import type { Feature, MultiPolygon, Position } from 'geojson';
import { tileIdToZxy, zxyToTileId } from 'pmtiles';
import type { PolygonRings } from '../../../core/geography/well-known-binary.ts';
import { createBorderCollector, type SimplifiedAreas, type UnitBox } from './shared-borders.ts';

export interface TileArea {
  readonly code: string;
  readonly name: string;
  readonly polygons: readonly PolygonRings[];
}

export interface CutTile {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
  /** A gzipped Mapbox vector tile. */
  readonly bytes: Uint8Array;
}

export interface TilePlan {
  /** Name of the one layer: the kind of area. */
  readonly layer: string;
  readonly minZoom: number;
  readonly maxZoom: number;
}

const extent = 4096;
/** A sixty-fourth of a tile around it, so that outlines do not end at its edge. */
const buffer = 64;

/**
 * A corner goes when its triangle is smaller than this many square tile units (a unit is an eighth of a pixel of a
 * 512-pixel tile): half a pixel of displacement. The last zoom keeps nearly all, because it is drawn enlarged beyond.
 */
const leastTriangle = { beforeLast: 12, last: 1 };

/**
 * Where thousands of areas are a pixel or two each, nobody reads their names on the map, and names are a third of such
 * a tile: the map knows them by their codes.
 */
const firstZoomWithNames = 10;
const fewAreas = 10_000;

/** Areas to cut, taken up one after another so that their stored boundaries need not be held. */
export interface TileAreas {
  add(area: TileArea): void;
  /** Ends the collection, and cuts it. */
  cut(plan: TilePlan): Generator<CutTile>;
}

/**
 * Collects areas and cuts them into gzipped vector tiles, zoom by zoom in the order of PMTiles ids. Besides the corners
 * of the areas, the features of one tile and the one before it are in memory at a time. The same areas give the same
 * bytes.
 */
export function createTileAreas(): TileAreas {
  const collector = createBorderCollector();
  const labels: AreaLabel[] = [];
  return {
    add({ code, name, polygons }) {
      labels.push({ code, name });
      collector.add(polygons);
    },
    *cut(plan) {
      const borders = collector.finish();
      for (let zoom = plan.minZoom; zoom <= plan.maxZoom; zoom++) {
        const unit = 1 / (extent * 2 ** zoom);
        const least = zoom === plan.maxZoom ? leastTriangle.last : leastTriangle.beforeLast;
        yield* cutZoom(labels, borders.simplified(least * unit * unit), plan.layer, zoom);
      }
    },
  };
}

interface AreaLabel {
  readonly code: string;
  readonly name: string;
}

function* cutZoom(
  labels: readonly AreaLabel[],
  simplified: SimplifiedAreas,
  layer: string,
  zoom: number,
): Generator<CutTile> {
  const hasNames = zoom >= firstZoomWithNames || labels.length < fewAreas;
  const boxes = labels.map((_, position) => simplified.boxOf(position));
  const tree = new Flatbush(Math.max(1, boxes.length));
  for (const box of boxes) tree.add(box[0], box[1], box[2], box[3]);
  if (boxes.length === 0) tree.add(Infinity, Infinity, -Infinity, -Infinity);
  tree.finish();
  const tiles = 2 ** zoom;
  const margin = buffer / extent;
  let features = new Map<number, Feature<MultiPolygon>>();
  for (const id of touchedTiles(boxes, zoom)) {
    const [, x, y] = tileIdToZxy(id);
    const found = tree.search(
      (x - margin) / tiles,
      (y - margin) / tiles,
      (x + 1 + margin) / tiles,
      (y + 1 + margin) / tiles,
    );
    // Tiles next to each other in this order mostly lie next to each other: what they share is made once.
    const before = features;
    features = new Map();
    // In the order of their codes, whatever the order of the tree: the same tile is the same bytes.
    for (const position of found.sort((one, other) => one - other)) {
      const label = labels[position];
      if (label === undefined) continue;
      const feature =
        before.get(position) ??
        featureOf(hasNames ? { ...label } : { code: label.code }, simplified.polygonsOf(position));
      features.set(position, feature);
    }
    const bytes = encodeTile([...features.values()], layer, { zoom, x, y });
    if (bytes !== null) yield { zoom, x, y, bytes };
  }
}

function encodeTile(
  features: Feature<MultiPolygon>[],
  layer: string,
  { zoom, x, y }: { readonly zoom: number; readonly x: number; readonly y: number },
): Uint8Array | null {
  const tile = geoJSONToTile({ type: 'FeatureCollection', features }, zoom, x, y, {
    coordinates: 'unitSquare',
    wrap: false,
    clip: true,
    // Simplified already, with the neighbours.
    tolerance: 0,
    extent,
    buffer,
  });
  if (tile.features.length === 0) return null;
  return gzipSync(fromGeojsonVt({ [layer]: tile }, { version: 2, extent }));
}

function featureOf(
  properties: Readonly<Record<string, string>>,
  polygons: readonly Position[][][],
): Feature<MultiPolygon> {
  return {
    type: 'Feature',
    properties,
    geometry: { type: 'MultiPolygon', coordinates: [...polygons] },
  };
}

/** The PMTiles ids of every tile that an area's box touches, ascending. */
function touchedTiles(boxes: readonly UnitBox[], zoom: number): number[] {
  const tiles = 2 ** zoom;
  const margin = buffer / extent;
  const ids = new Set<number>();
  const clamp = (value: number): number => Math.min(tiles - 1, Math.max(0, Math.floor(value)));
  for (const [minX, minY, maxX, maxY] of boxes) {
    if (minX > maxX) continue;
    for (let x = clamp(minX * tiles - margin); x <= clamp(maxX * tiles + margin); x++) {
      for (let y = clamp(minY * tiles - margin); y <= clamp(maxY * tiles + margin); y++) {
        ids.add(zxyToTileId(zoom, x, y));
      }
    }
  }
  return [...ids].sort((one, other) => one - other);
}
