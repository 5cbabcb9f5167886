import { beforeAll, expect, it } from 'vitest';
import { indicatorHistorySchema } from '../../core/contract/indicator.ts';
import { valueListSchema } from '../../core/contract/value-list.ts';
import { useTestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { createSmallPlace } from '../support/small-place.ts';

const aged = '/api/v1/indicators/aged-75-plus';

/** What a corrected file of the same period does: the older series stays, no longer in force. */
const corrections = [
  `insert into dataset (dataset_id, title, publisher, licence, attribution)
     values ('newer', 'Newer', 'Nobody', 'OGL-UK-3.0', 'Corrected by a test.')`,
  `insert into dataset_release (dataset_id, reader, period, part, file_name, file_sha256, file_bytes, imported_by)
     values ('newer', 'test', '2021', '', 'newer.csv', repeat('1', 64), 1, 'test')`,
  `update indicator_series set is_current = false where indicator_id = 'aged-75-plus' and area_type = 'lsoa'`,
  `insert into indicator_series (indicator_id, release_id, area_type, vintage, period, value_count)
     select indicator_id, (select max(release_id) from dataset_release), area_type, vintage, period, 1
     from indicator_series where indicator_id = 'aged-75-plus' and area_type = 'lsoa'`,
  `insert into indicator_value (series_id, area_id, value)
     select max(series_id), (select min(area_id) from area where area_type = 'lsoa'), 99 from indicator_series`,
];

describeDatabases('older releases of an indicator', (database) => {
  const app = useTestApp(database, createSmallPlace);
  let olderRelease = 0;
  beforeAll(async () => {
    const before = await app().getAs(valueListSchema, `${aged}/values`);
    olderRelease = before.releaseId;
    for (const statement of corrections) await database().execute(statement);
  });

  it('gives the values in force, credited to the boundaries and to the data, and to nothing else', async () => {
    const now = await app().getAs(valueListSchema, `${aged}/values`);
    expect(now.items.map((item) => item.value)).toEqual([99]);
    expect(now.attribution.lines).toEqual(['Corrected by a test.', 'Made up by a test.']);
    const population = await app().getAs(valueListSchema, '/api/v1/indicators/population/values');
    expect(population.attribution.lines).toEqual(['Made up by a test.']);
  });

  it('gives the older values when their release is asked for', async () => {
    const before = await app().getAs(valueListSchema, `${aged}/values?release=${olderRelease}`);
    expect(before.items).toHaveLength(6);
    expect(before.releaseId).toBe(olderRelease);
    const csv = await app().get(`${aged}/values?release=${olderRelease}&format=csv`);
    expect(csv.body.trimEnd().split('\r\n')).toHaveLength(7);
  });

  it('lists which releases there are', async () => {
    const history = await app().getAs(indicatorHistorySchema, aged);
    expect(history.series.map((each) => each.valueCount)).toEqual([1]);
    expect(history.superseded.map((each) => each.releaseId)).toEqual([olderRelease]);
  });

  it('says which release or indicator is not there', async () => {
    const missing = await app().getProblem(`${aged}/values?release=4000`, 404);
    expect(missing.detail).toContain('no values on lsoa 2021 in release 4000');
    expect((await app().getProblem('/api/v1/indicators/nothing', 404)).detail).toContain('"nothing"');
    await app().getProblem(`${aged}/values?release=first`, 400);
  });
});
