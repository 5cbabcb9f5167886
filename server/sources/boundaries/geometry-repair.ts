import initGeos from 'geos-wasm';
import {
  decodePolygons,
  encodeMultiPolygon,
  type PolygonRings,
} from '../../../core/geography/well-known-binary.ts';

export interface GeometryRepair {
  /** The polygons, valid: as they came, or rebuilt, and then why. Empty where nothing with an area is left. */
  makeValid(polygons: readonly PolygonRings[]): ValidPolygons;
}

export interface ValidPolygons {
  readonly polygons: readonly PolygonRings[];
  /** What GEOS found wrong: "Self-intersection[382073 396429]"; null where it was valid. */
  readonly defect: string | null;
}

/**
 * Polygon validity by GEOS, in WebAssembly, so that both databases get the same geometry and an invalid one can never
 * reach the embedded database, which swallows what GEOS throws. Repairs with the structure method: overlapping parts
 * are joined, what has no area goes.
 */
export async function createGeometryRepair(): Promise<GeometryRepair> {
  const geos = await initGeos({ errorHandler: () => undefined, noticeHandler: () => undefined });
  const reader = geos.GEOSWKBReader_create();
  const writer = geos.GEOSWKBWriter_create();
  const parameters = geos.GEOSMakeValidParams_create();
  geos.GEOSMakeValidParams_setMethod(parameters, geos.GEOSMakeValidMethods.GEOS_MAKE_VALID_STRUCTURE);
  geos.GEOSMakeValidParams_setKeepCollapsed(parameters, 0);
  const sizePointer = geos.Module._malloc(4);

  const read = (polygons: readonly PolygonRings[]): number => {
    const bytes = encodeMultiPolygon(polygons, 27700);
    const pointer = geos.Module._malloc(bytes.length);
    geos.Module.HEAPU8.set(bytes, pointer);
    const geometry = geos.GEOSWKBReader_read(reader, pointer, bytes.length);
    geos.Module._free(pointer);
    return geometry;
  };
  const write = (geometry: number): PolygonRings[] => {
    const pointer = geos.GEOSWKBWriter_write(writer, geometry, sizePointer);
    const size = geos.Module.getValue(sizePointer, 'i32');
    // Copied: the memory of WebAssembly may move when it grows.
    const bytes = geos.Module.HEAPU8.slice(pointer, pointer + size);
    geos.GEOSFree(pointer);
    return decodePolygons(bytes);
  };
  const defectOf = (geometry: number): string => {
    const pointer = geos.GEOSisValidReason(geometry);
    const reason = geos.Module.UTF8ToString(pointer);
    geos.GEOSFree(pointer);
    return reason;
  };
  return {
    makeValid(polygons) {
      const geometry = read(polygons);
      if (geometry === 0) return { polygons: [], defect: 'GEOS cannot read the rings' };
      try {
        if (geos.GEOSisValid(geometry) === 1) return { polygons, defect: null };
        const defect = defectOf(geometry);
        const repaired = geos.GEOSMakeValidWithParams(geometry, parameters);
        if (repaired === 0) return { polygons: [], defect };
        const valid = write(repaired);
        geos.GEOSGeom_destroy(repaired);
        return { polygons: valid, defect };
      } finally {
        geos.GEOSGeom_destroy(geometry);
      }
    },
  };
}
