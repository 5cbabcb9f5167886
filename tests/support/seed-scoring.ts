import type { Profile } from '../../core/contract/profile.ts';
import type { Database } from '../../server/database/database.ts';
import { buildProfile } from './build-profile.ts';

/**
 * Twelve made-up areas in two authorities of two wards each, with three indicators and a population: small enough to
 * check by hand. Area 5 has no value for "slow" (suppressed) and area 12 none at all.
 */
export const seededProfile: Profile = buildProfile({
  id: 'seeded',
  title: 'Seeded index',
  availability: 0.5,
  components: [
    {
      id: 'connectivity',
      title: 'Connectivity',
      children: [
        { indicator: 'slow' },
        { indicator: 'speed', direction: 'lower-is-riskier', substitution: 'speed of the ward' },
      ],
    },
    { id: 'people', title: 'People', weight: 2, children: [{ indicator: 'aged-75-plus' }] },
  ],
});

const indicators = [
  { id: 'slow', unit: 'percent', values: [50, 40, 30, 20, null, 0, 5, 10, 15, 20, 25, null] },
  { id: 'speed', unit: 'megabits-per-second', values: [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, null] },
  { id: 'aged-75-plus', unit: 'percent', values: [30, 25, 20, 15, 10, 5, 4, 8, 12, 16, 20, null] },
  { id: 'population', unit: 'count', values: [100, 200, 100, 200, 100, 200, 100, 200, 100, 200, 100, 200] },
] as const;

export const seededCodes = Array.from({ length: 12 }, (_, at) => `X01${String(at + 1).padStart(6, '0')}`);

export async function seedScoring(database: Database): Promise<void> {
  await database.executeScript(`
    insert into dataset (dataset_id, title, publisher, licence, attribution, made_up)
    values ('seed', 'Seeded figures', 'Nobody', 'OGL-UK-3.0', 'Made up by a test.', true);
    insert into dataset_release (dataset_id, reader, period, file_name, file_sha256, file_bytes, imported_by)
    values ('seed', 'test', '2021', 'seed.csv', repeat('0', 64), 1, 'test');
    insert into area (area_type, vintage, code, name, centroid, made_up)
    select 'lsoa', 2021, 'X01' || lpad(n::text, 6, '0'), 'Seed ' || n,
      ST_SetSRID(ST_MakePoint(380000 + 1000 * n, 395000), 27700), true
    from generate_series(1, 12) n;
    insert into area (area_type, vintage, code, name)
    values ('lad', 2023, 'X08000001', 'Northdale'), ('lad', 2023, 'X08000002', 'Southdale'),
      ('ward', 2023, 'X05000001', 'Cliff'), ('ward', 2023, 'X05000002', 'Dell'),
      ('ward', 2023, 'X05000003', 'Elm'), ('ward', 2023, 'X05000004', 'Fen');
    insert into area_membership
      (child_type, child_vintage, child_code, parent_type, parent_vintage, parent_code, method, release_id)
    select 'lsoa', 2021, 'X01' || lpad(n::text, 6, '0'), 'lad', 2023,
      'X0800000' || (1 + (n - 1) / 6), 'exact', 1 from generate_series(1, 12) n;
    insert into area_membership
      (child_type, child_vintage, child_code, parent_type, parent_vintage, parent_code, method, release_id)
    select 'lsoa', 2021, 'X01' || lpad(n::text, 6, '0'), 'ward', 2023,
      'X0500000' || (1 + (n - 1) / 3), 'best-fit', 1 from generate_series(1, 12) n;
  `);
  for (const indicator of indicators) await seedIndicator(database, indicator);
}

/** The seeded areas as if they were real ones: two authorities of a region of England; neither is loaded as a whole. */
export async function seedPartOfEngland(database: Database): Promise<void> {
  await seedScoring(database);
  await database.executeScript(`
    update dataset set made_up = false;
    update area set made_up = false, code = replace(code, 'X', 'E');
    update area_membership set child_code = replace(child_code, 'X', 'E'), parent_code = replace(parent_code, 'X', 'E');
    insert into area_membership
      (child_type, child_vintage, child_code, parent_type, parent_vintage, parent_code, method, release_id)
    values ('lad', 2023, 'E08000001', 'region', 2023, 'E12000002', 'exact', 1),
      ('lad', 2023, 'E08000002', 'region', 2023, 'E12000002', 'exact', 1);`);
}

async function seedIndicator(database: Database, indicator: (typeof indicators)[number]): Promise<void> {
  await database.execute(
    `insert into indicator (indicator_id, title, description, phrase, theme, unit, direction, decimals, dataset_id)
     values ($1, $2, 'A seeded figure.', $3, 'people', $4, 'higher-is-riskier', 1, 'seed')`,
    [indicator.id, `Title of ${indicator.id}`, `words of ${indicator.id}`, indicator.unit],
  );
  await database.execute(
    `insert into indicator_series (indicator_id, release_id, area_type, vintage, period)
     values ($1, 1, 'lsoa', 2021, '2021')`,
    [indicator.id],
  );
  for (const [at, value] of indicator.values.entries()) {
    await database.execute(
      `insert into indicator_value (series_id, area_id, value, numerator, denominator, missing_reason)
       select (select max(series_id) from indicator_series), area_id, $2::double precision, $3::double precision,
         $4::double precision, $5 from area where code = $1`,
      [
        seededCodes[at] ?? '',
        value,
        indicator.unit === 'percent' && value !== null ? value * 2 : null,
        indicator.unit === 'percent' && value !== null ? 200 : null,
        value === null ? 'suppressed' : null,
      ],
    );
  }
}
