import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const blockBytes = 512;

/**
 * Unpacks a Brotli-compressed tar that scripts/bake-database.ts wrote: plain ustar, files and folders only.
 *
 * @throws Error for an entry of any other kind or a name that leads out of the folder.
 */
export function unpackArchive(archive: Uint8Array, folder: string): void {
  const tar = brotliDecompressSync(archive);
  let offset = 0;
  while (offset + blockBytes <= tar.length && tar[offset] !== 0) {
    const header = tar.subarray(offset, offset + blockBytes);
    const name = textField(header, 0, 100);
    const size = Number.parseInt(textField(header, 124, 12), 8);
    const kind = textField(header, 156, 1);
    const path = pathInside(folder, name);
    offset += blockBytes;
    if (kind === '5') mkdirSync(path, { recursive: true, mode: 0o700 });
    else if (kind === '0' || kind === '') {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(path, tar.subarray(offset, offset + size), { mode: 0o600 });
    } else throw new Error(`Entry ${name} of the archive is of kind ${kind}, neither file nor folder.`);
    offset += Math.ceil(size / blockBytes) * blockBytes;
  }
}

function textField(header: Uint8Array, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return Buffer.from(end === -1 ? field : field.subarray(0, end))
    .toString('latin1')
    .trim();
}

function pathInside(folder: string, name: string): string {
  const path = resolve(join(folder, name));
  if (path !== resolve(folder) && !path.startsWith(resolve(folder) + sep)) {
    throw new Error(`Entry ${name} of the archive leads out of its folder.`);
  }
  return path;
}
