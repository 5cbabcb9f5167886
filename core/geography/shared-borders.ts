import { presimplify } from 'topojson-simplify';
import { createPointTable, wholeNumbers, type PointTable } from './point-table.ts';
import type { PlanePoint } from './ring-measures.ts';
import type { PolygonRings } from './well-known-binary.ts';

/** Brings a place of the National Grid to the grid on which corners are counted, in steps; it is rounded afterwards. */
export type ToSteps = (easting: number, northing: number) => PlanePoint;

/** The corners of a ring by their numbers, the first not repeated at the end, none twice in succession. */
export type BorderRing = Int32Array;

/** Areas whose corners are weighed once for all the areas that meet there. */
export interface SharedBorders {
  /** Of each area, in the order they were added, its polygons: outer ring first. */
  readonly areas: readonly (readonly (readonly BorderRing[])[])[];
  /** Where the corners are, x, y, x, y ... by number, in steps of the grid. */
  readonly points: Int32Array;
  /** How much each corner matters, by number: the area of the triangle with its neighbours, in square steps. */
  readonly weights: Float64Array;
}

export interface BorderCollector {
  /** Adds an area on the National Grid; its coordinates are copied. */
  add(polygons: readonly PolygonRings[]): void;
  /** Ends the collection. */
  finish(): SharedBorders;
}

/**
 * Finds the shared borders of areas on the National Grid. Two areas share a stretch when their corners there fall on
 * the same step of the grid, as they do in files of generalised boundaries; where they do not, each keeps its own line.
 *
 * Why not simplify each area by itself: its neighbour, whose ring begins elsewhere, keeps other corners, and the map
 * shows slivers and overlaps along every border. A corner where more than two lines meet always stays; between two such
 * corners the stretch is one line for both its neighbours, so that a corner of it has one weight: Visvalingam's
 * triangle area (topojson-simplify), found once and cut off at another height for each zoom. Corners are held as
 * whole numbers in typed arrays, because the nation as GeoJSON and topology takes more than a gigabyte.
 */
export function createBorderCollector(toSteps: ToSteps): BorderCollector {
  const table = createPointTable(wholeNumbers);
  const areas: BorderRing[][][] = [];
  return {
    add(polygons) {
      areas.push(polygons.map((rings) => rings.map((ring) => numbered(ring, toSteps, table))));
    },
    finish() {
      const points = table.coordinates.slice(0, 2 * table.count);
      return { areas, points, weights: weigh(areas, points) };
    },
  };
}

function numbered(ring: Float64Array, toSteps: ToSteps, table: PointTable<Int32Array>): BorderRing {
  const numbers = new Int32Array(ring.length >> 1);
  let length = 0;
  for (let index = 0; index + 1 < ring.length; index += 2) {
    const { x, y } = toSteps(ring[index] ?? 0, ring[index + 1] ?? 0);
    const number = table.numberOf(Math.round(x), Math.round(y));
    if (length === 0 || numbers[length - 1] !== number) numbers[length++] = number;
  }
  while (length > 1 && numbers[length - 1] === numbers[0]) length -= 1;
  return numbers.slice(0, length);
}

function* ringsOf(areas: SharedBorders['areas']): Generator<BorderRing> {
  for (const polygons of areas) for (const rings of polygons) yield* rings;
}

/** The weight of each point by its number: Infinity where lines meet. */
function weigh(areas: SharedBorders['areas'], points: Int32Array): Float64Array {
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
function* meetingPoints(areas: SharedBorders['areas'], count: number): Generator<number> {
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
function weighStretch(stretch: readonly number[], points: Int32Array, weights: Float64Array): void {
  const probe = stretch[1];
  if (probe === undefined || !Number.isNaN(weights[probe])) return;
  const arc = stretch.map((point) => [points[2 * point] ?? 0, points[2 * point + 1] ?? 0]);
  const { arcs } = presimplify({ type: 'Topology', arcs: [arc], objects: {} });
  stretch.forEach((point, index) => {
    weights[point] = arcs[0]?.[index]?.[2] ?? Infinity;
  });
}
