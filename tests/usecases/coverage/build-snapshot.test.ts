import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { coverageSnapshotSchema } from '../../../core/contract/coverage/snapshot.ts';
import type { Database } from '../../../server/database/database.ts';
import { openFile } from '../../../server/sources/open-file.ts';
import { createAtlasReads } from '../../../server/store/atlas-reads.ts';
import { createSnapshotStore } from '../../../server/store/coverage/snapshot-store.ts';
import {
  buildSnapshot,
  type BuildSnapshotOutcome,
} from '../../../server/usecases/coverage/build-snapshot.ts';
import { describeDatabases } from '../../support/databases.ts';
import {
  bdukHeader,
  bdukRow,
  loadGapsBorough,
  loadMadeUp as load,
  postcodeCoverage as postcodes,
} from '../../support/gaps-borough.ts';
import { fileOf } from '../../support/read-source.ts';
import { describeWithShared, sharedPath } from '../../support/shared.ts';

interface Stored {
  uprn: number;
  oa: string | null;
  lsoa: string | null;
  msoa: string | null;
  ward: string | null;
  lad: string | null;
}

describeDatabases('a snapshot of premises', (database) => {
  let first: BuildSnapshotOutcome;

  it('is not made where no premises are loaded', async () => {
    expect(await buildSnapshot(database(), { period: null })).toEqual({ status: 'nothing-loaded' });
  });

  describe('of points, plans and coverage', () => {
    beforeAll(async () => {
      await loadGapsBorough(database());
      first = await buildSnapshot(database(), { period: null });
    });

    it('says of which period it is, from which releases, and what it met', () => {
      if (first.status !== 'built') throw new Error(first.status);
      const snapshot = coverageSnapshotSchema.parse(first.snapshot);
      expect(snapshot).toMatchObject({ period: '2026-01', isCurrent: true, premises: 8 });
      expect(snapshot.inputs.map(({ role, period }) => [role, period])).toEqual([
        ['premises', '2026-09'],
        ['plan', '2026-05'],
        ['postcode-coverage', '2026-01'],
        ['output-area-coverage', '2026-01'],
      ]);
      expect(snapshot.notes.map(({ code, count }) => [code, count])).toEqual([
        ['premises-without-evidence', 1],
        ['premises-outside', 1],
        ['plans-without-point', 1],
      ]);
    });

    it('knows the areas that hold each point; the MSOA is that of the LSOA', async () => {
      const rows = await database().query<Stored>(
        `select e.uprn, o.code as oa, l.code as lsoa, m.code as msoa, w.code as ward, a.code as lad
         from premises_estimate e left join area o on o.area_id = e.oa_id left join area l on l.area_id = e.lsoa_id
           left join area m on m.area_id = e.msoa_id left join area w on w.area_id = e.ward_id
           left join area a on a.area_id = e.lad_id order by uprn`,
      );
      const shared = { msoa: 'E02999001', ward: 'E05999001', lad: 'E06999001' };
      const west = { oa: 'E00999001', lsoa: 'E01999001', ...shared };
      const east = { oa: 'E00999002', lsoa: 'E01999002', ...shared };
      const nowhere = { oa: null, lsoa: null, msoa: null, ward: null, lad: null };
      expect(rows).toEqual([
        ...[1, 2, 3, 4, 5].map((uprn) => ({ uprn, ...west })),
        ...[6, 7].map((uprn) => ({ uprn, ...east })),
        { uprn: 8, ...nowhere },
      ]);
    });

    it('estimates each by its own record, its postcode less what is known of it, or its output area', async () => {
      const rows = await database().query(
        `select uprn, postcode, decent, superfast, gigabit, basis, disagrees, plan_status, is_recognised
         from premises_estimate order by uprn`,
      );
      const third = Math.fround(1 / 3);
      // BDUK counts 4 premises in ZZ1 1AA (1, 2, 3 and 99), of which 1 has gigabit: of the other 3, 2 have decent and 1
      // superfast broadband.
      const twoThirds = Math.fround(2 / 3);
      const inPostcode = {
        postcode: 'ZZ11AA',
        decent: twoThirds,
        superfast: third,
        gigabit: 0,
        basis: 'ccccp',
      };
      const plain = { disagrees: false, is_recognised: true };
      expect(rows.map((row) => roundReal(row))).toEqual([
        {
          uprn: 1,
          postcode: 'ZZ11AA',
          decent: 1,
          superfast: 1,
          gigabit: 1,
          basis: 'ppppp',
          plan_status: 'available',
          ...plain,
        },
        { uprn: 2, ...inPostcode, plan_status: 'contracted', ...plain },
        { uprn: 3, ...inPostcode, plan_status: 'not-planned', ...plain },
        { uprn: 4, ...inPostcode, plan_status: 'not-planned', ...plain, is_recognised: false },
        {
          uprn: 5,
          postcode: null,
          decent: Math.fround(0.8),
          superfast: Math.fround(0.6),
          gigabit: Math.fround(0.2),
          basis: 'oo--o',
          plan_status: 'unknown',
          ...plain,
          is_recognised: null,
        },
        {
          uprn: 6,
          postcode: null,
          decent: 0,
          superfast: 0,
          gigabit: 0.5,
          basis: 'oo--o',
          plan_status: 'unknown',
          ...plain,
          is_recognised: null,
        },
        // BDUK says gigabit, Ofcom says that none of its postcode has it.
        {
          uprn: 7,
          postcode: 'ZZ11AB',
          decent: 1,
          superfast: 1,
          gigabit: 1,
          basis: 'PPPPP',
          plan_status: 'available',
          ...plain,
          disagrees: true,
        },
        {
          uprn: 8,
          postcode: null,
          decent: null,
          superfast: null,
          gigabit: null,
          basis: '-----',
          plan_status: 'unknown',
          ...plain,
          is_recognised: null,
        },
      ]);
    });

    it('counts them for every area, without what BDUK calls no premises; larger areas are the sums of theirs', async () => {
      const rows = await database().query<{ code: string; expected_unserved: number }>(
        `select a.code, c.speed_class, c.premises, c.served, c.likely_served, c.likely_unserved, c.unserved, c.unknown,
           c.expected_unserved, c.disagreeing
         from premises_count c join area a using (area_id)
         where c.speed_class = 'superfast' and a.area_type in ('lsoa', 'lad') order by a.area_type, a.code`,
      );
      const west = {
        premises: 4,
        served: 1,
        likely_served: 1,
        likely_unserved: 2,
        unserved: 0,
        disagreeing: 0,
      };
      const east = {
        premises: 2,
        served: 1,
        likely_served: 0,
        likely_unserved: 0,
        unserved: 1,
        disagreeing: 1,
      };
      const both = {
        premises: 6,
        served: 2,
        likely_served: 1,
        likely_unserved: 2,
        unserved: 1,
        disagreeing: 1,
      };
      const each = { speed_class: 'superfast', unknown: 0 };
      expect(rows).toEqual([
        expect.objectContaining({ code: 'E06999001', ...each, ...both }),
        expect.objectContaining({ code: 'E01999001', ...each, ...west }),
        expect.objectContaining({ code: 'E01999002', ...each, ...east }),
      ]);
      const expected = rows.map((row) => row.expected_unserved);
      expect(expected[1]).toBeCloseTo(2 / 3 + 2 / 3 + 0.4, 6);
      expect(expected[2]).toBeCloseTo(1, 6);
      expect(expected[0]).toBeCloseTo((expected[1] ?? 0) + (expected[2] ?? 0), 6);
    });

    it('has the key of the tile in which each point lies', async () => {
      // OS grid 400100, 400100 is 53.4966 N, 1.9985 W (checked against PostGIS below): zoom 22.
      const rows = await database().query<{ tile_key: number; x: number; y: number }>(
        `select tile_key,
           floor((ST_X(g) / 360 + 0.5) * 4194304)::integer as x,
           floor((0.5 - ln(tan(pi() / 4 + radians(ST_Y(g)) / 2)) / (2 * pi())) * 4194304)::integer as y
         from (select tile_key, ST_Transform(ST_SetSRID(ST_MakePoint(easting, northing), 27700), 4326) as g
               from premises_estimate) found`,
      );
      expect(rows.length).toBe(8);
      for (const { tile_key: key, x, y } of rows) {
        let woven = 0;
        for (let bit = 0; bit < 22; bit += 1) {
          woven += ((x >> bit) & 1) * 4 ** bit + 2 * ((y >> bit) & 1) * 4 ** bit;
        }
        expect(key).toBe(woven);
      }
    });

    it('is not made again from the same data, and is by other data, in place of the one of its period', async () => {
      const version = await createAtlasReads(database()).version();
      expect(await buildSnapshot(database(), { period: null })).toMatchObject({ status: 'unchanged' });
      expect(await createAtlasReads(database()).version()).toBe(version);
      await load(
        database(),
        fileOf(
          `${bdukHeader}${bdukRow(7, true, 'Gigabit White', 'false,false,E06999001,false,false,false,false')}`,
          '202606_BDUK_uprn_release_test.csv',
        ),
      );
      const again = await buildSnapshot(database(), { period: null });
      expect(again).toMatchObject({ status: 'built', snapshot: { period: '2026-01', isCurrent: true } });
      expect((await createSnapshotStore(database()).list()).length).toBe(1);
      expect(await createAtlasReads(database()).version()).not.toBe(version);
    });

    it('takes postcode and areas from a directory where one is loaded, the rest from the point', async () => {
      await load(
        database(),
        fileOf(
          // 5 has no row of BDUK; 6 lies in the east, but the directory puts it in the west; 7 in an area not loaded.
          'UPRN,PCDS,OA21CD,LSOA21CD,WD25CD,LAD25CD\r\n5,ZZ1 1AB,E00999001,E01999001,E05999001,E06999001\r\n' +
            '6,ZZ1 1AA,E00999001,E01999001,E05999001,E06999001\r\n7,ZZ1 1AB,E00777777,E01777777,E05777777,E06777777\r\n',
          'ONSUD_SEP_2026_ZZ.csv',
        ),
      );
      const outcome = await buildSnapshot(database(), { period: null });
      expect(outcome).toMatchObject({ status: 'built' });
      const rows = await database().query(
        `select e.uprn, e.postcode, o.code as oa, l.code as lsoa, e.basis from premises_estimate e
         left join area o on o.area_id = e.oa_id left join area l on l.area_id = e.lsoa_id
         where uprn in (5, 6, 7) order by uprn`,
      );
      expect(rows).toEqual([
        { uprn: 5, postcode: 'ZZ11AB', oa: 'E00999001', lsoa: 'E01999001', basis: 'ccccc' },
        { uprn: 6, postcode: 'ZZ11AA', oa: 'E00999001', lsoa: 'E01999001', basis: 'ccccc' },
        { uprn: 7, postcode: 'ZZ11AB', oa: 'E00999002', lsoa: 'E01999002', basis: 'ccccp' },
      ]);
    });

    it('can be made of an earlier release beside the present one, with the plans of its time', async () => {
      await load(database(), postcodes('202507', '% of premises below the USO'));
      // Born superseded: a later release is loaded.
      const earlier = await buildSnapshot(database(), { period: '2025-07' });
      if (earlier.status !== 'built') throw new Error(earlier.status);
      expect(earlier.snapshot).toMatchObject({ period: '2025-07', isCurrent: false, premises: 8 });
      expect(earlier.snapshot.inputs.map(({ role }) => role)).toEqual(['premises', 'postcode-coverage']);
      const list = await createSnapshotStore(database()).list();
      expect(list.map(({ period, isCurrent }) => [period, isCurrent])).toEqual([
        ['2026-01', true],
        ['2025-07', false],
      ]);
    });

    it('of a release that is not loaded is refused, and nothing changes', async () => {
      await expect(buildSnapshot(database(), { period: '1999-01' })).rejects.toMatchObject({
        code: 'invalid-request',
        details: { field: 'period', value: '1999-01' },
      });
      expect((await createSnapshotStore(database()).list()).length).toBe(2);
    });

    it('that fails on the way leaves the one before it as it was', async () => {
      await load(
        database(),
        fileOf('UPRN,X_COORDINATE,Y_COORDINATE\n5,400500,400500\n', 'osopenuprn_202610.csv'),
      );
      const failing: Database = {
        ...database(),
        transaction: (work) =>
          database().transaction((transaction) =>
            work({
              ...transaction,
              copyFrom: (target, chunks) =>
                target.table === 'premises_count'
                  ? Promise.reject(new Error('the disk is full'))
                  : transaction.copyFrom(target, chunks),
            }),
          ),
      };
      await expect(buildSnapshot(failing, { period: null })).rejects.toThrow('the disk is full');
      const current = await createSnapshotStore(database()).current();
      expect(current).toMatchObject({ premises: 8, period: '2026-01' });
      const rows = await database().query<{ count: number }>(
        'select count(*) as count from premises_estimate where snapshot_id = $1::integer',
        [current?.snapshotId ?? 0],
      );
      expect(rows[0]?.count).toBe(8);
    });
  });
});

/** Single precision as it is stored, whichever database gives it. */
function roundReal(row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      key !== 'uprn' && typeof value === 'number' ? Math.fround(value) : value,
    ]),
  );
}

describeWithShared('a snapshot of the real excerpts', () => {
  describeDatabases('of Barton St David', (database) => {
    it('joins the points of OS with the rows of BDUK by number', async () => {
      const samples = (name: string): string => sharedPath('data/national/samples', name);
      const bduk = samples('bduk_2026_05_parish_raw.FIRST95.csv');
      const uprns = samples('osopenuprn_BartonStDavid_54rows.csv');
      await load(database(), await openFile(uprns));
      await load(database(), await openFile(bduk));
      const outcome = await buildSnapshot(database(), { period: null });
      if (outcome.status !== 'built') throw new Error(outcome.status);
      // Counted in the files themselves.
      const cells = async (path: string): Promise<string[][]> =>
        (await readFile(path, 'utf8'))
          .replace('\uFEFF', '')
          .trim()
          .split(/\r?\n/)
          .slice(1)
          .map((line) => line.split(','));
      const planned = new Map((await cells(bduk)).map((row) => [row[0], row]));
      const pointed = (await cells(uprns)).map(([uprn]) => uprn);
      const joined = pointed.map((uprn) => planned.get(uprn)).filter((row) => row !== undefined);
      expect(joined.length).toBe(50);
      const rows = await database().query(
        `select count(*) as premises, count(*) filter (where plan_status <> 'unknown') as planned,
           count(*) filter (where gigabit = 1) as gigabit, count(*) filter (where gigabit = 0) as without
         from premises_estimate`,
      );
      // current_gigabit is the ninth column, behind a name of a lot that has no comma in this parish.
      const withGigabit = joined.filter((row) => row[8] === 'true').length;
      expect(rows).toEqual([
        { premises: pointed.length, planned: 50, gigabit: withGigabit, without: 50 - withGigabit },
      ]);
      expect(outcome.snapshot.notes).toContainEqual(
        expect.objectContaining({ code: 'plans-without-point', count: planned.size - 50 }),
      );
    });
  });
});
