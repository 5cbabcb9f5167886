import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../../server/database/database.ts';
import { loadedExtent, nationExtents } from '../../server/usecases/loaded-extent.ts';
import { placesOf } from '../../server/usecases/scored-places.ts';
import { createScoring, type Scoring } from '../../server/usecases/score-table.ts';
import { buildProfile } from '../support/build-profile.ts';
import { describeDatabases } from '../support/databases.ts';

const profile = buildProfile({
  id: 'authorities',
  areas: { type: 'lad', vintage: 2023 },
  components: [{ id: 'all', title: 'All', children: [{ indicator: 'figure' }] }],
});

/** All 296 authorities that England has since April 2023 in one region, and 21 of the 22 of Wales. */
async function seedNations(database: Database): Promise<void> {
  await database.executeScript(`
    insert into dataset (dataset_id, title, publisher, licence, attribution)
    values ('seed', 'Seeded figures', 'Nobody', 'OGL-UK-3.0', 'Made up by a test.');
    insert into dataset_release (dataset_id, reader, period, file_name, file_sha256, file_bytes, imported_by)
    values ('seed', 'test', '2023', 'seed.csv', repeat('0', 64), 1, 'test');
    insert into area (area_type, vintage, code, name)
    select 'lad', 2023, 'E06' || lpad(n::text, 6, '0'), 'English ' || n from generate_series(1, 296) n
    union all
    select 'lad', 2023, 'W06' || lpad(n::text, 6, '0'), 'Welsh ' || n from generate_series(1, 21) n;
    insert into area_membership
      (child_type, child_vintage, child_code, parent_type, parent_vintage, parent_code, method, release_id)
    select 'lad', 2023, code, 'region', 2023, 'E12000001', 'exact', 1 from area where code like 'E06%';
    insert into indicator (indicator_id, title, description, phrase, theme, unit, direction, decimals, dataset_id)
    values ('figure', 'A figure', 'A seeded figure.', 'words', 'people', 'percent', 'higher-is-riskier', 1, 'seed');
    insert into indicator_series (indicator_id, release_id, area_type, vintage, period)
    values ('figure', 1, 'lad', 2023, '2023');
    insert into indicator_value (series_id, area_id, value)
    select (select max(series_id) from indicator_series), area_id, area_id from area;`);
}

describeDatabases('how much of a place is loaded', (database) => {
  let scoring: Scoring;
  let version = 'first';
  beforeAll(async () => {
    await seedNations(database());
    scoring = createScoring({
      ...{ database: database(), profiles: [profile] },
      dataVersion: () => Promise.resolve(version),
    });
  });

  it('is the whole of a nation with all of its areas, and of its regions; a part where one is missing', async () => {
    const table = await scoring.table({ profileId: profile.id });
    expect(nationExtents(table)).toEqual([
      { code: 'E92000001', name: 'England', extent: 'whole' },
      { code: 'W92000004', name: 'Wales', extent: 'part' },
    ]);
    expect(loadedExtent(table, placesOf(table, 'nation'), 1)).toBe('part');
    expect(loadedExtent(table, placesOf(table, 'region'), 0)).toBe('whole');
    // The last of the authorities is Welsh: it is whole itself.
    expect(loadedExtent(table, placesOf(table, 'lad'), 316)).toBe('whole');
  });

  it('does not depend on whom areas are compared with', async () => {
    const base = { kind: 'selection' as const, codes: ['E06000001', 'E06000002', 'E06000003'] };
    const table = await scoring.table({ profileId: profile.id, base });
    // Only three take part in the comparison; all are loaded.
    expect(placesOf(table, 'nation').areaCount[0]).toBe(3);
    expect(nationExtents(table)[0]?.extent).toBe('whole');
    expect(loadedExtent(table, placesOf(table, 'region'), 0)).toBe('whole');
  });

  it('is a part as soon as one area goes, and of its regions as well', async () => {
    await database().execute(
      `delete from indicator_value where area_id = (select area_id from area where code = 'E06000001')`,
    );
    await database().execute(`delete from area where code = 'E06000001'`);
    version = 'one less';
    const table = await scoring.table({ profileId: profile.id });
    expect(nationExtents(table)[0]?.extent).toBe('part');
    expect(loadedExtent(table, placesOf(table, 'region'), 0)).toBe('part');
  });
});
