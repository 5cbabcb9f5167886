import { expect, describe, it } from 'vitest';
import { nomisBulk } from '../../server/sources/nomis-bulk.ts';
import { openFile } from '../../server/sources/open-file.ts';
import { recogniseReader } from '../../server/sources/registry.ts';
import { fileOf, readSource } from '../support/read-source.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';

const ts038 = [
  'date,geography,geography code,Disability: Total: All usual residents,Disability: Disabled under the Equality Act,' +
    'Disability: Disabled under the Equality Act: Day-to-day activities limited a lot',
  '2021,"Westmouth, 001A",E09900001,1475,152,36',
].join('\n');

describe('nomis-bulk', () => {
  it('takes the `: Total:` column for the whole of the others, and date, area kind and dataset from the file', async () => {
    const { facts, columns, rows } = await readSource(nomisBulk, fileOf(ts038, 'census2021-ts038-lsoa.csv'));
    expect(facts).toEqual({
      datasetId: 'census-2021-ts038',
      areas: { type: 'lad', vintage: 2021 },
      period: '2021',
      part: 'lad',
    });
    expect(columns.map((column) => [column.kind, column.total])).toEqual([
      ['count', null],
      ['count', 'Disability: Total: All usual residents'],
      ['count', 'Disability: Total: All usual residents'],
    ]);
    expect(rows).toMatchObject([
      { line: 2, code: 'E09900001', name: 'Westmouth, 001A', values: [1475, 152, 36] },
    ]);
  });

  it('TS038 holds parents and children side by side: both keep their own column', async () => {
    const { columns } = await readSource(nomisBulk, fileOf(ts038));
    expect(columns.map((column) => column.name)).toContain('Disability: Disabled under the Equality Act');
    expect(columns.map((column) => column.name)).toContain(
      'Disability: Disabled under the Equality Act: Day-to-day activities limited a lot',
    );
  });

  it('`; measures: Value` behind a name is dropped; a density is a rate, not a count', async () => {
    const text =
      'date,geography,geography code,Population Density: Persons per square kilometre; measures: Value\n' +
      '2021,Somewhere,E01000001,81.5\n';
    const { columns, facts } = await readSource(nomisBulk, fileOf(text, 'census2021-ts006-lsoa.csv'));
    expect(columns[0]).toEqual({
      name: 'Population Density: Persons per square kilometre',
      kind: 'rate',
      total: null,
    });
    expect(facts.areas).toEqual({ type: 'lsoa', vintage: 2021 });
  });

  it('a renamed file is still known by its title', async () => {
    const { facts } = await readSource(nomisBulk, fileOf(ts038, 'download (3).csv'));
    expect(facts.datasetId).toBe('census-2021-ts038');
  });

  it('rejects a row whose code is none, with line and value', async () => {
    const { rows, rejections } = await readSource(
      nomisBulk,
      fileOf(`${ts038}\n2021,Nowhere,not a code,1,2,3\n`),
    );
    expect(rows).toHaveLength(1);
    expect(rejections).toMatchObject([{ line: 3, column: 'area code', value: 'not a code' }]);
  });

  it('refuses an import option of the wrong kind by name', async () => {
    await expect(readSource(nomisBulk, fileOf(ts038), { vintage: 'new' })).rejects.toMatchObject({
      code: 'invalid-request',
      details: { field: 'vintage' },
    });
  });
});

describeWithShared('nomis-bulk on the published tables', () => {
  it('reads all 35,672 LSOAs of TS007A', async () => {
    const file = sharedPath('data/national/nomis/census2021-ts007a-lsoa.csv');
    const { rows, columns, facts, rejections } = await readSource(nomisBulk, file);
    expect(facts).toMatchObject({ datasetId: 'census-2021-ts007a', areas: { type: 'lsoa', vintage: 2021 } });
    expect([rows.length, columns.length, rejections.length]).toEqual([35_672, 19, 0]);
    expect(rows[0]).toMatchObject({ code: 'E01000001', name: 'City of London 001A' });
    // E01000001: 1,473 residents, 57 aged 75 to 79, 57 aged 80 to 84, 35 aged 85 and over.
    expect([rows[0]?.values[0], ...(rows[0]?.values.slice(16) ?? [])]).toEqual([1473, 57, 57, 35]);
  });

  it('TS066 mixes `:In employment` and `: In employment`: all 31 columns have the same whole', async () => {
    const file = sharedPath('data/national/samples/census2021-ts066-lsoa.EXCERPT.csv');
    const { columns, rows } = await readSource(nomisBulk, file);
    expect(columns).toHaveLength(31);
    const totals = new Set(columns.slice(1).map((column) => column.total));
    expect([...totals]).toEqual([
      'Economic activity status: Total: All usual residents aged 16 years and over',
    ]);
    expect(rows).toHaveLength(10);
  });

  it('recognises every bulk table of Trafford by its header', async () => {
    for (const table of ['ts007a', 'ts037', 'ts038', 'ts039', 'ts040']) {
      const file = await openFile(sharedPath(`data/trafford/census/census2021-${table}-lsoa.csv`));
      expect(recogniseReader(file).id).toBe('nomis-bulk');
      expect((await readSource(nomisBulk, file)).rows).toHaveLength(139);
    }
  });
});
