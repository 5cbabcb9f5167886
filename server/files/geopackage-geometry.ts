import type { Box } from '../../core/geography/bounds.ts';

const envelopeXY = 0b0000_0010;
const littleEndian = 0b0000_0001;
const headerBytes = 8 + 4 * 8;

/**
 * Well-known binary as GeoPackage holds it: behind a header with the reference system and the box, so that a program
 * finds what is in sight without reading coordinates.
 * Source: OGC 12-128r17, 2.1.3 (geometry encoding).
 */
export function geoPackageGeometry(wellKnownBinary: Uint8Array, box: Box, srsId: number): Uint8Array {
  const bytes = new Uint8Array(headerBytes + wellKnownBinary.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x47, 0x50, 0, envelopeXY | littleEndian]);
  view.setInt32(4, srsId, true);
  [box.minX, box.maxX, box.minY, box.maxY].forEach((edge, at) => {
    view.setFloat64(8 + 8 * at, edge, true);
  });
  bytes.set(wellKnownBinary, headerBytes);
  return bytes;
}
