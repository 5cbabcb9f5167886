/**
 * The letters of the map's names are our own: the build draws them from DejaVu Sans (vite.config.ts), so that no name
 * hangs on the reader's fonts or on another server. The version is in the name because the files never change.
 */
export const atlasFont = 'dejavu-sans-2';

/** Where the service keeps them. */
export const glyphAddress = '/assets/glyphs/{fontstack}/{range}.pbf';

/** The first characters of the ranges that are made: Latin with its accents, Welsh among them, and punctuation. */
export const glyphRanges = [0, 256, 7680, 8192] as const;
