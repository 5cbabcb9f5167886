import { expect, test } from 'vitest';
import { onsDigitalPropensity } from '../../server/sources/ons-digital-propensity.ts';
import { recogniseReader } from '../../server/sources/registry.ts';
import { fileOf, readSource } from '../support/read-source.ts';
import { describeWithShared, sharedPath } from '../support/shared.ts';

// The first lines as published.
const text = `,LSOAcode,Region,Local Authority name,Score,score_normalized
0,E01000001,London,City of London,97.0,8.81
1,E01000002,London,City of London,97.8,9.13
`;

test('the nameless first column is no code, and Score is a percent', async () => {
  expect(recogniseReader(fileOf(text)).id).toBe('ons-digital-propensity');
  const { facts, columns, rows } = await readSource(onsDigitalPropensity, fileOf(text));
  expect(facts).toMatchObject({
    datasetId: 'ons-digital-propensity',
    areas: { type: 'lsoa', vintage: 2011 },
  });
  expect(columns.map(({ name, kind }) => [name, kind])).toEqual([
    ['Score', 'percent'],
    ['score_normalized', 'score'],
  ]);
  expect(rows.map(({ code, values }) => [code, ...values])).toEqual([
    ['E01000001', 97, 8.81],
    ['E01000002', 97.8, 9.13],
  ]);
});

describeWithShared('the whole file', () => {
  test('34,753 areas, none rejected', async () => {
    const path = sharedPath('data/validation/ons_dpi_census2021_lsoa11.csv');
    const { rows, rejections } = await readSource(onsDigitalPropensity, path);
    expect(rows).toHaveLength(34_753);
    expect(rejections).toEqual([]);
  });
});
