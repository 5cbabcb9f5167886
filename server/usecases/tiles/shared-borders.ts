import type { FeatureCollection, MultiPolygon, Position } from 'geojson';
import { topology } from 'topojson-server';
import { presimplify } from 'topojson-simplify';
import { wgs84FromGrid } from '../../../core/geography/national-grid.ts';
import { unitSquareFromPosition } from '../../../core/geography/tile-address.ts';
import type { PolygonRings } from '../../../core/geography/well-known-binary.ts';

/** Areas cut into the stretches of border they share, each stretch simplified once for both its neighbours. */
export interface SharedBorders {
  /**
   * The multipolygons of all areas, in the order given, in the unit square of Web Mercator, without the corners that
   * matter less than `leastArea` (the area, in the unit square, of the triangle with their neighbours).
   */
  simplified(leastArea: number): SimplifiedAreas;
}

export interface SimplifiedAreas {
  /** Rings that have collapsed are left out; an area may be left without any. */
  polygonsOf(position: number): readonly Position[][][];
}

interface AreaArcs {
  readonly arcs: readonly (readonly (readonly number[])[])[];
}

/**
 * Finds the shared borders of areas on the National Grid. Two areas share a stretch when their corners there are equal
 * to the last bit, as they are in files of generalised boundaries; where they are not, each keeps its own line.
 *
 * Why not simplify each area by itself: its neighbour, whose ring begins elsewhere, keeps other corners, and the map
 * shows slivers and overlaps along every border. By Visvalingam's triangle area (topojson-simplify), whose weights are
 * found once and cut off at another height for each zoom.
 */
export function findSharedBorders(areas: readonly (readonly PolygonRings[])[]): SharedBorders {
  const collection: FeatureCollection<MultiPolygon> = {
    type: 'FeatureCollection',
    features: areas.map((polygons) => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map(toUnitSquare)) },
    })),
  };
  const shared = topology({ areas: collection });
  const members = areaArcs(shared.objects['areas']);
  const { arcs } = presimplify({ type: 'Topology', arcs: shared.arcs, objects: {} });
  return {
    simplified(leastArea) {
      const kept = arcs.map((arc) => arc.filter((point) => (point[2] ?? Infinity) >= leastArea));
      return { polygonsOf: (position) => stitch(members[position]?.arcs ?? [], kept) };
    },
  };
}

function areaArcs(object: unknown): readonly AreaArcs[] {
  const isAreas = (value: unknown): value is { geometries: readonly Partial<AreaArcs>[] } =>
    typeof value === 'object' && value !== null && 'geometries' in value;
  if (!isAreas(object)) throw new Error('the topology has no collection of areas');
  return object.geometries.map((geometry) => ({ arcs: geometry.arcs ?? [] }));
}

function toUnitSquare(ring: Float64Array): Position[] {
  const positions: Position[] = [];
  for (let index = 0; index + 1 < ring.length; index += 2) {
    const { x, y } = unitSquareFromPosition(
      wgs84FromGrid({ easting: ring[index] ?? 0, northing: ring[index + 1] ?? 0 }),
    );
    positions.push([x, y]);
  }
  return positions;
}

function stitch(polygons: AreaArcs['arcs'], arcs: readonly (readonly Position[])[]): Position[][][] {
  const result: Position[][][] = [];
  for (const rings of polygons) {
    const stitched = rings.map((ring) => stitchRing(ring, arcs));
    const [outer] = stitched;
    // A closed ring has four points at least: three corners and the first again.
    if (outer === undefined || outer.length < 4) continue;
    result.push(stitched.filter((ring) => ring.length >= 4));
  }
  return result;
}

function stitchRing(ring: readonly number[], arcs: readonly (readonly Position[])[]): Position[] {
  const positions: Position[] = [];
  for (const arc of ring) {
    const points = arcs[arc < 0 ? ~arc : arc] ?? [];
    const inOrder = arc < 0 ? points.toReversed() : points;
    // Each stretch begins where the one before it ended.
    for (let index = positions.length === 0 ? 0 : 1; index < inOrder.length; index++) {
      const point = inOrder[index];
      if (point !== undefined) positions.push([point[0] ?? 0, point[1] ?? 0]);
    }
  }
  return positions;
}
