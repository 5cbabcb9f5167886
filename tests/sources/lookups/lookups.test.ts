import { describe, expect, it } from 'vitest';
import { areaChanges } from '../../../server/sources/lookups/area-changes.ts';
import { areaLookup } from '../../../server/sources/lookups/area-lookup.ts';
import { localAuthorityHistory } from '../../../server/sources/lookups/local-authority-history.ts';
import { openFile } from '../../../server/sources/open-file.ts';
import { recogniseReader } from '../../../server/sources/registry.ts';
import { fileOf, readSource } from '../../support/read-source.ts';
import { describeWithShared, sharedPath } from '../../support/shared.ts';

const countBy = <Item>(items: readonly Item[], key: (item: Item) => string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
};

describe('area changes', () => {
  it('reads the columns wherever they stand and however they are written, byte-order mark and all', async () => {
    const header = '\uFEFFObjectId,chgind,lsoa21cd,LSOA11CD,LSOA21NM\r\n';
    const { facts, rows } = await readSource(
      areaChanges,
      fileOf(`${header}1, s ,E01034000,E01000001,Place 001A\r\n2,M,E01034001,E01000002,\r\n`),
    );
    expect(facts).toMatchObject({
      datasetId: 'ons-lsoa-changes-2011-2021',
      areas: { type: 'lsoa', vintage: 2021 },
    });
    expect(rows).toMatchObject([
      { fromVintage: 2011, fromCode: 'E01000001', toVintage: 2021, toCode: 'E01034000', change: 'S' },
      { fromCode: 'E01000002', toCode: 'E01034001', change: 'M', toName: null },
    ]);
  });

  it('rejects unknown indicators, codes of other kinds and pairs that stand twice, with their line', async () => {
    const { rows, rejections } = await readSource(
      areaChanges,
      fileOf(
        'LSOA11CD,LSOA21CD,CHGIND\nE01000001,E01000001,U\nE01000002,E01000002,Q\nE02000003,E01000003,U\n' +
          'E01000001,E01000001,U\n',
      ),
    );
    expect(rows).toHaveLength(1);
    expect(rejections.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'the change indicator is none of U, S, M, X'],
      [4, 'the code is of a msoa, the column of a lsoa'],
      [5, 'the same pair stands twice in the file'],
    ]);
  });
});

describe('area lookup', () => {
  it('puts every smaller kind in every larger one, once', async () => {
    const { facts, rows } = await readSource(
      areaLookup,
      fileOf(
        'oa21cd,lsoa21cd,lsoa21nm,msoa21cd,lad22cd,lad22nm\n' +
          'E00000001,E01000001,A,E02000001,E08000009,Trafford\n' +
          'E00000002,E01000001,A,E02000001,E08000009,Trafford\n',
      ),
    );
    expect(facts.datasetId).toBe('ons-oa-lookup-2021');
    expect(countBy(rows, (row) => `${row.child.type} ${row.parent.type} ${row.method}`)).toEqual({
      'oa lsoa exact': 2,
      'oa msoa exact': 2,
      'oa lad exact': 2,
      'lsoa msoa exact': 1,
      'lsoa lad exact': 1,
      'msoa lad exact': 1,
    });
    expect(rows.find((row) => row.child.type === 'lsoa' && row.parent.type === 'lad')).toMatchObject({
      childName: 'A',
      parent: { type: 'lad', vintage: 2022 },
      parentName: 'Trafford',
    });
  });

  it('marks wards as best fit and rejects an area that is put in two places', async () => {
    const { rows, rejections } = await readSource(
      areaLookup,
      fileOf('lsoa21cd,wd22cd\nE01000001,E05000001\nE01000001,E05000002\n'),
    );
    expect(rows).toMatchObject([{ method: 'best-fit', parentCode: 'E05000001' }]);
    expect(rejections).toMatchObject([
      { line: 3, value: 'E05000002', reason: 'E01000001 was already put in E05000001' },
    ]);
  });

  it('does not take tables of values for lookups', () => {
    expect(areaLookup.recognise(fileOf('LSOA21CD,LAD22CD,Population,Rate\n'))).toBe(0);
    expect(areaLookup.recognise(fileOf('LSOA21CD,LSOA21NM,Score\n'))).toBe(0);
  });
});

describe('local authority history', () => {
  it('gives successors, regions and nations', async () => {
    const { rows } = await readSource(
      localAuthorityHistory,
      fileOf(
        'LADCD,LADNM,LADCD_ACTIVE,LADNM_ACTIVE,RGNCD,RGNNM,CTRYCD,CTRYNM\n' +
          'E08000016,Barnsley,E08000038,Barnsley,E12000003,Yorkshire,E92000001,England\n' +
          'E08000038,Barnsley,E08000038,Barnsley,E12000003,Yorkshire,E92000001,England\n' +
          'W06000002,Gwynedd,W06000002,Gwynedd,,,W92000004,Wales\n',
      ),
    );
    expect(
      rows.map((row) =>
        row.kind === 'membership'
          ? `${row.childCode} in ${row.parentCode}`
          : `${row.fromCode} to ${row.toCode}`,
      ),
    ).toEqual([
      'E08000016 to E08000038',
      'E08000038 in E12000003',
      'E08000038 in E92000001',
      'E12000003 in E92000001',
      'W06000002 in W92000004',
    ]);
  });
});

describeWithShared('real lookups', () => {
  // Counts of rows and of change indicators from the manifest of the shared data.
  it('reads the exact-fit lookup of England and Wales in both forms, with the same pairs', async () => {
    const first = await readSource(
      areaChanges,
      sharedPath('data/national/lookups/lsoa11_to_lsoa21_exact.csv'),
    );
    const second = await readSource(
      areaChanges,
      sharedPath('data/national/lookups/England-Wales-LSOA-2011-2021.csv'),
    );
    expect(countBy(first.rows, (row) => row.change)).toEqual({ U: 33647, S: 1900, M: 239, X: 10 });
    const pairs = (rows: typeof first.rows): string[] =>
      rows.map((row) => `${row.fromCode} ${row.toCode} ${row.change}`).sort();
    expect(pairs(second.rows)).toEqual(pairs(first.rows));
    expect([...first.rejections, ...second.rejections]).toEqual([]);
  });

  it('reads MSOA changes', async () => {
    const { facts, rows } = await readSource(
      areaChanges,
      sharedPath('data/national/lookups/MSOA11 to MSOA21 to LAD22 EW.csv'),
    );
    expect(facts.datasetId).toBe('ons-msoa-changes-2011-2021');
    expect(countBy(rows, (row) => row.change)).toEqual({ U: 7080, S: 159, M: 38, X: 9 });
  });

  it.each([
    ['trafford/lookups/gm_oa21_lsoa21_msoa21_lad22.csv', 8966 * 3 + 1702 * 2 + 353],
    // 1,673 LSOAs and 346 MSOAs: Census 2011.
    ['trafford/lookups/gm_oa11_lsoa11_msoa11.csv', 8684 * 3 + 1673 * 2 + 346],
    ['trafford/lookups/gm_lsoa21_to_ward22_best-fit.csv', 1702 * 2 + 215],
    ['national/lookups/lsoa21_to_utla23.csv', 35672 - 11562],
  ])('%s gives %i memberships', async (path, count) => {
    const file = await openFile(sharedPath('data', path));
    expect(recogniseReader(file).id).toBe('area-lookup');
    const { rows, rejections } = await readSource(areaLookup, file);
    expect(rejections).toEqual([]);
    expect(rows).toHaveLength(count);
  });

  it.each([
    ['la_all_codes.csv', 54, 361],
    ['area_all_codes.csv', 54, 361],
    ['uk_local_authorities.csv', null, 0],
  ])('%s: successors and nations', async (name, changes, inNations) => {
    const file = await openFile(sharedPath('data/national/lookups', name));
    expect(recogniseReader(file).id).toBe('local-authority-history');
    const { rows } = await readSource(localAuthorityHistory, file);
    const recoded = rows.filter((row) => row.kind === 'code-change');
    if (changes !== null) expect(recoded).toHaveLength(changes);
    expect(recoded.map(({ fromCode, toCode }) => [fromCode, toCode])).toContainEqual([
      'E07000026',
      'E06000063',
    ]);
    const placed = rows.filter(
      (row) => row.kind === 'membership' && row.parent.type === 'nation' && row.child.type === 'lad',
    );
    expect(placed).toHaveLength(inNations);
  });
});
