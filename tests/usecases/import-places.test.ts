import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../server/database/database.ts';
import type { SourceFile } from '../../server/sources/source.ts';
import { loadCatalogue, type Catalogue } from '../../server/usecases/catalogue.ts';
import { importFile } from '../../server/usecases/import/import-file.ts';
import type { ImportOutcome } from '../../server/usecases/import/import-types.ts';
import { describeDatabases } from '../support/databases.ts';
import { fileOf } from '../support/read-source.ts';
import { repositoryPath } from '../support/shared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Rejected rows are written below the data folder. */
const reports = temporaryFolder();

/** Two LSOAs of one kilometre square side by side in one ward and authority, as GeoJSON on the National Grid. */
function square(properties: Record<string, string>, west: number, east: number): object {
  const ring = [
    [west, 400_000],
    [east, 400_000],
    [east, 401_000],
    [west, 401_000],
    [west, 400_000],
  ];
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
}

function geoJson(name: string, features: readonly object[]): SourceFile {
  return fileOf(JSON.stringify({ type: 'FeatureCollection', features }), name);
}

const lsoas = geoJson('Lower_layer_Super_Output_Areas_December_2021.geojson', [
  square({ LSOA21CD: 'E01999001', LSOA21NM: 'Testborough 001A' }, 400_000, 401_000),
  square({ LSOA21CD: 'E01999002', LSOA21NM: 'Testborough 001B' }, 401_000, 402_000),
]);
const wards = geoJson('Wards_May_2025.geojson', [
  square({ WD25CD: 'E05999001', WD25NM: 'Quayside' }, 400_000, 402_000),
]);
const authorities = geoJson('Local_Authority_Districts_May_2025.geojson', [
  square({ LAD25CD: 'E06999001', LAD25NM: 'Testborough' }, 400_000, 402_000),
]);
const lookup = fileOf(
  'OA21CD,LSOA21CD,LSOA21NM\n' +
    'E00999001,E01999001,Testborough 001A\nE00999002,E01999001,Testborough 001A\n' +
    'E00999003,E01999002,Testborough 001B\nE00999004,E01999002,Testborough 001B\n',
  'OA_LSOA_DEC_2021.csv',
);

const premisesFile = fileOf(
  '\uFEFFUPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE\r\n' +
    '1001,400500.5,400500.25,53.5,-2.0\r\n1002,401500,400500,53.5,-1.99\r\n999999999999,450000,450000,54,-1.5\r\n',
  'osopenuprn_202609.csv',
);

const oaHeader =
  'output_area,All Premises,All Matched Premises,% of premises unable to receive 30Mbit/s,' +
  'SFBB availability (% premises),Number of premises with SFBB availability,' +
  'Number of premises unable to receive 10Mbit/s,Number of premises unable to receive 30Mbit/s,' +
  'Number of premises with Gigabit availability,Number of premises with 10<30Mbit/s download speed,' +
  '% of premises with 10<30Mbit/s download speed\n';
const coverageFile = fileOf(
  oaHeader +
    'E00999001,20,20,50,50,10,4,10,5,6,30\n' +
    'E00999002,180,180,0,100,180,0,0,180,0,0\n' +
    'E00999003,100,100,10,90,90,,10,50,0,0\n' +
    'E00999099,10,10,0,100,10,0,0,10,0,0\n',
  '202601_fixed_oa_coverage_r1.csv',
);

describeDatabases('importing places', (database) => {
  let catalogue: Catalogue;
  const load = (file: SourceFile, options: Record<string, unknown> = {}): Promise<ImportOutcome> =>
    importInto(database(), catalogue, { file, options });

  beforeAll(async () => {
    catalogue = await loadCatalogue(repositoryPath('data'));
  });

  it('refuses output areas while no lookup says in which LSOA they lie, and writes nothing', async () => {
    await expect(load(coverageFile)).rejects.toMatchObject({
      code: 'source-rejected',
      details: { field: 'lookup' },
    });
    expect(await count(database(), 'coverage')).toBe(0);
  });

  it('premises without boundaries are kept without areas, and a note says so', async () => {
    const outcome = await load(
      fileOf(
        'UPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE\n9,400500,400500,53.5,-2\n',
        'osopenuprn_202608.csv',
      ),
    );
    expect(outcome.rowsKept).toBe(1);
    expect(outcome.notes.map((note) => note.code)).toContain('premises-without-areas');
  });

  it('premises get the LSOA, ward and authority that their point lies in; outside stays null', async () => {
    for (const file of [lsoas, wards, authorities]) await load(file);
    const outcome = await load(premisesFile);
    expect(outcome).toMatchObject({ status: 'imported', rowsKept: 3 });
    const rows = await database().query(
      `select p.uprn, p.easting, p.northing, l.code as lsoa, w.code as ward, a.code as lad
       from premises p left join area l on l.area_id = p.lsoa_id left join area w on w.area_id = p.ward_id
         left join area a on a.area_id = p.lad_id where p.release_id = $1::integer order by uprn`,
      [outcome.releaseId ?? 0],
    );
    const both = { ward: 'E05999001', lad: 'E06999001' };
    expect(rows).toEqual([
      { uprn: 1001, easting: 400_500.5, northing: 400_500.25, lsoa: 'E01999001', ...both },
      { uprn: 1002, easting: 401_500, northing: 400_500, lsoa: 'E01999002', ...both },
      { uprn: 999_999_999_999, easting: 450_000, northing: 450_000, lsoa: null, ward: null, lad: null },
    ]);
    expect(outcome.notes).toContainEqual(expect.objectContaining({ code: 'premises-outside', count: 1 }));
  });

  it('a newer release of premises supersedes the older one, which stays', async () => {
    const rows = await database().query(
      `select r.period, r.superseded_by is null as current, count(p.uprn) as premises
       from dataset_release r join premises p using (release_id) group by 1, 2 order by 1`,
    );
    expect(rows).toEqual([
      { period: '2026-08', current: false, premises: 1 },
      { period: '2026-09', current: true, premises: 3 },
    ]);
  });

  it('the same UPRN twice stops the import with a plain message, and nothing of the file stays', async () => {
    const before = await count(database(), 'premises');
    const twice = 'UPRN,X_COORDINATE,Y_COORDINATE\n5,400500,400500\n5,400600,400500\n';
    await expect(load(fileOf(twice, 'osopenuprn_202610.csv'))).rejects.toMatchObject({
      code: 'source-rejected',
      details: { column: 'uprn', value: '5' },
    });
    expect(await count(database(), 'premises')).toBe(before);
  });

  it('BDUK rows keep their own columns and, in plan, all the others', async () => {
    await load(
      fileOf(
        'uprn,struprn,bduk_recognised_premises,country,postcode,lot_id,lot_name,subsidy_control_status,' +
          'current_gigabit,future_gigabit,local_authority_district_ons_code,bduk_gis,bduk_gis_supplier\n' +
          '1001,str1001,true,England,ZZ1 1AA,9,Test,Gigabit White,false,true,E06999001,true,"Wire, Ltd"\n',
        '202605_BDUK_uprn_release_test.csv',
      ),
    );
    const rows = await database().query(
      `select uprn, postcode, current_gigabit, future_gigabit, plan from premises_plan`,
    );
    expect(rows).toEqual([
      {
        uprn: 1001,
        postcode: 'ZZ11AA',
        current_gigabit: false,
        future_gigabit: true,
        plan: { bduk_gis: true, bduk_gis_supplier: 'Wire, Ltd' },
      },
    ]);
  });

  it('postcodes are stored with their point and their codes; a terminated one with its month', async () => {
    await load(
      fileOf(
        'pcds,dointr,doterm,oslaua,osward,oseast1m,osnrth1m,osgrdind,oa21,lsoa21,msoa21,lat,long\n' +
          'ZZ1 1AA,198001,,E06999001,E05999001,401500,0400500,1,E00999003,E01999002,,53.5,-2\n' +
          'ZZ1 1AB,198001,199606,S99999999,S99999999,,,9,,,,99.999999,0\n',
        'ONSPD_FEB_2026_UK.csv',
      ),
    );
    const rows = await database().query(
      `select postcode, ST_AsText(point) as point, lsoa_code, lad_code, terminated from postcode order by postcode`,
    );
    expect(rows).toEqual([
      {
        postcode: 'ZZ11AA',
        point: 'POINT(401500 400500)',
        lsoa_code: 'E01999002',
        lad_code: 'E06999001',
        terminated: null,
      },
      { postcode: 'ZZ11AB', point: null, lsoa_code: null, lad_code: null, terminated: '1996-06' },
    ]);
  });

  it('a library without coordinates is placed by its property, else by its postcode, and says by which', async () => {
    const outcome = await load(
      fileOf(
        'Local authority,Library name,Address 1,Address 2,Address 3,Postcode,Unique property reference number,' +
          'Statutory,Type of library,Year opened,Year closed\n' +
          'Testborough,By property,1 Road,,,ZZ1 1AA,1001,Yes,LAL,,\n' +
          'Testborough,By postcode,2 Road,,,ZZ1 1AA,,Yes,CRL,,2015\n' +
          'Testborough,Nowhere,3 Road,,,ZZ9 9ZZ,777,no,CL,,\n',
        'libraries_test.csv',
      ),
    );
    const rows = await database().query(
      `select name, point_basis, ST_AsText(point) as point, lad_code, year_closed from support_place order by name`,
    );
    expect(rows).toEqual([
      {
        name: 'By postcode',
        point_basis: 'postcode',
        point: 'POINT(401500 400500)',
        lad_code: 'E06999001',
        year_closed: 2015,
      },
      {
        name: 'By property',
        point_basis: 'uprn',
        point: 'POINT(400500.5 400500.25)',
        lad_code: 'E06999001',
        year_closed: null,
      },
      { name: 'Nowhere', point_basis: null, point: null, lad_code: null, year_closed: null },
    ]);
    expect(outcome.notes).toContainEqual(expect.objectContaining({ code: 'places-located', count: 1 }));
  });

  it('a postcode that stands twice is rejected with its line where the rows are the same, else refused', async () => {
    // 300 postcodes, so that one row is less than the share of rejections at which an import stops.
    const rows = Array.from({ length: 300 }, (_, at) => `ZZ${100 + at}AA,,ZZ,90.0`);
    const postcodes = (second: string) =>
      fileOf(
        `postcode,postcode_space,postcode area,SFBB availability (% premises)\n${rows.join('\n')}\nZZ100AA,,ZZ,${second}\n`,
        '202601_fixed_pc_coverage_r1_ZZ.csv',
      );
    await expect(load(postcodes('10.0'))).rejects.toMatchObject({ code: 'source-rejected' });
    const outcome = await load(postcodes('90.0'));
    expect(outcome).toMatchObject({ rowsKept: 300, report: { rowsRejected: 1 } });
    expect(JSON.stringify(outcome.report)).toContain('the same row stands above already');
  });

  describe('output areas rolled up to LSOAs', () => {
    it('sums premises and works the percent out anew, never the mean of percents', async () => {
      await load(lookup);
      const outcome = await load(coverageFile);
      expect(outcome.rowsKept).toBe(4);
      const [first] = await database().query(
        `select code, vintage, basis, premises, below_30_premises, below_30_percent, gigabit_percent, bands
         from coverage where level = 'lsoa' order by code`,
      );
      // 10 of 200 are 5 %; the mean of 50 % and 0 % would be 25 %.
      expect(first).toEqual({
        code: 'E01999001',
        vintage: 2021,
        basis: 'summed',
        premises: 200,
        below_30_premises: 10,
        below_30_percent: 5,
        gigabit_percent: 92.5,
        bands: { '10-30': { premises: 6, percent: 3 } },
      });
      expect(outcome.notes).toContainEqual(expect.objectContaining({ code: 'lsoas-incomplete', count: 1 }));
      expect(outcome.notes).toContainEqual(
        expect.objectContaining({ code: 'output-areas-unplaced', count: 1 }),
      );
    });

    it('a sum with a missing part is missing, not the sum of the others', async () => {
      const rows = await database().query(
        `select code, below_10_premises, below_10_percent from coverage where level = 'lsoa' order by code`,
      );
      expect(rows).toEqual([
        { code: 'E01999001', below_10_premises: 4, below_10_percent: 2 },
        { code: 'E01999002', below_10_premises: null, below_10_percent: null },
      ]);
    });

    it('gives the indicators that the catalogue makes of the dataset, on LSOAs, with numerator and denominator', async () => {
      const rows = await database().query(
        `select s.indicator_id, a.code, v.value, v.numerator, v.denominator, v.missing_reason
         from indicator_value v join indicator_series s using (series_id) join area a using (area_id)
         where s.is_current order by 1, 2`,
      );
      expect(rows).toEqual([
        {
          indicator_id: 'premises-below-10',
          code: 'E01999001',
          value: 2,
          numerator: 4,
          denominator: 200,
          missing_reason: null,
        },
        {
          indicator_id: 'premises-below-10',
          code: 'E01999002',
          value: null,
          numerator: null,
          denominator: null,
          missing_reason: 'not-in-source',
        },
        {
          indicator_id: 'premises-below-30',
          code: 'E01999001',
          value: 5,
          numerator: 10,
          denominator: 200,
          missing_reason: null,
        },
        {
          indicator_id: 'premises-below-30',
          code: 'E01999002',
          value: 10,
          numerator: 10,
          denominator: 100,
          missing_reason: null,
        },
        {
          indicator_id: 'premises-gigabit',
          code: 'E01999001',
          value: 92.5,
          numerator: 185,
          denominator: 200,
          missing_reason: null,
        },
        {
          indicator_id: 'premises-gigabit',
          code: 'E01999002',
          value: 50,
          numerator: 50,
          denominator: 100,
          missing_reason: null,
        },
      ]);
    });

    it('the residential twin stands beside it and changes no indicator', async () => {
      const twin = fileOf(
        `${oaHeader}E00999001,10,10,100,0,0,10,10,0,10,100\n`,
        '202601_fixed_oa_res_coverage_r1.csv',
      );
      await load(twin);
      const rows = await database().query(
        `select is_residential, below_30_percent from coverage where level = 'lsoa' and code = 'E01999001' order by 1`,
      );
      expect(rows).toEqual([
        { is_residential: false, below_30_percent: 5 },
        { is_residential: true, below_30_percent: 100 },
      ]);
      expect(await count(database(), 'indicator_series')).toBe(3);
      const current = await database().query(`select part from dataset_release
        where dataset_id = 'ofcom-fixed-coverage-oa' and superseded_by is null order by part`);
      expect(current).toEqual([{ part: '' }, { part: 'residential' }]);
    });
  });

  describe('a mapped file with one row per postcode', () => {
    const mapping = {
      dataset: 'gm-support-places',
      period: '2026',
      key: { postcode: 'pc' },
      columns: [
        { name: 'members', kind: 'count' },
        { name: 'online', kind: 'count', total: 'members' },
      ],
    };
    const byPostcode = (rows: string) => fileOf(`pc,members,online\n${rows}`, 'members.csv');
    const loadMapped = (file: SourceFile, options: { acceptWarnings?: boolean } = {}) =>
      importInto(database(), catalogue, { file, options: { mapping }, format: 'mapped-csv', ...options });
    const stored = () =>
      database().query(
        `select i.title, a.code, v.value, v.numerator, v.denominator, v.missing_reason
         from indicator_value v join indicator_series s using (series_id) join indicator i using (indicator_id)
           join area a using (area_id)
         where i.dataset_id = 'gm-support-places' and s.is_current order by i.title, a.code`,
      );
    const rates = { numerator: null, denominator: null, missing_reason: null };

    beforeAll(async () => {
      await load(
        fileOf(
          'pcds,dointr,doterm,oslaua,osward,oseast1m,osnrth1m,osgrdind,oa21,lsoa21,msoa21,lat,long\n' +
            'ZZ1 1AA,198001,,E06999001,E05999001,401500,0400500,1,E00999003,E01999002,,53.5,-2\n' +
            'ZZ1 1AC,198001,199606,E06999001,E05999001,401500,0400500,1,E00999003,E01999002,,53.5,-2\n' +
            'ZZ1 1AD,198001,,E06999001,E05999001,400500,0400500,1,E00999001,E01999001,,53.5,-2\n' +
            'ZZ1 1AE,198001,,E06999001,E05999001,400500,0400500,1,E00999001,E01888888,,53.5,-2\n',
          'ONSPD_MAY_2026_UK.csv',
        ),
      );
    });

    it('is added up by LSOA, rates from the sums; a missing part makes the sum missing', async () => {
      const outcome = await loadMapped(byPostcode('zz1 1aa,10,1\nZZ11AC,30,11\nZZ1 1AD,5,\n'));
      expect(outcome).toMatchObject({ status: 'imported', rowsKept: 3 });
      // 12 of 40 are 30 %; the mean of 10 % and 36.7 % would be 23.3 %.
      expect(await stored()).toEqual([
        { title: 'members', code: 'E01999001', value: 5, ...rates },
        { title: 'members', code: 'E01999002', value: 40, ...rates },
        { title: 'online', code: 'E01999001', value: null, ...rates, missing_reason: 'not-published' },
        { title: 'online', code: 'E01999002', value: 30, ...rates, numerator: 12, denominator: 40 },
      ]);
    });

    it('names postcodes that lead nowhere, and asks for acceptance where they are many', async () => {
      const rows = byPostcode('ZZ1 1AA,10,1\nZZ1 1AE,4,2\nZZ9 9ZZ,7,7\n');
      const before = await stored();
      await expect(loadMapped(rows, { acceptWarnings: false })).rejects.toMatchObject({
        code: 'source-rejected',
        details: { unplaced: 2, examples: ['ZZ11AE', 'ZZ99ZZ'] },
      });
      expect(await stored()).toEqual(before);
      const outcome = await loadMapped(rows);
      expect(outcome.rowsKept).toBe(1);
      expect(outcome.notes).toContainEqual(
        expect.objectContaining({ code: 'postcodes-unplaced', severity: 'warning', count: 2 }),
      );
      expect(await stored()).toEqual([
        { title: 'members', code: 'E01999002', value: 10, ...rates },
        { title: 'online', code: 'E01999002', value: 10, ...rates, numerator: 1, denominator: 10 },
      ]);
    });

    it('says that postcodes have to be loaded where none of the file is', async () => {
      await expect(loadMapped(byPostcode('ZZ9 9ZZ,7,7\n'))).rejects.toMatchObject({
        code: 'source-rejected',
        message: expect.stringContaining('Import the postcodes of the place first') as unknown,
      });
    });
  });
});

async function importInto(
  database: Database,
  catalogue: Catalogue,
  given: {
    readonly file: SourceFile;
    readonly options: Record<string, unknown>;
    readonly format?: string;
    readonly acceptWarnings?: boolean;
  },
): Promise<ImportOutcome> {
  return importFile(
    {
      database,
      dataFolder: reports,
      sources: catalogue.sources,
      indicators: catalogue.indicators,
      onProgress: () => undefined,
    },
    {
      file: given.file,
      format: given.format ?? null,
      datasetId: null,
      options: given.options,
      madeUp: true,
      acceptWarnings: given.acceptWarnings ?? true,
      isDryRun: false,
      importedBy: 'test',
    },
  );
}

async function count(database: Database, table: string): Promise<number> {
  const rows = await database.query<{ rows: number }>(`select count(*) as rows from ${table}`);
  return rows[0]?.rows ?? 0;
}
