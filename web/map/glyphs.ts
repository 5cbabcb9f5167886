import { atlasFont, glyphAddress } from '../../core/contract/glyphs.ts';

/** A configured basemap names a server for its own letters, which has none of ours: those always come from us. */
export function glyphRequest(url: string): string {
  const range = /\/dejavu-sans-2\/(\d+-\d+)\.pbf/.exec(url)?.[1];
  return range === undefined ? url : glyphAddress.replace('{fontstack}', atlasFont).replace('{range}', range);
}
