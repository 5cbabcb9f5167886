import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzipSync } from 'node:zlib';
import { Compression, PMTiles, SharedPromiseCache, type Source } from 'pmtiles';

const unzip = promisify(gunzip);

export interface TileSetName {
  readonly type: string;
  readonly vintage: number;
  readonly hash: string;
}

export interface TilePosition {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}

function fileSource(path: string, file: FileHandle): Source {
  return {
    getKey: () => path,
    async getBytes(offset, length) {
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset);
      return { data: toArrayBuffer(buffer.subarray(0, bytesRead)) };
    },
  };
}

async function decompressDirectory(bytes: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  if (compression !== Compression.Gzip) return bytes;
  return toArrayBuffer(await unzip(new Uint8Array(bytes)));
}

/** The name that the baker gives an archive: its boundaries by kind, vintage and the beginning of their hash. */
export function archivePath(folder: string, set: TileSetName): string {
  return join(folder, `${set.type}-${set.vintage}-${set.hash.slice(0, 12)}.pmtiles`);
}

/**
 * Reads tiles from the PMTiles archives that were baked at import. A tile's gzip bytes come out as they are stored:
 * the library is told not to unpack them, because browsers unpack better than we repack.
 */
export function createTileArchives(folder: string) {
  const openings = new Map<string, Promise<{ archive: PMTiles; file: FileHandle } | null>>();

  async function openArchive(path: string): Promise<{ archive: PMTiles; file: FileHandle } | null> {
    let file: FileHandle;
    try {
      file = await open(path, 'r');
    } catch {
      return null;
    }
    const directories = new SharedPromiseCache(200, true, decompressDirectory);
    return { archive: new PMTiles(fileSource(path, file), directories, (raw) => Promise.resolve(raw)), file };
  }

  async function archiveOf(set: TileSetName): Promise<PMTiles | null> {
    const path = archivePath(folder, set);
    let opening = openings.get(path);
    if (opening === undefined) {
      opening = openArchive(path);
      openings.set(path, opening);
    }
    const opened = await opening;
    // An archive that is not there may be baked later; it must not be remembered as missing.
    if (opened === null) openings.delete(path);
    return opened?.archive ?? null;
  }

  return {
    /** The gzipped tile; no bytes where the archive holds nothing at that place; null where there is no archive. */
    async read(set: TileSetName, at: TilePosition): Promise<Uint8Array | null> {
      const archive = await archiveOf(set);
      if (archive === null) return null;
      const tile = await archive.getZxy(at.z, at.x, at.y);
      if (tile === undefined) return new Uint8Array(0);
      const { tileCompression } = await archive.getHeader();
      const bytes = new Uint8Array(tile.data);
      return tileCompression === Compression.Gzip ? bytes : gzipSync(bytes);
    },

    async close(): Promise<void> {
      const opened = await Promise.all(openings.values());
      openings.clear();
      await Promise.all(opened.filter((each) => each !== null).map((each) => each.file.close()));
    },
  };
}

export type TileArchives = ReturnType<typeof createTileArchives>;
