import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { glyphFiles } from '../../scripts/glyphs/glyph-files.ts';

interface Glyph {
  id: number;
  bitmap: Uint8Array;
  width: number;
  height: number;
  top: number;
  advance: number;
}

function readGlyph(end: number, pbf: PbfReader): Glyph {
  const glyph: Glyph = { id: 0, bitmap: new Uint8Array(0), width: 0, height: 0, top: 0, advance: 0 };
  return pbf.readFields(
    (field, read, reader) => {
      if (field === 1) read.id = reader.readVarint();
      if (field === 2) read.bitmap = reader.readBytes();
      if (field === 3) read.width = reader.readVarint();
      if (field === 4) read.height = reader.readVarint();
      if (field === 6) read.top = reader.readSVarint();
      if (field === 7) read.advance = reader.readVarint();
    },
    glyph,
    end,
  );
}

/** Reads a glyph file as MapLibre does: stacks, and glyphs in them. */
function readGlyphs(source: Uint8Array): Map<string, Glyph> {
  const glyphs = new Map<string, Glyph>();
  new PbfReader(source).readFields((field, _result, pbf) => {
    if (field !== 1) return;
    pbf.readFields(
      (inner, _stack, reader) => {
        if (inner !== 3) return;
        const glyph = readGlyph(reader.readVarint() + reader.pos, reader);
        glyphs.set(String.fromCodePoint(glyph.id), glyph);
      },
      null,
      pbf.readVarint() + pbf.pos,
    );
  }, null);
  return glyphs;
}

describe('the letters of the map', () => {
  const glyphs = new Map(glyphFiles().flatMap(({ source }) => [...readGlyphs(source)]));

  it('hold every letter of the names of places, Welsh ones too', () => {
    for (const letter of "Ynys Môn, Tŷ Ddewi, Ŵŷẁỳâêîôûïö St Mary's – Bryn-y-Môr (012A) & Co’s") {
      expect(glyphs.has(letter), letter).toBe(true);
    }
  });

  it('are distance fields with three pixels of room and an edge at 192', () => {
    const bar = glyphs.get('I');
    expect(bar).toBeDefined();
    if (bar === undefined) return;
    const columns = bar.width + 6;
    expect(bar.bitmap).toHaveLength(columns * (bar.height + 6));
    const middle = bar.bitmap.subarray(
      columns * ((bar.height + 6) >> 1),
      columns * (((bar.height + 6) >> 1) + 1),
    );
    expect(Math.max(...middle)).toBeGreaterThan(192);
    expect(middle[0]).toBeLessThan(192);
    // A capital I is 0.729 em high: 17.5 of 24 pixels.
    expect(bar.height).toBe(18);
    expect(bar.top).toBe(18 - 27);
  });

  it('leave the inside of an o open, and give the space a width', () => {
    const ring = glyphs.get('o');
    const columns = (ring?.width ?? 0) + 6;
    const centre = ring?.bitmap[columns * (((ring.height + 6) / 2) | 0) + (columns >> 1)] ?? 255;
    expect(centre).toBeLessThan(192);
    expect(glyphs.get(' ')?.advance).toBe(Math.round(0.318 * 24));
  });
});
