import { beforeAll, describe, expect, it } from 'vitest';
import type { PremisesTileFilter } from '../../../core/contract/coverage/premises-tile.ts';
import { classKeys } from '../../../core/coverage/premises-tile.ts';
import { tileFilterQuery } from '../../../core/coverage/tile-filter.ts';
import { tileKeyOf } from '../../../core/coverage/tile-ranges.ts';
import { hexagonAt, hexagonNumber, hexagonRadius } from '../../../core/geography/hexagon-grid.ts';
import { middleOfKey } from '../../../core/geography/tile-key.ts';
import { createPremisesReads } from '../../../server/store/coverage/premises-reads.ts';
import type { SnapshotOfMap } from '../../../server/store/coverage/premises-tile-reads.ts';
import { useTestApp } from '../../support/app.ts';
import { describeDatabases } from '../../support/databases.ts';
import { loadJoinedBorough } from '../../support/gaps-borough.ts';
import { distinctTiles, hexagonsOfTiles, readTileSet, tileAt } from '../../support/premises-tiles.ts';
import { featuresOfTile } from '../../support/read-tile.ts';
import { strewPremises } from '../../support/strew-premises.ts';

const filters: readonly PremisesTileFilter[] = [
  { class: 'superfast', status: ['likely-unserved', 'unserved'] },
  { class: 'gigabit', status: ['served', 'unknown'] },
  { class: 'decent', plan: ['contracted', 'not-planned'] },
  { class: 'superfast', technology: ['next-generation'] },
  { class: 'superfast', technology: ['fixed-wireless', 'neither'] },
  { class: 'ultrafast-100', disagree: 'yes' },
  { class: 'superfast', plan: ['not-planned'], status: ['likely-unserved'], disagree: 'yes' },
  { class: 'decent', plan: ['voucher'] },
];

describeDatabases('tiles of the premises that pass a filter', (database) => {
  const app = useTestApp(database, async (empty) => {
    await loadJoinedBorough(empty);
    await strewPremises(empty);
  });
  let snapshot: SnapshotOfMap;
  let root: string;
  beforeAll(async () => {
    ({ snapshot, root } = await readTileSet(database()));
  });
  const rowsOf = (filter: PremisesTileFilter) =>
    createPremisesReads(database()).page({
      ...{ snapshotId: snapshot.snapshotId, filter, after: null, limit: 5000 },
      // Whether what is no premises can order a speed is not asked.
      onlyCounted: filter.status !== undefined,
    });
  const tilesOf = (rows: Awaited<ReturnType<typeof rowsOf>>, zoom: number) =>
    distinctTiles(rows.map(({ easting, northing }) => tileAt(zoom, easting, northing)));

  describe.each(filters)(
    'of $class, status $status, plan $plan, technology $technology, $disagree',
    (filter) => {
      const query = tileFilterQuery(filter);

      it.each([4, 9, 13])('count in hexagons of zoom %i the premises of the list', async (zoom) => {
        const rows = await rowsOf(filter);
        const wanted = new Map<
          number,
          { premises: number; unserved: number; unknown: number; excluded: number }
        >();
        for (const { position, isRecognised, classes } of rows) {
          const id = hexagonNumber(hexagonAt(middleOfKey(tileKeyOf(position)), hexagonRadius(zoom)));
          const sums = wanted.get(id) ?? { premises: 0, unserved: 0, unknown: 0, excluded: 0 };
          wanted.set(id, sums);
          const { chance } = classes[filter.class];
          if (isRecognised === false) {
            sums.excluded += 1;
            continue;
          }
          sums.premises += 1;
          sums.unserved += chance === null ? 0 : 1 - chance;
          sums.unknown += chance === null ? 1 : 0;
        }
        const key = classKeys[filter.class];
        const found = await hexagonsOfTiles(app(), root, { tiles: tilesOf(rows, zoom), query });
        expect([...found.keys()].sort()).toEqual([...wanted.keys()].sort());
        for (const [id, { premises, unserved, unknown, excluded }] of wanted) {
          const properties = found.get(id) ?? {};
          expect(properties).toMatchObject({ premises, [`${key}-n`]: unknown });
          expect(properties['excluded'] ?? 0).toBe(excluded);
          // Tenths.
          expect(Math.abs(Number(properties[`${key}-u`]) - unserved)).toBeLessThan(0.0501);
          expect(Object.keys(properties).filter((name) => name.endsWith('-u'))).toEqual([`${key}-u`]);
        }
      });

      it('hold at street zoom the premises of the list', async () => {
        const rows = await rowsOf(filter);
        const found: unknown[] = [];
        let total = 0;
        for (const { z, x, y } of tilesOf(rows, 14)) {
          const answer = await app().get(`${root}/${z}/${x}/${y}.mvt?${query}`, {
            'accept-encoding': 'gzip',
          });
          found.push(...featuresOfTile(answer.rawPayload, 'premises').map(({ id }) => id));
          total += Number(featuresOfTile(answer.rawPayload, 'counts')[0]?.properties['total']);
        }
        expect(found.sort()).toEqual(rows.map(({ uprn }) => uprn).sort());
        expect(total).toBe(rows.length);
      });
    },
  );

  it('are empty where nothing passes', async () => {
    const { z, x, y } = tileAt(9, 400_500, 400_500);
    const answer = await app().get(`${root}/${z}/${x}/${y}.mvt?class=decent&plan=voucher`);
    expect(answer.statusCode).toBe(204);
  });
});
