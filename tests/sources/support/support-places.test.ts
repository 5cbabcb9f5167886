import { describe, expect, it } from 'vitest';
import { openFile } from '../../../server/sources/open-file.ts';
import { recogniseReader } from '../../../server/sources/registry.ts';
import { artsCouncilLibraries } from '../../../server/sources/support/arts-council-libraries.ts';
import { gmSupportPlaces } from '../../../server/sources/support/gm-support-places.ts';
import { fileOf, readSource } from '../../support/read-source.ts';
import { describeWithShared, sharedPath } from '../../support/shared.ts';

const header =
  'Local authority,Library name,Address 1,Address 2,Address 3,Postcode,Unique property reference number,Statutory,' +
  'Type of library,Year opened,Year closed,Monday staffed hours,Monday unstaffed hours,Email address';
const library = (row: string) =>
  readSource(artsCouncilLibraries, fileOf(`${header}\n${row}\n`, 'libraries.csv'));

describe('arts-council-libraries', () => {
  it('has no coordinates: the point is left to the import', async () => {
    const { rows } = await library(
      'Bath,Central,1 Road,,Bath,BA1 1AA,10001,Yes,LAL,,,9-5,17-20,mailto:a@b.uk',
    );
    expect(rows).toMatchObject([
      {
        placeKind: 'library: local authority run',
        address: '1 Road, Bath',
        postcode: 'BA1 1AA',
        uprn: 10_001,
        point: null,
        openingHours: { Monday: '9-5', 'Monday unstaffed': '17-20' },
        email: 'a@b.uk',
      },
    ]);
  });

  it.each([
    ['LAL', 'library: local authority run'],
    ['LAL-', 'library: local authority run'],
    ['CL', 'library: commissioned'],
    ['CRL', 'library: community run'],
    ['ICL', 'library: independent community'],
    ['', 'library'],
  ])('type code "%s" is %s', async (code, kind) => {
    const { rows } = await library(`Bath,Central,1 Road,,,BA1 1AA,,Yes,${code},,,,,`);
    expect(rows[0]?.placeKind).toBe(kind);
  });

  it('a closed library is kept, with the year', async () => {
    const { rows } = await library('Bath,Old,1 Road,,,BA1 1AA,,no,LAL,,2012,,,');
    expect(rows).toMatchObject([{ yearClosed: 2012 }]);
  });

  it('"Closed" without a year is rejected: without one the library would look open', async () => {
    const { rows, rejections } = await library('Bath,Old,1 Road,,,BA1 1AA,,no,LAL,,Closed,,,');
    expect(rows).toEqual([]);
    expect(rejections).toMatchObject([{ line: 2, column: 'Year closed', value: 'Closed' }]);
  });

  it.each([
    ['Yes', true],
    ['no', false],
    ['True', true],
    ['', null],
  ])('statutory "%s" is %s', async (text, isStatutory) => {
    const { rows } = await library(`Bath,Central,1 Road,,,BA1 1AA,,${text},LAL,,,,,`);
    expect(rows[0]?.isStatutory).toBe(isStatutory);
  });

  it('other numbers in the column of UPRNs are left out and counted', async () => {
    const { rows, notes } = await library('Bath,Central,1 Road,,,BA1 1AA,0922SO1,Yes,LAL,,,,,');
    expect(rows[0]?.uprn).toBeNull();
    expect(notes).toMatchObject([{ code: 'uprn-invalid', count: 1 }]);
  });
});

describe('gm-support-places', () => {
  it('a file of Jobcentres has no type: its name says what they are', async () => {
    const text =
      'name,address,postcode,area_name,area_code,lon,lat\nSale,"1 Road, Sale",M33 7AA,Trafford,E08000009,-2.32,53.42\n';
    const { rows, facts } = await readSource(gmSupportPlaces, fileOf(text, 'gm_jobcentreplus.csv'));
    expect(rows).toMatchObject([{ placeKind: 'jobcentre', name: 'Sale', ladCode: 'E08000009' }]);
    expect(facts.part).toBe('gm_jobcentreplus');
  });
});

describeWithShared('places of support as published', () => {
  it('England: 3,318 libraries, of which 6 are closed without a year', async () => {
    const file = await openFile(sharedPath('data/national/libraries/libraries_england.csv'));
    expect(recogniseReader(file).id).toBe('arts-council-libraries');
    const { rows, rejections } = await readSource(artsCouncilLibraries, file);
    expect([rows.length, rejections.length]).toEqual([3312, 6]);
    // 358 rows have something in the column Year closed, the 6 included.
    expect(rows.filter(({ yearClosed }) => yearClosed !== null)).toHaveLength(352);
  });

  it.each([
    ['libraries_wales.csv', 265, 'wales', 'W06000001'],
    ['libraries_scotland.csv', 483, 'scotland', null],
  ])('%s has fewer columns', async (name, places, part, ladCode) => {
    const { rows, facts } = await readSource(
      artsCouncilLibraries,
      sharedPath('data/national/libraries', name),
    );
    expect(rows).toHaveLength(places);
    expect(facts.part).toBe(part);
    expect(rows[0]?.ladCode).toBe(ladCode);
  });

  it('Greater Manchester: 141 libraries and 26 Jobcentres, all with a point', async () => {
    for (const [name, places] of [
      ['gm_libraries.csv', 141],
      ['gm_jobcentreplus.csv', 26],
    ] as const) {
      const file = await openFile(sharedPath('data/trafford/points_of_support', name));
      expect(recogniseReader(file).id).toBe('gm-support-places');
      const { rows } = await readSource(gmSupportPlaces, file);
      expect(rows).toHaveLength(places);
      expect(rows.every(({ point }) => point !== null)).toBe(true);
    }
  });
});
