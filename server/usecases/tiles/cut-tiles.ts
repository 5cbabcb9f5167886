import { gzipSync } from 'node:zlib';
import Flatbush from 'flatbush';
import { tileIdToZxy, zxyToTileId } from 'pmtiles';
import type { Box } from '../../../core/geography/bounds.ts';
import { clipPolygons } from '../../../core/geography/clip-ring.ts';
import { areasOnGrid, type GridAreas } from '../../../core/geography/grid-areas.ts';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import type { PlanePoint } from '../../../core/geography/ring-measures.ts';
import { createBorderCollector } from '../../../core/geography/shared-borders.ts';
import { unitSquareFromPosition } from '../../../core/geography/tile-address.ts';
import type { PolygonRings } from '../../../core/geography/well-known-binary.ts';
import { encodeTile, type TileFeature } from './encode-tile.ts';

/**
 * The world is this many bits wide: Web Mercator's unit square in whole numbers, a step of a centimetre at our
 * latitude. The grid of every zoom is a power of two of it, so that rounding a corner to a zoom is a shift.
 */
const worldBits = 31;

function worldSteps(easting: number, northing: number): PlanePoint {
  const { x, y } = unitSquareFromPosition(wgs84FromGrid({ easting, northing }));
  return { x: x * 2 ** worldBits, y: y * 2 ** worldBits };
}

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

/** How finely a zoom is drawn. A tile is 512 pixels wide. */
interface Fineness {
  /** A tile's side is 2 to this power steps. */
  readonly extentBits: number;
  /** A corner goes when its triangle is smaller than this many square pixels. */
  readonly leastTriangle: number;
}

/**
 * Where thousands of areas are a pixel or two each, nobody reads their names on the map, and names are a third of such
 * a tile: the map knows them by their codes.
 */
const firstZoomWithNames = 10;
const fewAreas = 10_000;

/**
 * With the nation's 35,672 LSOAs a tile of these zooms holds up to 14,000 of them, and a tile is to stay under 200 kB:
 * a step is a pixel (half of one at zoom 4, where there are fewer left to draw), and what is smaller is left to its
 * neighbours. Measured on LSOAs of 2021: the largest tiles are 168, 175, 178, 197, 178 and 166 kB.
 */
const finenessOfMany: Readonly<Record<number, Fineness>> = {
  4: { extentBits: 10, leastTriangle: 0.75 },
  5: { extentBits: 9, leastTriangle: 0.75 },
  6: { extentBits: 9, leastTriangle: 0.75 },
  7: { extentBits: 9, leastTriangle: 3 },
  8: { extentBits: 11, leastTriangle: 0.75 },
  9: { extentBits: 11, leastTriangle: 0.4 },
};

/** The last zoom keeps nearly all, because it is drawn enlarged beyond. */
function finenessOf(zoom: number, maxZoom: number, areaCount: number): Fineness {
  if (zoom === maxZoom) return { extentBits: 12, leastTriangle: 1 / 64 };
  const ofMany = areaCount < fewAreas ? undefined : finenessOfMany[zoom];
  if (ofMany !== undefined) return ofMany;
  return zoom <= 7 ? { extentBits: 11, leastTriangle: 0.35 } : { extentBits: 12, leastTriangle: 0.19 };
}
const pixelBits = 9;

/** A sixty-fourth of a tile around it, so that outlines do not end at its edge. */
const bufferBits = 6;

/** Areas to cut, taken up one after another so that their stored boundaries need not be held. */
export interface TileAreas {
  add(area: TileArea): void;
  /** Ends the collection, and cuts it. */
  cut(plan: TilePlan): Generator<CutTile>;
}

/**
 * Collects areas and cuts them into gzipped vector tiles, zoom by zoom in the order of PMTiles ids. Besides the corners
 * of the areas, one tile is in memory at a time. The same areas give the same bytes.
 */
export function createTileAreas(): TileAreas {
  const collector = createBorderCollector(worldSteps);
  const labels: AreaLabel[] = [];
  return {
    add({ code, name, polygons }) {
      labels.push({ code, name });
      collector.add(polygons);
    },
    *cut(plan) {
      const borders = collector.finish();
      for (let zoom = plan.minZoom; zoom <= plan.maxZoom; zoom++) {
        const { extentBits, leastTriangle } = finenessOf(zoom, plan.maxZoom, labels.length);
        const areas = areasOnGrid(borders, {
          shift: worldBits - zoom - extentBits,
          leastTriangle: leastTriangle * 4 ** (extentBits - pixelBits),
        });
        yield* cutZoom(labels, areas, { zoom, extentBits, layer: plan.layer });
      }
    },
  };
}

interface AreaLabel {
  readonly code: string;
  readonly name: string;
}

interface ZoomPlan {
  readonly zoom: number;
  readonly extentBits: number;
  readonly layer: string;
}

function* cutZoom(labels: readonly AreaLabel[], areas: GridAreas, plan: ZoomPlan): Generator<CutTile> {
  const { zoom, layer } = plan;
  const hasNames = zoom >= firstZoomWithNames || labels.length < fewAreas;
  const keys = hasNames ? ['code', 'name'] : ['code'];
  const boxes = labels.map((_, position) => areas.boxOf(position));
  const tree = treeOf(boxes);
  const extent = 2 ** plan.extentBits;
  const margin = extent >> bufferBits;
  const frame = { minX: -margin, minY: -margin, maxX: extent + margin, maxY: extent + margin };
  for (const id of touchedTiles(boxes, zoom, { extent, margin })) {
    const [, x, y] = tileIdToZxy(id);
    const offset = { x: x * extent, y: y * extent };
    const found = tree.search(
      offset.x - margin,
      offset.y - margin,
      offset.x + extent + margin,
      offset.y + extent + margin,
    );
    const features: TileFeature[] = [];
    // In the order of their codes, whatever the order of the tree: the same tile is the same bytes.
    for (const position of found.sort((one, other) => one - other)) {
      const label = labels[position];
      if (label === undefined) continue;
      const polygons = clipPolygons(areas.polygonsOf(position), offset, frame);
      const properties = hasNames ? [label.code, label.name] : [label.code];
      if (polygons.length > 0) features.push({ properties, polygons });
    }
    if (features.length === 0) continue;
    yield { zoom, x, y, bytes: packed(encodeTile({ name: layer, extent, keys, features })) };
  }
}

/** Small blocks suit these tiles: a hundredth less than with the usual memory level. */
function packed(tile: Uint8Array): Uint8Array {
  return gzipSync(tile, { level: 9, memLevel: 5 });
}

/** Finds areas by their boxes; an area without a box keeps its position, where no search comes. */
function treeOf(boxes: readonly (Box | null)[]): Flatbush {
  const tree = new Flatbush(Math.max(1, boxes.length));
  for (const box of boxes) {
    if (box === null) tree.add(Infinity, Infinity, -Infinity, -Infinity);
    else tree.add(box.minX, box.minY, box.maxX, box.maxY);
  }
  if (boxes.length === 0) tree.add(Infinity, Infinity, -Infinity, -Infinity);
  tree.finish();
  return tree;
}

/** The PMTiles ids of every tile that an area's box touches, ascending. */
function touchedTiles(
  boxes: readonly (Box | null)[],
  zoom: number,
  { extent, margin }: { readonly extent: number; readonly margin: number },
): number[] {
  const tiles = 2 ** zoom;
  const ids = new Set<number>();
  const clamp = (value: number): number => Math.min(tiles - 1, Math.max(0, Math.floor(value / extent)));
  for (const box of boxes) {
    if (box === null) continue;
    for (let x = clamp(box.minX - margin); x <= clamp(box.maxX + margin); x++) {
      for (let y = clamp(box.minY - margin); y <= clamp(box.maxY + margin); y++) {
        ids.add(zxyToTileId(zoom, x, y));
      }
    }
  }
  return [...ids].sort((one, other) => one - other);
}
