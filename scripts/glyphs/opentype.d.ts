/** The parts of opentype.js 2 that the glyphs are made with; the package ships no types. */
declare module 'opentype.js' {
  namespace opentype {
    interface PathCommand {
      readonly type: 'M' | 'L' | 'Q' | 'C' | 'Z';
      readonly x?: number;
      readonly y?: number;
      readonly x1?: number;
      readonly y1?: number;
      readonly x2?: number;
      readonly y2?: number;
    }
    interface Glyph {
      /** 0 is the mark of a character that the font does not have. */
      readonly index: number;
      readonly advanceWidth: number;
      getPath(x: number, y: number, fontSize: number): { readonly commands: readonly PathCommand[] };
    }
    interface Font {
      readonly unitsPerEm: number;
      charToGlyph(character: string): Glyph;
    }
  }
  const opentype: { parse(buffer: ArrayBuffer): opentype.Font };
  export = opentype;
}
