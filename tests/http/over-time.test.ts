import { beforeAll, expect, it } from 'vitest';
import { profileOverTimeSchema } from '../../core/contract/profile-over-time.ts';
import { useTestApp } from '../support/app.ts';
import { buildProfile } from '../support/build-profile.ts';
import { describeDatabases } from '../support/databases.ts';
import { seededCodes, seedScoring } from '../support/seed-scoring.ts';

/** Two indicators of equal weight, in percent: of "aged 75 and over" there are figures of 2015 too. */
const profile = buildProfile({
  id: 'two',
  title: 'Two',
  components: [
    { id: 'both', title: 'Both', children: [{ indicator: 'aged-75-plus' }, { indicator: 'population' }] },
  ],
});
/** Of three areas that are not among those with the most people of that age. */
const three = buildProfile({
  id: 'three',
  title: 'Three',
  base: { kind: 'selection', codes: [2, 6, 10].map((at) => seededCodes[at] ?? '') },
  components: [{ id: 'old', title: 'Old', children: [{ indicator: 'aged-75-plus' }] }],
});
const earlier = [35, 25, 20, 15, 10, 5, 4, 8, 12, 16, 25];

describeDatabases('a profile on the figures of two years', (database) => {
  const app = useTestApp(database, seedScoring, { profiles: [profile, three] });
  const address = '/api/v1/profiles/two/over-time';
  beforeAll(async () => {
    await database().execute(`update indicator_series set period = '2015' where indicator_id = 'population'`);
    await database().execute(
      `insert into indicator_series (indicator_id, release_id, area_type, vintage, period)
       values ('aged-75-plus', 1, 'lsoa', 2021, '2015')`,
    );
    for (const [at, value] of earlier.entries()) {
      await database().execute(
        `insert into indicator_value (series_id, area_id, value)
         select (select max(series_id) from indicator_series), area_id, $2::double precision
         from area where code = $1`,
        [seededCodes[at] ?? '', value],
      );
    }
  });

  it('measures both dates between the same goalposts, and says why', async () => {
    const result = await app().getAs(profileOverTimeSchema, `${address}?before=2015&after=2021`);
    expect(result).toMatchObject({ areaCount: 12, higherCount: 0, lowerCount: 2 });
    // From 35 to 30 and from 25 to 20 percent between goalposts of 4 and 35, at half the weight.
    const points = (-5 / (35 - 4)) * 50;
    // Six areas have twice the population, and with it half of the score, at least.
    expect(result.changes[0]).toMatchObject({ code: seededCodes[0], rankBefore: 7 });
    expect(result.changes[0]?.change).toBeCloseTo(points, 10);
    expect(result.changes[1]?.change).toBeCloseTo(points, 10);
    expect(result.changes[1]?.code).toBe(seededCodes[10]);
    expect(result.changes[0]?.reason).toMatchObject({ indicatorId: 'aged-75-plus' });
    expect(result.changes[2]).toMatchObject({ change: 0, reason: null });
    expect(result.meanChange).toBeCloseTo((2 * points) / 12, 10);
  });

  it('takes goalposts from the areas of the base alone, and gives the others no change', async () => {
    const result = await app().getAs(
      profileOverTimeSchema,
      '/api/v1/profiles/three/over-time?before=2015&after=2021',
    );
    // From 25 to 20 percent between goalposts of 4 and 25; an area outside goes from 35 to 30.
    expect(result).toMatchObject({ areaCount: 3, higherCount: 0, lowerCount: 1 });
    expect(result.changes[0]?.code).toBe(seededCodes[10]);
    expect(result.changes[0]?.change).toBeCloseTo((-5 / (25 - 4)) * 100, 10);
  });

  it('leaves out an area of which a figure is missing at one date only', async () => {
    await database().execute(
      `delete from indicator_value where area_id = (select area_id from area where code = '${seededCodes[1] ?? ''}')
         and series_id = (select max(series_id) from indicator_series)`,
    );
    // A comparison is kept until the next import.
    await database().execute(`insert into dataset_release
      (dataset_id, reader, period, file_name, file_sha256, file_bytes, imported_by)
      values ('seed', 'test', '2022', 'more.csv', repeat('1', 64), 1, 'test')`);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const { areaCount } = await app().getAs(profileOverTimeSchema, `${address}?before=2015&after=2021`);
    expect(areaCount).toBe(11);
  });

  it('names the indicators that are the same at both dates', async () => {
    const { indicators } = await app().getAs(profileOverTimeSchema, `${address}?before=2016&after=2100`);
    expect(
      indicators.map(({ indicatorId, periodBefore, periodAfter, isSame }) => [
        indicatorId,
        periodBefore,
        periodAfter,
        isSame,
      ]),
    ).toEqual([
      ['aged-75-plus', '2015', '2021', false],
      ['population', '2015', '2015', true],
    ]);
  });

  it('refuses years out of order, years without figures and years between which nothing changed', async () => {
    await app().getProblem(`${address}?before=2021&after=2015`, 400);
    await app().getProblem(`${address}?before=soon&after=2015`, 400);
    expect((await app().getProblem(`${address}?before=2014&after=2021`, 422)).detail).toContain(
      'no values on lsoa 2021 up to 2014',
    );
    expect((await app().getProblem(`${address}?before=2016&after=2017`, 422)).detail).toContain(
      'Nothing changed',
    );
  });

  it('is a page', async () => {
    const page = await app().get('/methods/two/over-time?before=2015&after=2021');
    expect(page.body).toContain('Of 11 areas, 0 are at higher risk than before and 2 at lower');
    expect(page.body).toContain('the same figures: nothing newer is loaded');
    expect((await app().get('/methods/two')).body).toContain('action="/methods/two/over-time"');
  });
});
