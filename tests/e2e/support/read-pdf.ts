import { inflateSync } from 'node:zlib';

/** What can be told of a PDF by Chromium without a library: its own objects, and what its streams draw. */
export interface ReadPdf {
  readonly pageCount: number;
  /** Width and height of the first page in whole points. */
  readonly size: readonly number[];
  readonly language: string | null;
  readonly isTagged: boolean;
  /** Targets of links to other pages. */
  readonly links: readonly string[];
  /** How many headings the outline names. */
  readonly outlineCount: number;
  readonly title: string | null;
}

/** A text of the file: plain, or UTF-16 written in hexadecimal digits. */
function textOf(raw: string | undefined): string | null {
  if (raw === undefined) return null;
  if (raw.startsWith('(')) return raw.slice(1, -1).replaceAll(/\\(.)/g, '$1');
  const bytes = Buffer.from(raw.slice(1, -1), 'hex');
  return bytes.subarray(2).swap16().toString('utf16le');
}

/** The objects of the file as text, compressed ones unpacked: Chromium packs contents only, other makers more. */
function objectsOf(pdf: Buffer): string {
  return pdf.toString('latin1').replaceAll(/stream\r?\n([\s\S]*?)endstream/g, (_match, stream: string) => {
    try {
      return inflateSync(Buffer.from(stream, 'latin1')).toString('latin1').replaceAll('/Type', '/type');
    } catch {
      return '';
    }
  });
}

const text = String.raw`(\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>)`;

/** Reads a PDF that Chromium wrote. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const pdf = Buffer.from(bytes);
  if (pdf.toString('latin1', 0, 5) !== '%PDF-') throw new Error('this is no PDF');
  const objects = objectsOf(pdf);
  const find = (pattern: string): string | undefined => new RegExp(pattern).exec(objects)?.[1];
  return {
    pageCount: [...objects.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length,
    size: (find(String.raw`\/MediaBox\s*\[\s*0 0 ([\d. ]+)\]`) ?? '')
      .trim()
      .split(/\s+/)
      .map((side) => Math.round(Number(side))),
    language: textOf(find(String.raw`\/Lang\s*${text}`)),
    isTagged: /\/Marked\s+true/.test(objects) && objects.includes('/StructTreeRoot'),
    links: [...objects.matchAll(new RegExp(String.raw`\/URI\s*${text}`, 'g'))].map(
      ([, raw]) => textOf(raw) ?? '',
    ),
    outlineCount: Number(find(String.raw`\/Type\s*\/Outlines[^>]*?\/Count\s+(\d+)`) ?? 0),
    title: textOf(find(String.raw`\/Title\s*${text}`)),
  };
}
