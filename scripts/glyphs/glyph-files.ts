import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import opentype from 'opentype.js';
import { atlasFont, glyphRanges } from '../../core/contract/glyphs.ts';
import { glyphRange } from './glyph-range.ts';

export interface GlyphFile {
  readonly fileName: string;
  readonly source: Uint8Array;
}

/** The glyph files that the map asks for, drawn from the font as it is installed; takes about a second. */
export function glyphFiles(): GlyphFile[] {
  const bytes = readFileSync(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));
  const font = opentype.parse(new Uint8Array(bytes).buffer);
  return glyphRanges.map((first) => ({
    fileName: `assets/glyphs/${atlasFont}/${first}-${first + 255}.pbf`,
    source: glyphRange(font, atlasFont, first),
  }));
}
