import { Transform, type TransformCallback } from 'node:stream';
import { AppError } from '../../core/errors.ts';
import { unreadable } from './text-stream.ts';

/** What unpacking may cost: a small archive that unpacks to terabytes must stop early. */
export interface UnpackLimits {
  readonly maxUnpackedBytes: number;
  /** Unpacked bytes per packed byte; looked at only after the first 64 MiB, since small files pack well. */
  readonly maxRatio: number;
  readonly maxMembers: number;
  /** A zip inside a zip is held in memory while its members are read. */
  readonly maxInnerArchiveBytes: number;
}

/** OS Open UPRN, the largest file we know, unpacks to 2.4 GB at 1:4; real tables stay under 1:60. */
export const defaultUnpackLimits: UnpackLimits = {
  maxUnpackedBytes: 16 * 1024 ** 3,
  maxRatio: 250,
  maxMembers: 20_000,
  maxInnerArchiveBytes: 256 * 1024 ** 2,
};

const ratioFromBytes = 64 * 1024 ** 2;

/**
 * A pass-through that fails with too-large as soon as the unpacked bytes go over the limits. What the unpacker says of a
 * damaged archive ("unexpected end of file") it passes on as source-rejected, with the name of the file.
 */
export function limitUnpacking(path: string, packedBytes: number, limits: UnpackLimits): Transform {
  let unpacked = 0;
  return new Transform({
    destroy(error, done) {
      done(error === null || error instanceof AppError ? error : unreadable(path, error, unpacked));
    },
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      unpacked += chunk.length;
      const reason = overLimit(unpacked, packedBytes, limits);
      if (reason === null) {
        done(null, chunk);
        return;
      }
      done(
        new AppError('too-large', `${path} ${reason}.`, { details: { file: path, unpacked, packedBytes } }),
      );
    },
  });
}

/** Why so many bytes are too many, or null. */
export function overLimit(unpacked: number, packedBytes: number, limits: UnpackLimits): string | null {
  if (unpacked > limits.maxUnpackedBytes) {
    return `unpacks to more than ${limits.maxUnpackedBytes} bytes`;
  }
  if (unpacked > ratioFromBytes && unpacked > packedBytes * limits.maxRatio) {
    return `unpacks to more than ${limits.maxRatio} times its size`;
  }
  return null;
}
