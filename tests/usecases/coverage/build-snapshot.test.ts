import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coverageSnapshotSchema } from '../../../core/contract/coverage/snapshot.ts';
import type { Database } from '../../../server/database/database.ts';
import { openFile } from '../../../server/sources/open-file.ts';
import type { SourceFile } from '../../../server/sources/source.ts';
import { createAtlasReads } from '../../../server/store/atlas-reads.ts';
import { createSnapshotStore } from '../../../server/store/coverage/snapshot-store.ts';
import { loadCatalogue } from '../../../server/usecases/catalogue.ts';
import { buildSnapshot, type BuildSnapshotOutcome } from '../../../server/usecases/coverage/build-snapshot.ts';
import { importFile } from '../../../server/usecases/import/import-file.ts';
import { describeDatabases } from '../../support/databases.ts';
import { fileOf } from '../../support/read-source.ts';
import { describeWithShared, repositoryPath, sharedPath } from '../../support/shared.ts';

const reports = mkdtempSync(join(tmpdir(), 'atlas-snapshot-'));
afterAll(() => {
  rmSync(reports, { recursive: true, force: true });
});

async function load(database: Database, file: SourceFile): Promise<void> {
  const { sources, indicators } = await loadCatalogue(repositoryPath('data'));
  await importFile(
    { database, dataFolder: reports, sources, indicators, onProgress: () => undefined },
    {
      file,
      format: null,
      datasetId: null,
      options: {},
      madeUp: true,
      acceptWarnings: true,
      isDryRun: false,
      importedBy: 'test',
    },
  );
}

/** One kilometre square after the other, from the west. */
function squares(name: string, prefix: string, areas: readonly (readonly [code: string, columns: number])[]): SourceFile {
  let west = 400_000;
  const features = areas.map(([code, columns]) => {
    const east = west + 1000 * columns;
    const ring = [
      [west, 400_000],
      [east, 400_000],
      [east, 401_000],
      [west, 401_000],
      [west, 400_000],
    ];
    west = east;
    const properties = { [`${prefix}CD`]: code, [`${prefix}NM`]: `Testborough ${code.slice(-3)}` };
    return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
  });
  return fileOf(JSON.stringify({ type: 'FeatureCollection', features }), name);
}

const boundaries = [
  squares('Output_Areas_December_2021.geojson', 'OA21', [
    ['E00999001', 1],
    ['E00999002', 1],
  ]),
  squares('Lower_layer_Super_Output_Areas_December_2021.geojson', 'LSOA21', [
    ['E01999001', 1],
    ['E01999002', 1],
  ]),
  squares('Middle_layer_Super_Output_Areas_December_2021.geojson', 'MSOA21', [['E02999001', 2]]),
  squares('Wards_May_2025.geojson', 'WD25', [['E05999001', 2]]),
  squares('Local_Authority_Districts_May_2025.geojson', 'LAD25', [['E06999001', 2]]),
  fileOf(
    'OA21CD,LSOA21CD,LSOA21NM,MSOA21CD,MSOA21NM\n' +
      'E00999001,E01999001,Testborough 001A,E02999001,Testborough 001\n' +
      'E00999002,E01999002,Testborough 001B,E02999001,Testborough 001\n',
    'OA_LSOA_MSOA_DEC_2021.csv',
  ),
];

/** Four in postcode ZZ1 1AA of the western square, one without postcode beside them; two in the east; one far away. */
const points = fileOf(
  'UPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE\n' +
    '1,400100,400100,0,0\n2,400110,400100,0,0\n3,400120,400100,0,0\n4,400130,400100,0,0\n5,400900,400900,0,0\n' +
    '6,401500,400500,0,0\n7,401600,400500,0,0\n8,600000,300000,0,0\n',
  'osopenuprn_202609.csv',
);

const bdukHeader =
  'uprn,struprn,bduk_recognised_premises,country,postcode,subsidy_control_status,current_gigabit,future_gigabit,' +
  'local_authority_district_ons_code,bduk_gis,bduk_vouchers,bduk_superfast,bduk_hubs\n';
const bdukRow = (uprn: number, recognised: boolean, status: string, rest: string): string =>
  `${uprn},str${uprn},${recognised},England,${uprn === 7 ? 'ZZ1 1AB' : 'ZZ1 1AA'},${status},${rest}\n`;
const plans = fileOf(
  bdukHeader +
    bdukRow(1, true, 'Gigabit Grey/Black', 'true,true,E06999001,false,false,false,false') +
    bdukRow(2, true, 'Gigabit White', 'false,true,E06999001,true,false,false,false') +
    bdukRow(3, true, 'Gigabit White', 'false,false,E06999001,false,false,false,false') +
    // A mast: in no count. And one that Open UPRN does not have.
    bdukRow(4, false, 'Gigabit White', 'false,false,E06999001,false,false,false,false') +
    bdukRow(7, true, 'Gigabit Grey/Black', 'true,false,E06999001,false,false,false,false') +
    bdukRow(99, true, 'Gigabit White', 'false,false,E06999001,false,true,false,false'),
  '202605_BDUK_uprn_release_test.csv',
);

const postcodeHeader =
  'postcode,postcode_space,postcode area,% of premises with 30<300Mbit/s download speed,' +
  'SFBB availability (% premises),UFBB (100Mbit/s) availability (% premises),UFBB availability (% premises),' +
  'Gigabit availability (% premises)';
/** 1 of the 4 premises that BDUK counts in ZZ1 1AA has gigabit; half have superfast; all but one decent broadband. */
const postcodes = (
  period: string,
  decent = '% of premises unable to receive decent broadband from fixed or FWA',
): SourceFile =>
  fileOf(
    `${postcodeHeader},${decent}\nZZ11AA,ZZ1 1AA,ZZ,0.0,50.0,25.0,25.0,25.0,25.0\nZZ11AB,ZZ1 1AB,ZZ,0.0,0.0,0.0,0.0,0.0,100.0\n`,
    `${period}_fixed_pc_coverage_r1_ZZ.csv`,
  );
const outputAreas = (period: string): SourceFile =>
  fileOf(
    'output_area,All Premises,All Matched Premises,Number of premises with SFBB availability,' +
      'Number of premises with Gigabit availability,' +
      'Number of premises unable to receive decent broadband from fixed or FWA,SFBB availability (% premises)\n' +
      'E00999001,5,5,3,1,1,60\nE00999002,2,2,0,1,2,0\n',
    `${period}_fixed_oa_coverage_r1.csv`,
  );

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
      for (const file of [...boundaries, points, plans, postcodes('202601'), outputAreas('202601')]) {
        await load(database(), file);
      }
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
      const inPostcode = { postcode: 'ZZ11AA', decent: twoThirds, superfast: third, gigabit: 0, basis: 'ccccp' };
      const plain = { disagrees: false, is_recognised: true };
      expect(rows.map((row) => roundReal(row))).toEqual([
        { uprn: 1, postcode: 'ZZ11AA', decent: 1, superfast: 1, gigabit: 1, basis: 'ppppp', plan_status: 'available', ...plain },
        { uprn: 2, ...inPostcode, plan_status: 'contracted', ...plain },
        { uprn: 3, ...inPostcode, plan_status: 'not-planned', ...plain },
        { uprn: 4, ...inPostcode, plan_status: 'not-planned', ...plain, is_recognised: false },
        { uprn: 5, postcode: null, decent: Math.fround(0.8), superfast: Math.fround(0.6), gigabit: Math.fround(0.2), basis: 'oo--o', plan_status: 'unknown', ...plain, is_recognised: null },
        { uprn: 6, postcode: null, decent: 0, superfast: 0, gigabit: 0.5, basis: 'oo--o', plan_status: 'unknown', ...plain, is_recognised: null },
        // BDUK says gigabit, Ofcom says that none of its postcode has it.
        { uprn: 7, postcode: 'ZZ11AB', decent: 1, superfast: 1, gigabit: 1, basis: 'ppppp', plan_status: 'available', ...plain, disagrees: true },
        { uprn: 8, postcode: null, decent: null, superfast: null, gigabit: null, basis: '-----', plan_status: 'unknown', ...plain, is_recognised: null },
      ]);
    });

    it('counts them for every area, without what BDUK calls no premises; larger areas are the sums of theirs', async () => {
      const rows = await database().query<{ code: string; expected_unserved: number }>(
        `select a.code, c.speed_class, c.premises, c.served, c.likely_served, c.likely_unserved, c.unserved, c.unknown,
           c.expected_unserved, c.disagreeing
         from premises_count c join area a using (area_id)
         where c.speed_class = 'superfast' and a.area_type in ('lsoa', 'lad') order by a.area_type, a.code`,
      );
      const west = { premises: 4, served: 1, likely_served: 1, likely_unserved: 2, unserved: 0, disagreeing: 0 };
      const east = { premises: 2, served: 1, likely_served: 0, likely_unserved: 0, unserved: 1, disagreeing: 1 };
      const both = { premises: 6, served: 2, likely_served: 1, likely_unserved: 2, unserved: 1, disagreeing: 1 };
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
      await load(database(), fileOf(`${bdukHeader}${bdukRow(7, true, 'Gigabit White', 'false,false,E06999001,false,false,false,false')}`, '202606_BDUK_uprn_release_test.csv'));
      const again = await buildSnapshot(database(), { period: null });
      expect(again).toMatchObject({ status: 'built', snapshot: { period: '2026-01', isCurrent: true } });
      expect((await createSnapshotStore(database()).list()).length).toBe(1);
      expect(await createAtlasReads(database()).version()).not.toBe(version);
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
      await load(database(), fileOf('UPRN,X_COORDINATE,Y_COORDINATE\n5,400500,400500\n', 'osopenuprn_202610.csv'));
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
    Object.entries(row).map(([key, value]) => [key, key !== 'uprn' && typeof value === 'number' ? Math.fround(value) : value]),
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
        (await readFile(path, 'utf8')).replace('\uFEFF', '').trim().split(/\r?\n/).slice(1).map((line) => line.split(','));
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
