/** A least-recently-used cache that is bounded by the bytes it holds, so that it cannot grow with the traffic. */
export interface ByteCache {
  get(key: string): Uint8Array | undefined;
  set(key: string, bytes: Uint8Array): void;
  readonly heldBytes: number;
}

/**
 * Makes a cache of at most `maximumBytes`. An entry larger than an eighth of that is not kept: one huge answer must
 * not push out everything else.
 */
export function createByteCache(maximumBytes: number): ByteCache {
  // A Map keeps the order of insertion, so its first key is the one used longest ago.
  const entries = new Map<string, Uint8Array>();
  let heldBytes = 0;

  function drop(key: string): void {
    const bytes = entries.get(key);
    if (bytes === undefined) return;
    entries.delete(key);
    heldBytes -= bytes.byteLength;
  }

  return {
    get(key) {
      const bytes = entries.get(key);
      if (bytes === undefined) return undefined;
      entries.delete(key);
      entries.set(key, bytes);
      return bytes;
    },
    set(key, bytes) {
      drop(key);
      if (bytes.byteLength > maximumBytes / 8) return;
      entries.set(key, bytes);
      heldBytes += bytes.byteLength;
      for (const oldest of entries.keys()) {
        if (heldBytes <= maximumBytes) break;
        drop(oldest);
      }
    },
    get heldBytes() {
      return heldBytes;
    },
  };
}
