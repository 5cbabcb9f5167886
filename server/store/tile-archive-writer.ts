import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zxyToTileId } from 'pmtiles';
import type { Bounds } from '../../core/contract/area.ts';

export interface ArchiveFacts {
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly bounds: Bounds;
  /** Goes in as JSON: name, attribution, vector_layers ... */
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface ArchiveSummary {
  readonly tileCount: number;
  readonly byteLength: number;
  readonly largestTileBytes: number;
}

interface Entry {
  readonly tileId: number;
  readonly offset: number;
  readonly length: number;
  runLength: number;
}

export interface TileArchiveWriter {
  /** Adds a tile of gzipped bytes. Tiles must come in the order of their PMTiles ids; equal ones are stored once. */
  add(zoom: number, x: number, y: number, bytes: Uint8Array): Promise<void>;
  /** Puts directories, metadata and tiles together under the final name. */
  finish(facts: ArchiveFacts): Promise<ArchiveSummary>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

const headerBytes = 127;
/** The specification wants header and root directory within the first 16 KiB. */
const rootLimit = 16_384 - headerBytes;
const leafEntries = 4096;
const gzip = 2;
const vectorTile = 1;

/**
 * Writes a PMTiles archive (specification 3), clustered, as a file that is complete or not there: tiles go to a file
 * beside it first, and the name is given last. The same tiles always give the same bytes.
 *
 * Written by hand: the writer of s2-pmtiles puts no bounds into the header, and its types do not resolve in ES modules.
 */
export async function createTileArchiveWriter(path: string): Promise<TileArchiveWriter> {
  await mkdir(dirname(path), { recursive: true });
  const dataPath = `${path}.${process.pid}.tiles`;
  const data = await open(dataPath, 'w+');
  const entries: Entry[] = [];
  const offsetOfContent = new Map<string, number>();
  let dataLength = 0;
  let largestTileBytes = 0;
  let addressed = 0;

  return {
    async add(zoom, x, y, bytes) {
      const tileId = zxyToTileId(zoom, x, y);
      const last = entries.at(-1);
      if (last !== undefined && tileId < last.tileId + last.runLength) {
        throw new RangeError(`tile ${zoom}/${x}/${y} comes out of order`);
      }
      addressed += 1;
      largestTileBytes = Math.max(largestTileBytes, bytes.length);
      const content = createHash('sha256').update(bytes).digest('base64');
      const known = offsetOfContent.get(content);
      if (last !== undefined && known === last.offset && tileId === last.tileId + last.runLength) {
        last.runLength += 1;
        return;
      }
      const offset = known ?? dataLength;
      entries.push({ tileId, offset, length: bytes.length, runLength: 1 });
      if (known !== undefined) return;
      offsetOfContent.set(content, offset);
      await data.write(bytes);
      dataLength += bytes.length;
    },

    async finish(facts) {
      const { root, leaves } = directoriesOf(entries);
      const metadata = gzipSync(JSON.stringify(facts.metadata));
      const header = headerOf(facts, {
        rootLength: root.length,
        metadataLength: metadata.length,
        leavesLength: leaves.length,
        dataLength,
        addressed,
        entryCount: entries.length,
        contentCount: offsetOfContent.size,
      });
      const partPath = `${path}.${process.pid}.part`;
      const file = await open(partPath, 'w');
      await file.write(Buffer.concat([header, root, metadata, leaves]));
      await copyAll(data, file);
      await file.close();
      await data.close();
      await rename(partPath, path);
      await rm(dataPath, { force: true });
      const byteLength = header.length + root.length + metadata.length + leaves.length + dataLength;
      return { tileCount: addressed, byteLength, largestTileBytes };
    },

    async abandon() {
      await data.close().catch(() => undefined);
      await rm(dataPath, { force: true });
    },
  };
}

async function copyAll(from: FileHandle, to: FileHandle): Promise<void> {
  const buffer = new Uint8Array(1024 * 1024);
  let position = 0;
  for (;;) {
    const { bytesRead } = await from.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return;
    await to.write(buffer, 0, bytesRead);
    position += bytesRead;
  }
}

/** One directory where it fits into the first 16 KiB, else a root of leaves. */
function directoriesOf(entries: readonly Entry[]): { root: Uint8Array; leaves: Uint8Array } {
  const single = gzipSync(encodeDirectory(entries));
  if (single.length <= rootLimit) return { root: single, leaves: new Uint8Array(0) };
  const leaves: Uint8Array[] = [];
  const pointers: Entry[] = [];
  let offset = 0;
  for (let start = 0; start < entries.length; start += leafEntries) {
    const leaf = gzipSync(encodeDirectory(entries.slice(start, start + leafEntries)));
    pointers.push({ tileId: entries[start]?.tileId ?? 0, offset, length: leaf.length, runLength: 0 });
    leaves.push(leaf);
    offset += leaf.length;
  }
  return { root: gzipSync(encodeDirectory(pointers)), leaves: Buffer.concat(leaves) };
}

/** Columns of varints: ids by difference, run lengths, lengths, offsets (0: right behind the entry before). */
function encodeDirectory(entries: readonly Entry[]): Uint8Array {
  const bytes: number[] = [];
  const put = (value: number): void => {
    let rest = value;
    while (rest > 127) {
      bytes.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    bytes.push(rest);
  };
  put(entries.length);
  entries.forEach(({ tileId }, at) => {
    put(tileId - (entries[at - 1]?.tileId ?? 0));
  });
  for (const { runLength } of entries) put(runLength);
  for (const { length } of entries) put(length);
  entries.forEach(({ offset }, at) => {
    const before = entries[at - 1];
    put(before !== undefined && offset === before.offset + before.length ? 0 : offset + 1);
  });
  return Uint8Array.from(bytes);
}

interface Lengths {
  readonly rootLength: number;
  readonly metadataLength: number;
  readonly leavesLength: number;
  readonly dataLength: number;
  readonly addressed: number;
  readonly entryCount: number;
  readonly contentCount: number;
}

/** Source: PMTiles version 3 specification, section 3 (little-endian, positions in 1e-7 degrees). */
function headerOf({ minZoom, maxZoom, bounds }: ArchiveFacts, lengths: Lengths): Uint8Array {
  const header = Buffer.alloc(headerBytes);
  header.write('PMTiles', 0, 'latin1');
  header[7] = 3;
  const rootOffset = headerBytes;
  const metadataOffset = rootOffset + lengths.rootLength;
  const leavesOffset = metadataOffset + lengths.metadataLength;
  const dataOffset = leavesOffset + lengths.leavesLength;
  const numbers = [
    rootOffset,
    lengths.rootLength,
    metadataOffset,
    lengths.metadataLength,
    leavesOffset,
    lengths.leavesLength,
    dataOffset,
    lengths.dataLength,
    lengths.addressed,
    lengths.entryCount,
    lengths.contentCount,
  ];
  numbers.forEach((number, at) => header.writeBigUInt64LE(BigInt(number), 8 + at * 8));
  header[96] = 1;
  header[97] = gzip;
  header[98] = gzip;
  header[99] = vectorTile;
  header[100] = minZoom;
  header[101] = maxZoom;
  const centre = { longitude: (bounds.west + bounds.east) / 2, latitude: (bounds.south + bounds.north) / 2 };
  const degrees = [bounds.west, bounds.south, bounds.east, bounds.north];
  degrees.forEach((value, at) => header.writeInt32LE(Math.round(value * 1e7), 102 + at * 4));
  header[118] = minZoom;
  header.writeInt32LE(Math.round(centre.longitude * 1e7), 119);
  header.writeInt32LE(Math.round(centre.latitude * 1e7), 123);
  return header;
}
