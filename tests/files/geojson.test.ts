import { expect, it } from 'vitest';
import { geoJsonText, type Feature } from '../../server/files/geojson.ts';
import { madeUpFile, madeUpRows, type MadeUpRow } from '../support/made-up-file.ts';

// eslint-disable-next-line @typescript-eslint/require-await -- the writer takes asynchronous pages
async function* pagesOf(sizes: readonly number[]): AsyncGenerator<readonly Feature<MadeUpRow, string>[]> {
  let at = 0;
  for (const size of sizes) {
    const rows = madeUpRows.slice(at, at + size);
    at += size;
    yield rows.map((row) => ({
      row,
      geometry: row.code === 'X02' ? null : '{"type":"Point","coordinates":[-2.3,53.4]}',
    }));
  }
}

async function textOf(sizes: readonly number[]): Promise<string> {
  const parts: string[] = [];
  for await (const part of geoJsonText(madeUpFile, pagesOf(sizes))) parts.push(part);
  return parts.join('');
}

it('GeoJSON says what it is, whose it is and that it is made up, before the features', async () => {
  const text = await textOf([2, 2]);
  expect(text.indexOf('"attribution"')).toBeLessThan(text.indexOf('"features"'));
  expect(JSON.parse(text)).toMatchObject({
    type: 'FeatureCollection',
    title: 'Areas of nowhere',
    warning: 'MADE UP: nothing here exists',
    facts: [{ label: 'Date', text: '22 November 2026' }],
    attribution: { lines: ['© Nobody 2026'], madeUp: true },
    columns: [
      { name: 'area_code' },
      { name: 'area_name' },
      { name: 'offline', unit: 'percent', period: '2021' },
    ],
  });
});

it('GeoJSON holds every row in order, missing figures and boundaries as null, text as it is', async () => {
  const read = JSON.parse(await textOf([1, 3])) as { features: unknown[] };
  const point = { type: 'Point', coordinates: [-2.3, 53.4] };
  expect(read.features).toEqual([
    { type: 'Feature', properties: { area_code: 'X01', area_name: '=1+1', offline: 12.25 }, geometry: point },
    {
      type: 'Feature',
      properties: { area_code: 'X02', area_name: 'Hill & <Dale>', offline: null },
      geometry: null,
    },
    { type: 'Feature', properties: { area_code: 'X03', area_name: '@cmd', offline: -3 }, geometry: point },
    expect.objectContaining({ properties: expect.objectContaining({ offline: null }) as unknown }),
  ]);
});

it.each([[[]], [[0]], [[0, 1]], [[1, 0, 1]]])('GeoJSON of pages of %j rows is JSON', async (sizes) => {
  const read = JSON.parse(await textOf(sizes)) as { features: unknown[] };
  expect(read.features).toHaveLength(sizes.reduce((sum, size) => sum + size, 0));
});
