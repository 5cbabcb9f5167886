import { beforeAll, describe, expect, it } from 'vitest';
import { notSpotId } from '../../../core/coverage/not-spot-id.ts';
import { createNotSpotReads } from '../../../server/store/coverage/not-spot-reads.ts';
import { createSnapshotStore } from '../../../server/store/coverage/snapshot-store.ts';
import { describeDatabases } from '../../support/databases.ts';
import { loadGapsBorough } from '../../support/gaps-borough.ts';
import { storePlaced } from '../../support/not-spot-place.ts';

const west = notSpotId('decent', 11);
const east = notSpotId('decent', 21);
const third = notSpotId('decent', 41);

describeDatabases('not-spots of snapshots', (database) => {
  beforeAll(async () => {
    await loadGapsBorough(database());
  });

  async function named(period: string): Promise<(readonly [string, string])[]> {
    const rows = await database().query<{ id: string; status: string }>(
      `select n.not_spot_id as id, n.status from not_spot n join coverage_snapshot s using (snapshot_id)
       where s.period = $1 and n.speed_class = 'decent' order by n.number`,
      [period],
    );
    return rows.map(({ id, status }) => [id, status] as const);
  }

  const expected = {
    '2025-07': [
      [west, 'new'],
      [east, 'new'],
    ],
    '2026-01': [
      [west, 'persisting'],
      [third, 'new'],
      [east, 'closed'],
    ],
  };

  describe('made in the order of their periods', () => {
    beforeAll(async () => {
      await database().execute('delete from coverage_snapshot');
      await storePlaced(database(), '2025-07');
      await storePlaced(database(), '2026-01');
    });

    it('keep their names, and those that are gone are listed in the period in which they closed', async () => {
      expect(await named('2025-07')).toEqual(expected['2025-07']);
      expect(await named('2026-01')).toEqual(expected['2026-01']);
    });

    it('have the same names when a snapshot is made again, and none is there twice', async () => {
      await storePlaced(database(), '2026-01');
      await storePlaced(database(), '2025-07');
      expect(await named('2025-07')).toEqual(expected['2025-07']);
      expect(await named('2026-01')).toEqual(expected['2026-01']);
    });

    it('are stored with what is known of them', async () => {
      const reads = createNotSpotReads(database());
      const current = await createSnapshotStore(database()).current();
      const [found] = await reads.open(current?.snapshotId ?? -1, 'decent');
      expect(found).toMatchObject({
        ...{ id: west, period: '2026-01', seenIn: '2026-01', premises: 6, sure: 6, likely: 0 },
        expectedUnserved: 6,
        // The unknown one lies within the outline; the mast is no premises.
        ...{ withinPremises: 7, withinServed: 0, withinUnserved: 6, withinUnknown: 1 },
        // From the easternmost, 400140, to the served one at 400500 on the same northing.
        distanceMetres: 360,
        ...{ cameFrom: [{ id: west, premises: 6 }], joined: 0, likeness: 1, isMerged: false, isSplit: false },
        postcodes: { counts: [{ code: 'ZZ11AA', premises: 6 }], missing: 0 },
        plans: { counts: [{ code: 'contracted', premises: 6 }], missing: 0 },
      });
      expect(found?.areas['lsoa']).toEqual({ counts: [{ code: 'E01999001', premises: 6 }], missing: 0 });
      expect(found?.areas['ward']).toEqual({ counts: [{ code: 'E05999001', premises: 6 }], missing: 0 });
      // A strip of 40 by 100 metres with round ends of 50 metres, drawn with sixteen sides around the circle.
      const strip = 40 * 100 + Math.PI * 50 ** 2;
      expect(found?.areaSquareMetres).toBeGreaterThan(strip);
      expect(found?.areaSquareMetres).toBeLessThan(1.03 * strip);
    });

    it('have an outline around all of their premises', async () => {
      const [row] = await database().query<{ held: number; area: number; stored: number }>(
        `select count(*) filter (where ST_Covers(n.outline, ST_SetSRID(ST_MakePoint(e.easting, e.northing), 27700))) as held,
           max(ST_Area(n.outline)) as area, max(n.area_square_metres) as stored
         from not_spot n join not_spot_member m using (snapshot_id, speed_class, number)
           join premises_estimate e using (snapshot_id, uprn)
         where n.not_spot_id = $1 and n.status = 'persisting'`,
        [west],
      );
      expect(row?.held).toBe(6);
      expect(row?.area).toBeCloseTo(row?.stored ?? NaN, 6);
    });

    it('are of one class each: the same premises without gigabit have a name of their own', async () => {
      const current = await createSnapshotStore(database()).current();
      const counts = await createNotSpotReads(database()).counts(current?.snapshotId ?? -1);
      expect(counts.toSorted((a, b) => (a.speedClass < b.speedClass ? -1 : 1))).toEqual([
        { speedClass: 'decent', new: 1, persisting: 1, closed: 1, premises: 11 },
        { speedClass: 'gigabit', new: 0, persisting: 1, closed: 0, premises: 6 },
      ]);
      const rows = await createNotSpotReads(database()).history(notSpotId('gigabit', 11));
      expect(rows.map(({ period, status }) => [period, status])).toEqual([
        ['2025-07', 'new'],
        ['2026-01', 'persisting'],
      ]);
    });

    it('of the map are the premises in a box with those that are members told apart', async () => {
      const reads = createNotSpotReads(database());
      const [found] = await reads.history(west);
      if (found === undefined) throw new Error('not there');
      const box = { minX: 400_000, maxX: 400_600, minY: 400_000, maxY: 400_200 };
      const points = await reads.points(found, box, null);
      expect(points.map(({ easting, chance, isMember }) => [easting, chance, isMember])).toEqual([
        ...[0, 1, 2, 3, 4, 5].map((at) => [400_100 + 8 * at, 0, true]),
        [400_500, 1, false],
        [400_110, null, false],
      ]);
      // One of each kind in a square of a kilometre.
      const thinned = await reads.points(found, box, 1000);
      expect(thinned.map(({ chance, isMember }) => [chance, isMember])).toHaveLength(3);
      expect(thinned).toContainEqual({ easting: 400_100, northing: 400_100, chance: 0, isMember: true });
    });
  });

  it('made in another order have the same names as in that of their periods', async () => {
    await database().execute('delete from coverage_snapshot');
    await storePlaced(database(), '2026-01');
    expect(await named('2026-01')).toEqual([
      [west, 'new'],
      [third, 'new'],
    ]);
    await storePlaced(database(), '2025-07');
    expect(await named('2025-07')).toEqual(expected['2025-07']);
    expect(await named('2026-01')).toEqual(expected['2026-01']);
  });
});
