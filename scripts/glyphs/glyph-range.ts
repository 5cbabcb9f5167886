import type { Font } from 'opentype.js';
import { PbfWriter } from 'pbf';
import { distanceField } from './distance-field.ts';

/** Glyphs are drawn at this size and scaled by the map. */
const glyphPixels = 24;

/** MapLibre counts the top of a glyph from a line this far above the baseline (its own local glyphs do so too). */
const topLine = 27;

/**
 * 256 characters of a font as the map reads them: a protocol buffer of signed distance fields
 * (github.com/mapbox/node-fontnik, proto/glyphs.proto). Characters that the font does not have are left out.
 */
export function glyphRange(font: Font, name: string, first: number): Uint8Array {
  const writer = new PbfWriter();
  const writeGlyph = (code: number, glyphWriter: PbfWriter): void => {
    const glyph = font.charToGlyph(String.fromCodePoint(code));
    const field = distanceField(glyph.getPath(0, 0, glyphPixels).commands);
    glyphWriter.writeVarintField(1, code);
    if (field !== null) glyphWriter.writeBytesField(2, field.bitmap);
    glyphWriter.writeVarintField(3, field?.width ?? 0);
    glyphWriter.writeVarintField(4, field?.height ?? 0);
    glyphWriter.writeSVarintField(5, field?.left ?? 0);
    glyphWriter.writeSVarintField(6, field === null ? -topLine : field.top - topLine);
    glyphWriter.writeVarintField(7, Math.round((glyph.advanceWidth * glyphPixels) / font.unitsPerEm));
  };
  writer.writeMessage(
    1,
    (_stack, stackWriter) => {
      stackWriter.writeStringField(1, name);
      stackWriter.writeStringField(2, `${first}-${first + 255}`);
      for (let code = Math.max(32, first); code < first + 256; code += 1) {
        const isThere = font.charToGlyph(String.fromCodePoint(code)).index !== 0;
        if (isThere) stackWriter.writeMessage(3, writeGlyph, code);
      }
    },
    null,
  );
  return writer.finish();
}
