import { describe, expect, it } from 'vitest';
import { lowestMapZoom } from '../../../core/contract/tiles.ts';
import { zoomsOf } from '../../../server/usecases/tiles/tile-zooms.ts';
import { mapAreaTypes } from '../../../web/state/explorer-state.ts';

describe('the zooms that tiles are baked for', () => {
  it.each(mapAreaTypes)('%s, which the map colours, is there at the furthest zoom the map has', (type) => {
    expect(zoomsOf[type].minZoom).toBeLessThanOrEqual(lowestMapZoom);
  });

  it.each(mapAreaTypes)('%s is baked for every zoom in between', (type) => {
    expect(zoomsOf[type].maxZoom).toBeGreaterThan(zoomsOf[type].minZoom);
  });
});
