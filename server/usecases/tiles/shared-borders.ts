import type { Position } from 'geojson';
import { presimplify } from 'topojson-simplify';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import { unitSquareFromPosition } from '../../../core/geography/tile-address.ts';
import type { PolygonRings } from '../../../core/geography/well-known-binary.ts';
import { createPointTable, type PointTable } from './point-table.ts';

/** Areas whose corners are weighed once for all the areas that meet there. */
export interface SharedBorders {
  /**
   * The areas, in the order they were added, in the unit square of Web Mercator, without the corners that matter less
   * than `leastArea` (the area, in the unit square, of the triangle with their neighbours).
   */
  simplified(leastArea: number): SimplifiedAreas;
}

export interface SimplifiedAreas {
  /** Rings that have collapsed are left out; an area may be left without any. */
  polygonsOf(position: number): Position[][][];
  /** Around the corners that are left. */
  boxOf(position: number): UnitBox;
}

/** Of an area without corners: Infinity, Infinity, -Infinity, -Infinity. */
export type UnitBox = readonly [minX: number, minY: number, maxX: number, maxY: number];

export interface BorderCollector {
  /** Adds an area on the National Grid; its coordinates are copied. */
  add(polygons: readonly PolygonRings[]): void;
  /** Ends the collection. */
  finish(): SharedBorders;
}

/** The corners of a ring by their numbers, the first not repeated at the end, none twice in succession. */
type Ring = Int32Array;

/**
 * Finds the shared borders of areas on the National Grid. Two areas share a stretch when their corners there are equal
 * to the last bit, as they are in files of generalised boundaries; where they are not, each keeps its own line.
 *
 * Why not simplify each area by itself: its neighbour, whose ring begins elsewhere, keeps other corners, and the map
 * shows slivers and overlaps along every border. A corner where more than two lines meet always stays; between two such
 * corners the stretch is one line for both its neighbours, so that a corner of it has one weight: Visvalingam's
 * triangle area (topojson-simplify), found once and cut off at another height for each zoom. Corners are held as
 * numbers in typed arrays, because the nation as GeoJSON and topology takes more than a gigabyte.
 */
export function createBorderCollector(): BorderCollector {
  const table = createPointTable();
  const areas: Ring[][][] = [];
  return {
    add(polygons) {
      areas.push(polygons.map((rings) => rings.map((ring) => numbered(ring, table))));
    },
    finish() {
      const points = projected(table.coordinates, table.count);
      const weights = weigh(areas, points);
      return {
        simplified: (leastArea) => ({
          polygonsOf: (position) => cutOff(areas[position] ?? [], { points, weights, leastArea }),
          boxOf: (position) => boxAround(areas[position] ?? [], { points, weights, leastArea }),
        }),
      };
    },
  };
}

function numbered(ring: Float64Array, table: PointTable): Ring {
  const numbers = new Int32Array(ring.length >> 1);
  let length = 0;
  for (let index = 0; index + 1 < ring.length; index += 2) {
    const number = table.numberOf(ring[index] ?? 0, ring[index + 1] ?? 0);
    if (length === 0 || numbers[length - 1] !== number) numbers[length++] = number;
  }
  while (length > 1 && numbers[length - 1] === numbers[0]) length -= 1;
  return numbers.slice(0, length);
}

function projected(grid: Float64Array, count: number): Float64Array {
  const points = new Float64Array(2 * count);
  for (let index = 0; index < points.length; index += 2) {
    const { x, y } = unitSquareFromPosition(
      wgs84FromGrid({ easting: grid[index] ?? 0, northing: grid[index + 1] ?? 0 }),
    );
    points[index] = x;
    points[index + 1] = y;
  }
  return points;
}

function* ringsOf(areas: readonly (readonly (readonly Ring[])[])[]): Generator<Ring> {
  for (const polygons of areas) for (const rings of polygons) yield* rings;
}

/** The weight of each point by its number: Infinity where lines meet. */
function weigh(areas: readonly (readonly (readonly Ring[])[])[], points: Float64Array): Float64Array {
  const weights = new Float64Array(points.length / 2).fill(NaN);
  for (const point of meetingPoints(areas, weights.length)) weights[point] = Infinity;
  for (const ring of ringsOf(areas)) {
    const meeting = ring.findIndex((point) => weights[point] === Infinity);
    // An island by itself has a fixed corner too, the first that came; the hole around it finds its weights there.
    const start = Math.max(0, meeting);
    let stretch: number[] = [];
    for (let step = 0; step <= ring.length; step++) {
      const point = ring[(start + step) % ring.length];
      if (point === undefined) break;
      stretch.push(point);
      if (step > 0 && (weights[point] === Infinity || step === ring.length)) {
        weighStretch(stretch, points, weights);
        stretch = [point];
      }
    }
  }
  return weights;
}

/** Points that rings pass with other neighbours than the ring that came first. */
function* meetingPoints(areas: readonly (readonly (readonly Ring[])[])[], count: number): Generator<number> {
  const before = new Int32Array(count).fill(-1);
  const after = new Int32Array(count).fill(-1);
  for (const ring of ringsOf(areas)) {
    for (const [index, point] of ring.entries()) {
      const previous = ring.at(index - 1) ?? point;
      const next = ring[(index + 1) % ring.length] ?? point;
      const one = before[point];
      const other = after[point];
      if (one === -1) {
        before[point] = previous;
        after[point] = next;
      } else if (!((one === previous && other === next) || (one === next && other === previous))) {
        yield point;
      }
    }
  }
}

/** Weighs the corners between the two ends of a stretch, unless its other neighbour came before. */
function weighStretch(stretch: readonly number[], points: Float64Array, weights: Float64Array): void {
  const probe = stretch[1];
  if (probe === undefined || !Number.isNaN(weights[probe])) return;
  const arc = stretch.map((point) => [points[2 * point] ?? 0, points[2 * point + 1] ?? 0]);
  const { arcs } = presimplify({ type: 'Topology', arcs: [arc], objects: {} });
  stretch.forEach((point, index) => {
    weights[point] = arcs[0]?.[index]?.[2] ?? Infinity;
  });
}

interface Cut {
  readonly points: Float64Array;
  readonly weights: Float64Array;
  readonly leastArea: number;
}

function cutOff(polygons: readonly (readonly Ring[])[], cut: Cut): Position[][][] {
  const result: Position[][][] = [];
  for (const rings of polygons) {
    const kept = rings.map((ring) => cutOffRing(ring, cut));
    const [outer] = kept;
    // A closed ring has four points at least: three corners and the first again.
    if (outer === undefined || outer.length < 4) continue;
    result.push(kept.filter((ring) => ring.length >= 4));
  }
  return result;
}

function cutOffRing(ring: Ring, { points, weights, leastArea }: Cut): Position[] {
  const positions: Position[] = [];
  for (const point of ring) {
    if ((weights[point] ?? 0) >= leastArea)
      positions.push([points[2 * point] ?? 0, points[2 * point + 1] ?? 0]);
  }
  const [first] = positions;
  if (first !== undefined) positions.push([first[0] ?? 0, first[1] ?? 0]);
  return positions;
}

function boxAround(polygons: readonly (readonly Ring[])[], { points, weights, leastArea }: Cut): UnitBox {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [outer] of polygons) {
    for (const point of outer ?? []) {
      if ((weights[point] ?? 0) < leastArea) continue;
      const x = points[2 * point] ?? 0;
      const y = points[2 * point + 1] ?? 0;
      minX = Math.min(minX, x);
      minY = Math.min(minY, y);
      maxX = Math.max(maxX, x);
      maxY = Math.max(maxY, y);
    }
  }
  return [minX, minY, maxX, maxY];
}
