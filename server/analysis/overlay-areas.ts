import Flatbush from 'flatbush';
import initGeos from 'geos-wasm';
import { AppError } from '../../core/errors.ts';
import { boxOfRings } from '../../core/geography/bounds.ts';
import type { Overlaps } from '../../core/geography/interpolate-areas.ts';
import { encodeMultiPolygon, type PolygonRings } from '../../core/geography/well-known-binary.ts';

type Areas = readonly (readonly PolygonRings[])[];

export interface AreaOverlay {
  readonly overlaps: Overlaps;
  /** Ground of each source area, in squares of the plane's unit. */
  readonly sourceSizes: Float64Array;
  readonly targetSizes: Float64Array;
}

/**
 * The ground that each source area shares with each target area, by GEOS in WebAssembly (the overlay may not run in the
 * embedded database, which swallows what GEOS throws). In plane coordinates: bring degrees to a grid first.
 *
 * @throws AppError source-rejected naming the area whose rings GEOS cannot overlay: repair it first.
 */
export async function overlayAreas(sources: Areas, targets: Areas): Promise<AreaOverlay> {
  const geos = await initGeos({ errorHandler: () => undefined, noticeHandler: () => undefined });
  const reader = geos.GEOSWKBReader_create();
  const areaPointer = geos.Module._malloc(8);
  const read = (polygons: readonly PolygonRings[]): number => {
    const bytes = encodeMultiPolygon(polygons, 27700);
    const pointer = geos.Module._malloc(bytes.length);
    geos.Module.HEAPU8.set(bytes, pointer);
    const geometry = geos.GEOSWKBReader_read(reader, pointer, bytes.length);
    geos.Module._free(pointer);
    return geometry;
  };
  const sizeOf = (geometry: number): number => {
    geos.GEOSArea(geometry, areaPointer);
    return geos.Module.getValue(areaPointer, 'double');
  };
  const readAll = (areas: Areas, side: string): number[] =>
    areas.map((polygons, row) => {
      const geometry = read(polygons);
      if (geometry !== 0 && geos.GEOSisValid(geometry) === 1) return geometry;
      throw rejected(side, row);
    });
  const sourceGeometries = readAll(sources, 'source');
  const targetGeometries = readAll(targets, 'target');
  const pairs: [number, number, number][] = [];
  for (const [source, target] of pairsOfBoxes(sources, targets)) {
    const shared = geos.GEOSIntersection(sourceGeometries[source] ?? 0, targetGeometries[target] ?? 0);
    if (shared === 0) throw rejected('source', source);
    const size = sizeOf(shared);
    geos.GEOSGeom_destroy(shared);
    if (size > 0) pairs.push([source, target, size]);
  }
  const overlay = {
    overlaps: {
      source: Int32Array.from(pairs, ([source]) => source),
      target: Int32Array.from(pairs, ([, target]) => target),
      size: Float64Array.from(pairs, ([, , size]) => size),
    },
    sourceSizes: Float64Array.from(sourceGeometries, sizeOf),
    targetSizes: Float64Array.from(targetGeometries, sizeOf),
  };
  for (const geometry of [...sourceGeometries, ...targetGeometries]) geos.GEOSGeom_destroy(geometry);
  geos.GEOSWKBReader_destroy(reader);
  geos.Module._free(areaPointer);
  return overlay;
}

/** Pairs whose boxes meet. */
function* pairsOfBoxes(sources: Areas, targets: Areas): Generator<[number, number]> {
  if (targets.length === 0) return;
  const index = new Flatbush(targets.length);
  for (const polygons of targets) {
    const box = boxOfRings(polygons.flat());
    index.add(box?.minX ?? Infinity, box?.minY ?? Infinity, box?.maxX ?? -Infinity, box?.maxY ?? -Infinity);
  }
  index.finish();
  for (const [source, polygons] of sources.entries()) {
    const box = boxOfRings(polygons.flat());
    if (box === null) continue;
    for (const target of index.search(box.minX, box.minY, box.maxX, box.maxY).sort((a, b) => a - b)) {
      yield [source, target];
    }
  }
}

function rejected(side: string, row: number): AppError {
  const reason = 'its rings are not valid';
  return new AppError('source-rejected', `The ${side} area ${row + 1} cannot be overlaid: ${reason}.`, {
    details: { field: side, row, reason },
  });
}
