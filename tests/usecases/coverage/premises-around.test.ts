import { expect, it } from 'vitest';
import { readDrawnPolygon } from '../../../core/coverage/drawn-polygon.ts';
import { rangesAround } from '../../../server/usecases/coverage/premises-around.ts';

const square = readDrawnPolygon({
  type: 'Polygon',
  coordinates: [
    [
      [-2.3, 53.4],
      [-2.2, 53.4],
      [-2.2, 53.5],
      [-2.3, 53.5],
      [-2.3, 53.4],
    ],
  ],
});
const where = (premises: number) => ({ countInTiles: () => Promise.resolve(premises) });

it('premises around a polygon are looked through up to a quarter of a million, and none of more', async () => {
  expect((await rangesAround(where(250_000), 1, square)).length).toBeGreaterThan(0);
  await expect(rangesAround(where(250_001), 1, square)).rejects.toMatchObject({
    ...{ code: 'too-large', message: expect.stringMatching(/^250001 .* at most 250000 /) as unknown },
    details: { field: 'coordinates', value: 250_001 },
  });
});
