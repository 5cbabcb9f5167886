import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeTile } from '../../../server/usecases/tiles/encode-tile.ts';
import { featuresOfTile } from '../../support/read-tile.ts';

const value = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.nat(10_000),
  fc.constantFrom(-3, 0.5, 12.3),
  fc.constant(null),
);
const point = fc.record({
  id: fc.nat(Number.MAX_SAFE_INTEGER),
  x: fc.nat(4095),
  y: fc.nat(4095),
  properties: fc.tuple(value, value),
});

test('points come back with their numbers, places and values; what a feature does not have is absent', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 30 }), (points) => {
      const layer = { name: 'points', extent: 4096, keys: ['one', 'two'], features: points };
      const bytes = gzipSync(encodeTile(layer, { ...layer, name: 'again' }));
      for (const name of ['points', 'again']) {
        expect(featuresOfTile(bytes, name)).toEqual(
          points.map(({ id, x, y, properties: [one, two] }) => ({
            id,
            geometry: [[expect.objectContaining({ x, y })]],
            properties: { ...(one === null ? {} : { one }), ...(two === null ? {} : { two }) },
          })),
        );
      }
    }),
  );
});
