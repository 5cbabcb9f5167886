import Flatbush from 'flatbush';
import type { Bounds } from '../contract/area.ts';
import { AppError } from '../errors.ts';
import { boundsOfPositions } from '../geography/bounds.ts';
import { gridFromWgs84 } from '../geography/national-grid.ts';
import { orientation } from '../geography/orientation.ts';
import { covers, type Rings } from '../geography/point-in-polygon.ts';
import { areaOf, twiceSignedArea } from '../geography/ring-measures.ts';

/** A polygon that somebody drew, found to be whole. */
export interface DrawnPolygon {
  /** In degrees, longitude then latitude; outer rings and holes alike: an odd number of crossings is inside. */
  readonly rings: Rings;
  readonly bounds: Bounds;
  readonly squareKilometres: number;
  readonly points: number;
}

/** What a drawing may be at most: a county in full detail. */
export const drawnLimits = { points: 5000, rings: 200, squareKilometres: 5000 } as const;

/** Great Britain with its islands, and a little sea: OS Open UPRN has no properties elsewhere. */
const greatBritain: Bounds = { west: -9, south: 49.7, east: 2.2, north: 61 };

/**
 * Reads a polygon that somebody drew or uploaded: GeoJSON Polygon or MultiPolygon, as such, in a Feature, or as the one
 * feature of a FeatureCollection; longitude then latitude in WGS84 (RFC 7946).
 *
 * Holes must lie in their outer ring, parts may not overlap, and no ring may cross itself: what is inside would else be a
 * guess. Rings may run either way round. Edges are straight lines in longitude and latitude, as RFC 7946 has them.
 *
 * Shape: any value. Units: degrees.
 * @throws AppError invalid-request naming the place in the coordinates (`coordinates[0][3]`), its value and the reason;
 *   too-large where it has too many points or is too large.
 */
export function readDrawnPolygon(value: unknown): DrawnPolygon {
  const parts = partsOf(value);
  const rings = parts.flat();
  const points = rings.reduce((sum, { positions }) => sum + positions.length / 2, 0);
  const flat = rings.map(({ positions }) => positions);
  checkCrossings(rings);
  for (const { path, positions } of rings) {
    if (twiceSignedArea(positions) === 0) throw refuse(path, null, 'the ring encloses nothing');
  }
  checkNesting(parts);
  const bounds = boundsOf(flat);
  if (bounds === null) throw refuse('coordinates', null, 'the polygon is empty');
  const squareKilometres = squareKilometresOf(parts);
  if (squareKilometres > drawnLimits.squareKilometres) {
    throw new AppError(
      'too-large',
      `The polygon is ${Math.round(squareKilometres)} square kilometres; at most ${drawnLimits.squareKilometres} are reported.`,
      {
        details: { field: 'coordinates', value: Math.round(squareKilometres), reason: 'draw a smaller one' },
      },
    );
  }
  return { rings: flat, bounds, squareKilometres, points };
}

interface DrawnRing {
  /** Where it stands: `coordinates[0][1]`. */
  readonly path: string;
  readonly positions: Float64Array;
}

function refuse(field: string, value: unknown, reason: string): AppError {
  return new AppError('invalid-request', `The polygon cannot be used: ${reason} (${field}).`, {
    details: { field, value, reason },
  });
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !isList(value);

function geometryOf(value: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw refuse('polygon', null, 'it is not a GeoJSON object');
  const type = value['type'];
  if (type === 'FeatureCollection') {
    const features = value['features'];
    if (!isList(features) || features.length !== 1) {
      const count = isList(features) ? features.length : null;
      throw refuse('features', count, 'a collection must hold exactly one feature');
    }
    return geometryOf(features[0]);
  }
  if (type === 'Feature') return geometryOf(value['geometry']);
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    throw refuse(
      'type',
      typeof type === 'string' ? type.slice(0, 50) : null,
      'it must be a Polygon or a MultiPolygon',
    );
  }
  return value;
}

/** The rings of each part, the outer one first. */
function partsOf(value: unknown): DrawnRing[][] {
  const geometry = geometryOf(value);
  const coordinates = geometry['coordinates'];
  const isSingle = geometry['type'] === 'Polygon';
  const parts = isSingle ? [coordinates] : coordinates;
  if (!isList(parts) || parts.length === 0) {
    throw refuse('coordinates', null, 'it has no list of coordinates');
  }
  const counted = { points: 0, rings: 0 };
  return parts.map((part, at) => {
    const path = isSingle ? 'coordinates' : `coordinates[${at}]`;
    if (!isList(part) || part.length === 0) throw refuse(path, null, 'a polygon is not a list of rings');
    return part.map((ring, index) => readRing(ring, `${path}[${index}]`, counted));
  });
}

function readRing(ring: unknown, path: string, counted: { points: number; rings: number }): DrawnRing {
  if (!isList(ring)) throw refuse(path, null, 'a ring is not a list of positions');
  counted.points += ring.length;
  counted.rings += 1;
  if (counted.points > drawnLimits.points || counted.rings > drawnLimits.rings) {
    throw new AppError(
      'too-large',
      `The polygon has more than ${drawnLimits.points} points or ${drawnLimits.rings} rings.`,
      { details: { field: path, reason: 'simplify it' } },
    );
  }
  if (ring.length < 4) throw refuse(path, ring.length, 'a ring has at least four positions');
  const positions = new Float64Array(ring.length * 2);
  for (const [at, position] of ring.entries()) {
    const [longitude, latitude] = readPosition(position, `${path}[${at}]`);
    positions[2 * at] = longitude;
    positions[2 * at + 1] = latitude;
  }
  const isClosed = positions[0] === positions.at(-2) && positions[1] === positions.at(-1);
  if (!isClosed) {
    const last = `${path}[${ring.length - 1}]`;
    throw refuse(last, ring.at(-1), 'the ring is not closed: its last position must be its first');
  }
  return { path, positions };
}

function readPosition(position: unknown, path: string): readonly [number, number] {
  const [longitude, latitude] = isList(position) ? position : [];
  if (typeof longitude !== 'number' || typeof latitude !== 'number') {
    throw refuse(path, null, 'a position is two numbers, longitude and latitude');
  }
  const value = [longitude, latitude];
  if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) {
    throw refuse(path, String(value), 'the numbers must be finite');
  }
  const { west, south, east, north } = greatBritain;
  if (longitude < west || longitude > east || latitude < south || latitude > north) {
    const isSwapped = latitude >= west && latitude <= east && longitude >= south && longitude <= north;
    throw refuse(
      path,
      value,
      isSwapped
        ? 'the position is latitude before longitude; GeoJSON has longitude first'
        : 'the position lies outside of Great Britain',
    );
  }
  return [longitude, latitude];
}

interface Edge {
  readonly ring: DrawnRing;
  /** The position that it begins with, and the ring's next edge that has a length. */
  readonly at: number;
  readonly order: number;
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
}

function edgesOf(ring: DrawnRing): Edge[] {
  const { positions } = ring;
  const edges: Edge[] = [];
  for (let at = 0; at + 3 < positions.length; at += 2) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = positions.subarray(at, at + 4);
    // A position that is given twice is no edge.
    if (ax !== bx || ay !== by) edges.push({ ring, at: at / 2, order: edges.length, ax, ay, bx, by });
  }
  return edges;
}

/** No ring may touch itself but where one edge follows another; two rings may touch, but not cross. */
function checkCrossings(rings: readonly DrawnRing[]): void {
  const perRing = rings.map(edgesOf);
  const edges = perRing.flat();
  const countOf = new Map(rings.map((ring, at) => [ring, perRing[at]?.length ?? 0]));
  if (edges.length === 0) return;
  const tree = new Flatbush(edges.length);
  for (const { ax, ay, bx, by } of edges) {
    tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  tree.finish();
  for (const [index, edge] of edges.entries()) {
    const { ax, ay, bx, by } = edge;
    const near = tree.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
    for (const other of near) {
      const candidate = edges[other];
      if (other <= index || candidate === undefined) continue;
      const isBad =
        candidate.ring === edge.ring
          ? isSelfCrossing(edge, candidate, countOf.get(edge.ring) ?? 0)
          : crossesProperly(edge, candidate) || overlaps(edge, candidate);
      if (isBad) throw crossingAt(edge, candidate);
    }
  }
}

function crossingAt(edge: Edge, other: Edge): AppError {
  const isSelf = edge.ring === other.ring;
  const field = `${other.ring.path}[${other.at}]`;
  const reason = isSelf
    ? `the ring crosses or touches itself: the edge from ${field} meets the edge from ${edge.ring.path}[${edge.at}]`
    : `two rings cross: the edge from ${field} meets the edge from ${edge.ring.path}[${edge.at}]`;
  return refuse(field, [other.ax, other.ay], reason);
}

function isSelfCrossing(edge: Edge, other: Edge, count: number): boolean {
  const apart = Math.abs(edge.order - other.order);
  const isNext = apart === 1 || apart === count - 1;
  // Edges that follow each other share a corner; they may not run back over each other.
  return isNext ? overlaps(edge, other) : meets(edge, other);
}

const sideOf = ({ ax, ay, bx, by }: Edge, x: number, y: number): number =>
  Math.sign(orientation(ax, ay, bx, by, x, y));

function crossesProperly(one: Edge, other: Edge): boolean {
  return (
    sideOf(one, other.ax, other.ay) * sideOf(one, other.bx, other.by) < 0 &&
    sideOf(other, one.ax, one.ay) * sideOf(other, one.bx, one.by) < 0
  );
}

const isOn = (edge: Edge, x: number, y: number): boolean =>
  sideOf(edge, x, y) === 0 &&
  x >= Math.min(edge.ax, edge.bx) &&
  x <= Math.max(edge.ax, edge.bx) &&
  y >= Math.min(edge.ay, edge.by) &&
  y <= Math.max(edge.ay, edge.by);

function meets(one: Edge, other: Edge): boolean {
  return (
    crossesProperly(one, other) ||
    isOn(one, other.ax, other.ay) ||
    isOn(one, other.bx, other.by) ||
    isOn(other, one.ax, one.ay) ||
    isOn(other, one.bx, one.by)
  );
}

/** On one line, with more than a point in common. */
function overlaps(one: Edge, other: Edge): boolean {
  if (sideOf(one, other.ax, other.ay) !== 0 || sideOf(one, other.bx, other.by) !== 0) return false;
  const low = (a: number, b: number, c: number, d: number): number =>
    Math.max(Math.min(a, b), Math.min(c, d));
  const high = (a: number, b: number, c: number, d: number): number =>
    Math.min(Math.max(a, b), Math.max(c, d));
  const isLevel = Math.abs(one.bx - one.ax) >= Math.abs(one.by - one.ay);
  return isLevel
    ? low(one.ax, one.bx, other.ax, other.bx) < high(one.ax, one.bx, other.ax, other.bx)
    : low(one.ay, one.by, other.ay, other.by) < high(one.ay, one.by, other.ay, other.by);
}

/** Every hole within its outer ring and not within another; no part within another. */
function checkNesting(parts: readonly (readonly DrawnRing[])[]): void {
  for (const [outer, ...holes] of parts) {
    if (outer === undefined) continue;
    for (const hole of holes) {
      if (!isWithin(hole, [outer])) throw refuse(hole.path, null, 'the hole lies outside of its outer ring');
      const others = holes.filter((other) => other !== hole);
      const around = others.find((other) => isWithin(hole, [other]));
      if (around !== undefined) throw refuse(hole.path, null, `the hole lies in another one, ${around.path}`);
    }
  }
  for (const [at, part] of parts.entries()) {
    const [outer] = part;
    const around = parts.find(
      (other, index) => index !== at && outer !== undefined && isWithin(outer, other),
    );
    if (outer !== undefined && around !== undefined) {
      throw refuse(outer.path, null, `the part lies in another one, ${around[0]?.path ?? ''}`);
    }
  }
}

/** Rings do not cross: a ring is within others where all its positions are. */
function isWithin({ positions }: DrawnRing, rings: readonly DrawnRing[]): boolean {
  const around = rings.map((ring) => ring.positions);
  for (let at = 0; at + 1 < positions.length; at += 2) {
    if (!covers(around, positions[at] ?? 0, positions[at + 1] ?? 0)) return false;
  }
  return true;
}

function boundsOf(rings: Rings): Bounds | null {
  return boundsOfPositions(
    rings.flatMap((ring) =>
      Array.from({ length: ring.length / 2 }, (_, at) => ({
        longitude: ring[2 * at] ?? 0,
        latitude: ring[2 * at + 1] ?? 0,
      })),
    ),
  );
}

function squareKilometresOf(parts: readonly (readonly DrawnRing[])[]): number {
  const onGrid = ({ positions }: DrawnRing): Float64Array => {
    const grid = new Float64Array(positions.length);
    for (let at = 0; at + 1 < positions.length; at += 2) {
      const { easting, northing } = gridFromWgs84({
        longitude: positions[at] ?? 0,
        latitude: positions[at + 1] ?? 0,
      });
      grid[at] = easting;
      grid[at + 1] = northing;
    }
    return grid;
  };
  return areaOf(parts.map((part) => part.map(onGrid))) / 1e6;
}
