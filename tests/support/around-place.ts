import type { Database } from '../../server/database/database.ts';
import { buildProfile } from './build-profile.ts';
import { createSmallPlace, smallPlace } from './small-place.ts';

/** An index of the small place: the third area has no value and so no score. */
export const aroundProfile = buildProfile({
  id: 'around',
  components: [{ id: 'people', title: 'People', children: [{ indicator: 'aged-75-plus' }] }],
});

/** A ward of which one of two neighbourhoods has no coverage, and one of which only percentages of a postcode are known. */
export const aroundWards = {
  halfCovered: 'Z05000003',
  byPostcode: 'Z05000004',
  withPremises: 'Z05000005',
} as const;

/**
 * The small place with what lies around its areas, in round figures to be checked by hand: coverage of 100 premises in
 * each neighbourhood by one release, of the authority by four; seven places of support; an indicator in three periods.
 */
export async function createAroundPlace(database: Database): Promise<void> {
  await createSmallPlace(database);
  await seedCoverage(database);
  await seedSupport(database);
  await seedHistory(database);
}

async function seedCoverage(database: Database): Promise<void> {
  await database.executeScript(`
    delete from coverage;
    insert into dataset (dataset_id, title, publisher, licence, attribution, made_up)
    values ('cover', 'Made-up coverage', 'Nobody', 'OGL-UK-3.0', 'Coverage made up by a test.', true);
    insert into dataset_release
      (dataset_id, reader, period, part, file_name, file_sha256, file_bytes, imported_by, vintage)
    values ('cover', 'test', '2026-01', 'oa', 'oa.csv', repeat('1', 64), 1, 'test', 2021),
      ('cover', 'test', '2025-07', 'lad', 'new.csv', repeat('2', 64), 1, 'test', 2023),
      ('cover', 'test', '2021-05', 'lad', 'middle.csv', repeat('3', 64), 1, 'test', 2021),
      ('cover', 'test', '2019-09', 'lad', 'old.csv', repeat('4', 64), 1, 'test', 2021),
      ('cover', 'test', '2026-01', 'pc', 'postcodes.csv', repeat('5', 64), 1, 'test', null);
    update dataset_release set superseded_by = (select release_id from dataset_release where file_name = 'new.csv')
    where file_name in ('middle.csv', 'old.csv');
    insert into coverage (release_id, level, code, vintage, basis, premises, matched_premises, gigabit_premises,
      gigabit_percent, below_30_premises, below_30_percent, below_decent_premises, below_decent_percent)
    select (select release_id from dataset_release where file_name = 'oa.csv'), 'lsoa', 'Z0100000' || n, 2021,
      'summed', 100, 99, 10 * n, 10 * n, n - 1, n - 1, 0, 0 from generate_series(1, 6) n;
    insert into coverage (release_id, level, code, vintage, premises, gigabit_premises, gigabit_percent,
      superfast_premises, superfast_percent, full_fibre_premises, full_fibre_percent)
    select r.release_id, 'lad', 'Z08000001', r.vintage, 600, f.gigabit * 6, f.gigabit, f.superfast * 6, f.superfast,
      f.fibre * 6, f.fibre
    from (values ('new.csv', 34, 98, 30), ('middle.csv', 20, 97, 10), ('old.csv', null, 70, 2))
      as f (file, gigabit, superfast, fibre)
    join dataset_release r on r.file_name = f.file;
    insert into area (area_type, vintage, code, name, made_up)
    values ('ward', 2025, 'Z05000003', 'Half', true), ('ward', 2025, 'Z05000004', 'Posts', true),
      ('ward', 2025, 'Z05000005', 'Counted', true), ('lsoa', 2021, 'Z01000009', 'Seaborough 009A', true);
    insert into area_membership
      (child_type, child_vintage, child_code, parent_type, parent_vintage, parent_code, method, release_id)
    values ('lsoa', 2021, 'Z01000006', 'ward', 2025, 'Z05000003', 'best-fit', 1),
      ('lsoa', 2021, 'Z01000009', 'ward', 2025, 'Z05000003', 'best-fit', 1);
    insert into postcode (release_id, postcode, display, ward_code)
    values (1, 'ZZ12AA', 'ZZ1 2AA', 'Z05000004'), (1, 'ZZ13AA', 'ZZ1 3AA', 'Z05000005'),
      (1, 'ZZ13AB', 'ZZ1 3AB', 'Z05000005');
    insert into coverage (release_id, level, code, premises, gigabit_premises, gigabit_percent)
    select (select release_id from dataset_release where file_name = 'postcodes.csv'), 'postcode', p.code, p.premises,
      p.gigabit, p.percent
    from (values ('ZZ12AA', null, null, 50), ('ZZ13AA', 10, 10, 100), ('ZZ13AB', 30, 0, 0))
      as p (code, premises, gigabit, percent);
  `);
}

/** The library of the small place stands at 380 500, 395 500, the middle of the first neighbourhood. */
async function seedSupport(database: Database): Promise<void> {
  await database.executeScript(`
    update area set centroid = ST_SetSRID(ST_MakePoint(379500 + 1000 * right(code, 1)::integer, 395500), 27700)
    where area_type = 'lsoa' and code <= 'Z01000006';
    update area set population_point = ST_SetSRID(ST_MakePoint(381600, 395500), 27700) where code = 'Z01000002';
    update support_place set opening_hours = '{"Tuesday": "10:00-12:00", "Monday": "09:00-17:00",
      "Monday unstaffed": "07:00-09:00", "Special hours": "Closed at noon on holidays"}', website = 'https://library.example/';
    insert into support_place (release_id, kind, name, point, point_basis, lad_code, year_closed, website)
    select 1, p.kind, p.name, ST_SetSRID(ST_MakePoint(p.x, p.y), 27700),
      case when p.x is null then null else 'postcode' end, 'Z08000001', p.closed, p.website
    from (values ('jobcentre', 'Second', 381500, 395900, null::integer, 'javascript:alert(1)'),
      ('library: community run', 'Third', 382500, 395500, null, null),
      ('hub', 'Fourth', 383500, 395500, null, null), ('library', 'Fifth', 384500, 395500, null, null),
      ('library', 'Sixth', 385500, 395500, null, null), ('library', 'Shut', 380500, 395501, 2012, null),
      ('library', 'Nowhere', null, null, null, null)) as p (kind, name, x, y, closed, website);
  `);
}

/** Population in 2021 (small place), and of 2019 and 2020, the last brought over from other areas. */
async function seedHistory(database: Database): Promise<void> {
  await database.executeScript(`
    insert into indicator_series (indicator_id, release_id, area_type, vintage, period, is_current, converted_from)
    values ('population', 1, 'lsoa', 2021, '2020', true, null),
      ('population', 1, 'lsoa', 2021, '2019', false, (select min(series_id) from indicator_series)),
      ('population', 1, 'lsoa', 2021, '2021', false, null);
    insert into indicator_value (series_id, area_id, value)
    select s.series_id, a.area_id, case s.period when '2020' then 90 when '2019' then 500 else 1 end
    from indicator_series s cross join area a
    where s.indicator_id = 'population' and (s.period <> '2021' or not s.is_current)
      and a.area_type = 'lsoa' and a.code <= 'Z01000006';
  `);
}

export { smallPlace };
