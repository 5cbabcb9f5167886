import { describe, expect, it } from 'vitest';
import { msoaNames } from '../../../server/sources/lookups/msoa-names.ts';
import { openFile } from '../../../server/sources/open-file.ts';
import { recogniseReader } from '../../../server/sources/registry.ts';
import { fileOf, readSource } from '../../support/read-source.ts';
import { describeWithShared, sharedPath } from '../../support/shared.ts';

describe('names of middle layer areas', () => {
  it("reads the House of Commons Library's columns, quoted commas and all", async () => {
    const file = fileOf(
      'msoa21cd,msoa21nm,msoa21nmw,msoa21hclnm,msoa21hclnmw,localauthorityname\n' +
        'E02000001,City of London 001,,City of London,,City of London\n' +
        'W02000001,Isle of Anglesey 001,Ynys Môn 001,"Amlwch, Cemaes & Llanfechell",,Isle of Anglesey\n',
      'MSOA-Names-2.2.csv',
    );
    expect(recogniseReader(file).id).toBe('msoa-names');
    const { facts, rows } = await readSource(msoaNames, file);
    expect(facts).toMatchObject({
      datasetId: 'house-of-commons-msoa-names-2021',
      areas: { type: 'msoa', vintage: 2021 },
    });
    expect(rows.map(({ code, placeName }) => [code, placeName])).toEqual([
      ['E02000001', 'City of London'],
      ['W02000001', 'Amlwch, Cemaes & Llanfechell'],
    ]);
  });

  it('takes an area once and rejects a second name, a missing one and codes of other kinds', async () => {
    const { rows, rejections } = await readSource(
      msoaNames,
      fileOf(
        'msoa11cd,msoa11hclnm\nE02000001,City\nE02000001,City\nE02000001,Town\nE02000002,\nE01000003,Marsh\n,\n',
      ),
    );
    expect(rows).toHaveLength(1);
    expect(rejections.map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'the area is already called City'],
      [5, 'the area has no name'],
      [6, 'this is no code of a middle layer area'],
    ]);
  });

  it('asks for the vintage where the column has no year', async () => {
    const file = fileOf('msoa_code,msoa_hcl_name\nE02001259,Old Trafford\n');
    await expect(readSource(msoaNames, file)).rejects.toMatchObject({ details: { field: 'vintage' } });
    const { facts } = await readSource(msoaNames, file, { vintage: 2021 });
    expect(facts.areas).toEqual({ type: 'msoa', vintage: 2021 });
  });
});

describeWithShared('the Trafford postcode list', () => {
  it('names all 28 middle layer areas, though it is a list of postcodes first', async () => {
    const path = sharedPath('data/trafford/postcodes/trafford_postcodes.csv');
    expect(recogniseReader(await openFile(path)).id).toBe('trafford-postcodes');
    const { rows, rejections } = await readSource(msoaNames, path, { vintage: 2021 });
    expect(rejections).toEqual([]);
    expect(rows).toHaveLength(28);
    expect(rows.find(({ code }) => code === 'E02001259')?.placeName).toBe('Old Trafford');
  });
});
