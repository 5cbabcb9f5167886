import { describe, expect, it } from 'vitest';
import { listedAreas, useAtlas } from './support/atlas.ts';
import { hasChromium } from './support/browser.ts';
import { readPdf } from './support/read-pdf.ts';

describe.skipIf(!hasChromium)('pages of areas on paper', () => {
  const atlas = useAtlas();

  it.each([
    { type: 'ward', language: 'en' },
    { type: 'lsoa', language: 'en' },
    { type: 'msoa', language: 'en' },
    { type: 'lad', language: 'en' },
    // Its words are longer.
    { type: 'lad', language: 'cy' },
  ])('puts a $type in $language on two sheets at most', async ({ type, language }) => {
    const [worst] = await listedAreas(atlas, type);
    const answer = await fetch(
      atlas(`${language === 'en' ? '' : `${language}/`}areas/${worst?.code ?? ''}.pdf`),
    );
    expect(answer.status).toBe(200);
    const pdf = readPdf(new Uint8Array(await answer.arrayBuffer()));
    expect(pdf).toMatchObject({ size: [596, 843], isTagged: true, language: `${language}-GB` });
    expect(pdf.pageCount).toBeLessThanOrEqual(2);
    // The page, its sections and the credits: what is short on paper is not left out.
    expect(pdf.outlineCount).toBeGreaterThanOrEqual(6);
  });
});
