import { describe, expect, it } from 'vitest';
import { openFiles } from '../../../server/sources/open-file.ts';
import { bdukPremises } from '../../../server/sources/premises/bduk-premises.ts';
import { osOpenUprn } from '../../../server/sources/premises/os-open-uprn.ts';
import { recogniseReader } from '../../../server/sources/registry.ts';
import { artsCouncilLibraries } from '../../../server/sources/support/arts-council-libraries.ts';
import { fileOf, readSource } from '../../support/read-source.ts';
import { saveForTest } from '../../support/save-for-test.ts';
import { zipOf } from '../../support/zip.ts';

describe('OS Open UPRN', () => {
  it('a byte-order mark on the header, decimals in metres, 1 to 12 digits without padding', async () => {
    const text =
      '\uFEFFUPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE\r\n' +
      '1,358260.66,172796.5,51.4526038,-2.6020703\r\n906700603829,250000,600000,55.2657,-4.3630\r\n';
    const file = fileOf(text, 'osopenuprn_202609.csv');
    expect(recogniseReader(file).id).toBe('os-open-uprn');
    const { rows } = await readSource(osOpenUprn, file);
    expect(rows.map(({ uprn, easting, northing }) => [uprn, easting, northing])).toEqual([
      [1, 358_260.66, 172_796.5],
      [906_700_603_829, 250_000, 600_000],
    ]);
  });
});

describe('BDUK premises', () => {
  const header =
    'uprn,struprn,bduk_recognised_premises,country,postcode,lot_id,lot_name,subsidy_control_status,current_gigabit,' +
    'future_gigabit,local_authority_district_ons_code,local_authority_district_ons,region_ons_code,region_ons,bduk_gis,' +
    'bduk_gis_contract_scope,bduk_gis_final_coverage_date,bduk_gis_contract_name,bduk_gis_supplier,bduk_vouchers,' +
    'bduk_vouchers_contract_name,bduk_vouchers_supplier,bduk_superfast,bduk_superfast_contract_name,' +
    'bduk_superfast_supplier,bduk_hubs,bduk_hubs_contract_name,bduk_hubs_supplier';
  const row = (status: string) =>
    `44010201,str44010201,true,England,ME1 3HX,29,Kent,${status},true,false,E06000010,` +
    '"Kingston upon Hull, City of",E12000003,Yorkshire and The Humber,true,,2028-06-30,,,false,,,false,,,false,,';

  it.each(['Gigabit White', 'Gigabit Grey/Black', 'Gigabit Under Review'])(
    'status "%s" in the 28 columns: kept as it stands; flags, ISO date, quoted comma, blanks null',
    async (status) => {
      const { rows, rejections } = await readSource(bdukPremises, fileOf(`${header}\n${row(status)}\n`));
      expect(rejections).toEqual([]);
      expect(rows[0]).toMatchObject({
        uprn: 44_010_201,
        subsidyStatus: status,
        currentGigabit: true,
        futureGigabit: false,
        plan: {
          local_authority_district_ons: 'Kingston upon Hull, City of',
          bduk_gis_final_coverage_date: '2028-06-30',
          bduk_gis_contract_name: null,
          bduk_hubs: false,
        },
      });
    },
  );

  it('one file a county inside a regional zip: every county is a part of its own', async () => {
    const content = `${header}\n${row('Gigabit White')}\n`;
    const names = ['kent', 'east_sussex'].map((county) => `202605_BDUK_uprn_release_${county}.csv`);
    const path = saveForTest('south_east.zip', zipOf(names.map((name) => ({ name, content }))));
    const read = await Promise.all((await openFiles(path)).map((file) => readSource(bdukPremises, file)));
    expect(read.map(({ facts }) => facts.part)).toEqual(['east_sussex', 'kent']);
  });
});

describe('Arts Council libraries', () => {
  const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
  const header =
    'Local authority,Library name,Address 1,Address 2,Address 3,Postcode,Unique property reference number,Statutory,' +
    `Type of library,Year opened,Year closed,${days.map((day) => `${day} staffed hours`).join(',')},` +
    `${days.map((day) => `${day} unstaffed hours`).join(',')},Special hours,Co-located,Co-located with,Notes,URL,Email address`;
  const read = (closed: string, statutory = 'yes') =>
    readSource(
      artsCouncilLibraries,
      fileOf(
        `${header}\nSale,Central,"1, Road",,Sale,M33 7AA,100010001,${statutory},LAL,,${closed},9-5,,,,,,,,,,,,,8-20,by hand,yes,Gym,,,\n`,
      ),
    );

  it('hours with and without staff stand in 14 columns: each under its day', async () => {
    const { rows, rejections } = await read('');
    expect(rejections).toEqual([]);
    expect(rows[0]).toMatchObject({
      address: '1, Road, Sale',
      point: null,
      openingHours: { Monday: '9-5', 'Sunday unstaffed': '8-20', 'Special hours': 'by hand' },
    });
  });

  it.each(['Yes', 'yes'])('Statutory "%s" is yes', async (statutory) => {
    expect((await read('', statutory)).rows[0]?.isStatutory).toBe(true);
  });

  it('a closed library is kept, closed', async () => {
    expect((await read('2016')).rows[0]?.yearClosed).toBe(2016);
  });

  it.each(['31/03/2016', '42460', 'Mar-16'])(
    'an Excel date for the year it closed (%s) is rejected by line, column and value: it would look open',
    async (closed) => {
      const { rows, rejections } = await read(closed);
      expect(rows).toEqual([]);
      expect(rejections).toMatchObject([{ line: 2, column: 'Year closed', value: closed }]);
    },
  );
});
