import { describe, expect, it } from 'vitest';
import { answerTo, useAtlas } from './support/atlas.ts';

/** What a page may weigh before it is packed: a phone on a poor connection loads it all. */
const mostBytes = 100_000;

describe('the weight of pages', () => {
  const atlas = useAtlas();

  it.each(['areas?type=lsoa&columns=all', 'areas?type=ward&columns=all', 'cy/areas?type=lsoa&columns=all'])(
    'keeps /%s below 100 kB',
    async (path) => {
      const html = await (await answerTo(atlas(path))).text();
      expect(html.match(/<th scope="row">/g)?.length).toBeGreaterThan(10);
      expect(Buffer.byteLength(html)).toBeLessThan(mostBytes);
    },
  );
});
