import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mappedCsv } from '../../server/sources/mapped-csv.ts';
import { fileOf, readSource } from '../support/read-source.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();

const mapping = {
  dataset: 'ward-broadband-speed',
  areas: { type: 'ward', vintage: 2023 },
  period: '2022-05',
  key: { code: 'area_code' },
  name: 'area_name',
  columns: [{ name: 'value', kind: 'speed', as: 'median speed' }],
};

describe('mapped-csv', () => {
  it('reads by a YAML file: rows chosen by value, marks for missing figures, a new name', async () => {
    const path = join(folder, 'speed.yaml');
    writeFileSync(
      path,
      [
        'dataset: ward-broadband-speed',
        'areas: { type: ward, vintage: 2023 }',
        'key: { code: area_code }',
        'where: { measure: Median }',
        'missing: { "too few": suppressed }',
        'columns:',
        '  - { name: value, kind: speed, as: median speed }',
      ].join('\n'),
    );
    const text =
      'area_code,measure,value\nE05015239,Median,77.8\nE05015239,Mean,90\nE05015240,Median,too few\n';
    const { rows, columns, facts } = await readSource(mappedCsv, fileOf(text), { mapping: path });
    expect(facts).toMatchObject({ datasetId: 'ward-broadband-speed', keyedBy: 'area' });
    expect(columns).toEqual([{ name: 'median speed', kind: 'speed', total: null }]);
    expect(rows.map((row) => row.values[0])).toEqual([77.8, null]);
    expect(rows[1]?.reasons?.get(0)).toBe('suppressed');
  });

  it('reads rows keyed by postcode, however the postcode is written', async () => {
    const byPostcode = { dataset: 'x', key: { postcode: 'pc' }, columns: [{ name: 'n', kind: 'count' }] };
    const { rows, facts } = await readSource(mappedCsv, fileOf('pc,n\nm33 2bh,4\n"M1  1AD",5\n'), {
      mapping: byPostcode,
    });
    expect(facts).toMatchObject({ areas: null, keyedBy: 'postcode' });
    expect(rows.map((row) => row.code)).toEqual(['M332BH', 'M11AD']);
  });

  it.each([
    ['a percent', { columns: [{ name: 'n', kind: 'percent' }] }, 'mapping.columns.0.kind'],
    ['other areas than LSOAs of 2021', { areas: { type: 'ward', vintage: 2025 } }, 'mapping.areas'],
  ])('refuses %s by postcode, which cannot be added up', async (_name, change, field) => {
    const byPostcode = { dataset: 'x', key: { postcode: 'pc' }, columns: [{ name: 'n', kind: 'count' }] };
    await expect(
      readSource(mappedCsv, fileOf('pc,n\nm33 2bh,4\n'), { mapping: { ...byPostcode, ...change } }),
    ).rejects.toMatchObject({ code: 'invalid-request', details: { field } });
  });

  it('names every column that the file lacks', async () => {
    await expect(readSource(mappedCsv, fileOf('area_code,speed\nE1,2\n'), { mapping })).rejects.toMatchObject(
      {
        code: 'source-rejected',
        details: { absent: ['value', 'area_name'] },
      },
    );
  });

  it.each([
    ['no mapping', undefined, 'mapping'],
    ['an unknown field', { ...mapping, columns: [{ name: 'a', kind: 'colour' }] }, 'mapping.columns.0.kind'],
    ['a file that is not there', '/nowhere/mapping.yaml', 'mapping'],
  ])('says what is wrong with %s', async (_name, option, field) => {
    await expect(readSource(mappedCsv, fileOf('a,b\n'), { mapping: option })).rejects.toMatchObject({
      code: 'invalid-request',
      details: { field },
    });
  });
});

describeWithShared('mapped-csv on published files', () => {
  it("reads Trafford Data Lab's ward speeds: 21 wards", async () => {
    const file = sharedPath('data/trafford/ofcom/ward_average_broadband_speed_2022-05.csv');
    const { rows } = await readSource(mappedCsv, file, { mapping });
    expect(rows).toHaveLength(21);
    expect(rows[0]).toMatchObject({ code: 'E05015239', name: 'Altrincham', values: [77.8] });
  });
});
