import { AppError } from '../errors.ts';
import type { Rings } from './point-in-polygon.ts';

/** Outer ring first, then its holes; each closed, x, y, x, y ... */
export type PolygonRings = readonly Float64Array[];

const typePoint = 1;
const typePolygon = 3;
const typeMultiPolygon = 6;
const sridFlag = 0x2000_0000;
const littleEndian = 1;
/** Whether this machine has the lowest byte first, as nearly all have: then numbers are copied as they stand. */
const isLittleHere = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** PostGIS extended well-known binary of a multipolygon, with its SRID: what COPY takes, as hexadecimal text. */
export function encodeMultiPolygon(polygons: readonly PolygonRings[], srid: number): Uint8Array {
  const size = polygons.reduce(
    (sum, rings) => sum + rings.reduce((bytes, ring) => bytes + 4 + ring.length * 8, 9),
    13,
  );
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let offset = writeHeader(view, 0, typeMultiPolygon, srid);
  const writeCount = (count: number): void => {
    view.setUint32(offset, count, true);
    offset += 4;
  };
  writeCount(polygons.length);
  for (const rings of polygons) {
    offset = writeHeader(view, offset, typePolygon, null);
    writeCount(rings.length);
    for (const ring of rings) {
      writeCount(ring.length / 2);
      for (const value of ring) {
        view.setFloat64(offset, value, true);
        offset += 8;
      }
    }
  }
  return bytes;
}

/** Well-known binary of a point: that of PostGIS where it has an SRID, plain without. */
export function encodePoint(x: number, y: number, srid: number | null): Uint8Array {
  const bytes = new Uint8Array(srid === null ? 21 : 25);
  const view = new DataView(bytes.buffer);
  const offset = writeHeader(view, 0, typePoint, srid);
  view.setFloat64(offset, x, true);
  view.setFloat64(offset + 8, y, true);
  return bytes;
}

/** The x and y of a plain point, as encodePoint writes it. */
export function decodePoint(bytes: Uint8Array): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.of(view.getFloat64(5, true), view.getFloat64(13, true));
}

function writeHeader(view: DataView, offset: number, type: number, srid: number | null): number {
  view.setUint8(offset, littleEndian);
  view.setUint32(offset + 1, srid === null ? type : type | sridFlag, true);
  if (srid === null) return offset + 5;
  view.setUint32(offset + 5, srid, true);
  return offset + 9;
}

/**
 * The polygons of a well-known binary polygon or multipolygon, extended or not, of either byte order.
 *
 * Missing: any other kind of geometry, points and lines that a repair has left over among them, has no polygons.
 * @throws AppError source-rejected where the bytes end too soon or have more than two dimensions.
 */
export function decodePolygons(bytes: Uint8Array): PolygonRings[] {
  const polygons: PolygonRings[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 0;
  const take = (count: number): number => {
    const start = offset;
    offset += count;
    if (offset > bytes.length) throw unreadable('ends too soon');
    return start;
  };
  const readRing = (isLittle: boolean): Float64Array => {
    const length = 2 * view.getUint32(take(4), isLittle);
    const start = take(length * 8);
    const ring = new Float64Array(length);
    if (isLittle && isLittleHere) {
      new Uint8Array(ring.buffer).set(bytes.subarray(start, start + length * 8));
      return ring;
    }
    for (let index = 0; index < length; index++) ring[index] = view.getFloat64(start + index * 8, isLittle);
    return ring;
  };
  const readGeometry = (): void => {
    const isLittle = view.getUint8(take(1)) === littleEndian;
    const flags = view.getUint32(take(4), isLittle);
    if ((flags & sridFlag) !== 0) take(4);
    const type = flags & 0x1fff_ffff;
    if (type > 7) throw unreadable('has more than two dimensions');
    if (type === typePoint) take(16);
    if (type === typePoint || type === 0) return;
    const count = view.getUint32(take(4), isLittle);
    if (type === 2) take(count * 16);
    else if (type === typePolygon) {
      const rings: Float64Array[] = [];
      for (let ring = 0; ring < count; ring++) rings.push(readRing(isLittle));
      if (rings.length > 0) polygons.push(rings);
    } else for (let part = 0; part < count; part++) readGeometry();
  };
  readGeometry();
  return polygons;
}

/** All rings of all polygons, as the point-in-polygon index wants them. */
export function ringsOf(polygons: readonly PolygonRings[]): Rings {
  return polygons.flat();
}

function unreadable(reason: string): AppError {
  return new AppError('source-rejected', `A stored geometry cannot be read: it ${reason}.`, {
    details: { reason },
  });
}
