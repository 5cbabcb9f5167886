import { inflateSync } from 'node:zlib';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 3 for red, green, blue; 4 with opacity. */
  readonly channels: number;
  /** Row after row, 0 to 255. */
  readonly samples: Uint8Array;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((one) => Math.abs(guess - one));
  if ((toLeft ?? 0) <= (toAbove ?? 0) && (toLeft ?? 0) <= (toCorner ?? 0)) return left;
  return (toAbove ?? 0) <= (toCorner ?? 0) ? above : corner;
}

/** What a filter of the PNG standard (third edition, section 9.2) foretells of a sample. */
function foretold(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4:
      return paeth(left, above, corner);
    default:
      throw new Error(`a PNG has no filter ${filter}`);
  }
}

function unfilter(raw: Uint8Array, height: number, channels: number): Uint8Array {
  const stride = raw.length / height - 1;
  const samples = new Uint8Array(height * stride);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)] ?? 0;
    for (let column = 0; column < stride; column += 1) {
      const at = row * stride + column;
      const hasLeft = column >= channels;
      const left = hasLeft ? (samples[at - channels] ?? 0) : 0;
      const above = row > 0 ? (samples[at - stride] ?? 0) : 0;
      const corner = hasLeft && row > 0 ? (samples[at - stride - channels] ?? 0) : 0;
      samples[at] = (raw[row * (stride + 1) + 1 + column] ?? 0) + foretold(filter, left, above, corner);
    }
  }
  return samples;
}

/** Reads what Chromium writes: 8 bits a sample, not interlaced, with or without opacity. */
export function readPng(bytes: Buffer): Picture {
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const [depth, colourType, , , interlaced] = bytes.subarray(24, 29);
  const channels = colourType === 6 ? 4 : 3;
  if (depth !== 8 || interlaced !== 0 || (colourType !== 2 && colourType !== 6)) {
    throw new Error(`a PNG of another kind: ${depth ?? '?'} bits, colour type ${colourType ?? '?'}`);
  }
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString('latin1', at + 4, at + 8) !== 'IDAT') continue;
    parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  const samples = unfilter(inflateSync(Buffer.concat(parts)), height, channels);
  return { width, height, channels, samples };
}
