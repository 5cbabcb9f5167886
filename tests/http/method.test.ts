import { expect, it } from 'vitest';
import { methodReportSchema } from '../../core/contract/method-report.ts';
import type { Database } from '../../server/database/database.ts';
import { useTestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { seededProfile, seedScoring } from '../support/seed-scoring.ts';

describeDatabases('how a profile is made', (database) => {
  // Population stands for the outcome: it is loaded and the profile does not use it.
  const app = useTestApp(database, seedScoring, { profiles: [seededProfile], outcomes: ['population'] });
  const read = () => app().getAs(methodReportSchema, '/api/v1/profiles/seeded/method');

  it('describes the indicators with weights, sources and distributions', async () => {
    const report = await read();
    expect(report).toMatchObject({ areaCount: 12, scoredCount: 11, attribution: { madeUp: true } });
    expect(report.indicators.map(({ id, weightShare }) => [id, weightShare.toFixed(4)])).toEqual([
      ['slow', '0.1667'],
      ['speed', '0.1667'],
      ['aged-75-plus', '0.6667'],
    ]);
    const slow = report.indicators[0];
    expect(slow?.asPublished).toMatchObject({ present: 10, missing: 2, lowest: 0, highest: 50, median: 20 });
    expect(slow?.asPublished.histogram?.counts.reduce((sum, count) => sum + count, 0)).toBe(10);
    expect(report.indicators[1]).toMatchObject({
      direction: 'lower-is-riskier',
      substitution: 'speed of the ward',
      publisher: 'Nobody',
    });
  });

  it('sets weights against influence, and says which indicators go together', async () => {
    const report = await read();
    const [connectivity, people, whole] = report.components;
    expect(whole).toMatchObject({ id: 'seeded', weightShare: 1 });
    expect(connectivity?.influence.weightShare).toBeCloseTo(1 / 3, 12);
    const shares = [connectivity, people].map((component) => component?.influence.influenceShare ?? NaN);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(people?.alpha).toBeNull();
    expect(report.correlations.ids).toEqual(['slow', 'speed', 'aged-75-plus']);
    expect(report.correlations.values[0]?.[0]).toBe(1);
    expect(report.correlations.values[0]?.[1]).toBe(report.correlations.values[1]?.[0]);
  });

  it('has nothing to say of size where no indicator goes with the number of people', async () => {
    expect((await read()).sizeWarnings).toEqual([]);
  });

  it('says what becomes of the order without each indicator', async () => {
    const { sensitivity, previous } = await read();
    expect(sensitivity.map(({ id }) => id)).toEqual(['slow', 'speed', 'aged-75-plus']);
    const shifts = sensitivity.map(({ meanAbsoluteShift }) => meanAbsoluteShift);
    // Four sixths of the weight: the order hangs most on it.
    expect(Math.max(...shifts)).toBe(shifts[2]);
    expect(previous).toBeNull();
  });

  it('sets the scores against an outcome, every area counted once', async () => {
    const { validation } = await read();
    expect(validation).toMatchObject({ outcomeTitle: 'Title of population', publisher: 'Nobody' });
    expect(validation?.cells.reduce((sum, { areas }) => sum + areas, 0)).toBe(11);
  });

  it('is a page with charts, each a picture, a sentence and a table', async () => {
    const page = await app().get('/methods/seeded');
    expect(page.body).toContain('<h1 class="govuk-heading-xl">Seeded index: how it is made</h1>');
    expect(page.body).toContain('Made-up data.');
    const pictures = [
      ...page.body.matchAll(/<img class="atlas-figure__picture" src="([^"]+)" alt="([^"]+)"/g),
    ];
    expect(pictures.map(([, address]) => address)).toHaveLength(10);
    for (const [, address = '', text = ''] of pictures) {
      const svg = await app().get(address);
      expect(svg.headers['content-type']).toBe('image/svg+xml; charset=utf-8');
      expect(svg.body).toContain('MADE-UP DATA');
      expect(text.length).toBeGreaterThan(20);
    }
    expect((await app().get('/methods')).headers.location).toBe('/methods/seeded');
  });

  it('gives a chart as PNG and as CSV', async () => {
    const png = await app().get('/methods/seeded/charts/influence.png');
    expect([...png.rawPayload.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    const csv = await app().get('/methods/seeded/charts/correlations.csv');
    expect(csv.body.split('\r\n').slice(0, 2)).toEqual(['first,second,rho', 'Title of slow,Title of slow,1']);
  });

  it('says which profile or chart is not there', async () => {
    await app().getProblem('/api/v1/profiles/none/method', 404);
    expect((await app().get('/methods/none')).statusCode).toBe(404);
    expect((await app().get('/methods/seeded/charts/none.svg')).statusCode).toBe(404);
    expect((await app().get('/methods/seeded/charts/influence.gif')).statusCode).toBe(400);
  });
});

describeDatabases('an indicator that goes with the number of people', (database) => {
  /** As seeded, but areas with faster lines are larger: 100 people and 20 for every megabit. */
  const seed = async (into: Database): Promise<void> => {
    await seedScoring(into);
    await into.executeScript(`
      update indicator_value people set value = 100 + 20 * speed.value
      from indicator_value speed, indicator_series of_people, indicator_series of_speed
      where people.series_id = of_people.series_id and of_people.indicator_id = 'population'
        and speed.series_id = of_speed.series_id and of_speed.indicator_id = 'speed'
        and speed.area_id = people.area_id and speed.value is not null;
    `);
  };
  const app = useTestApp(database, seed, { profiles: [seededProfile] });

  it('is named in the report and on the page, and no other is', async () => {
    const { sizeWarnings } = await app().getAs(methodReportSchema, '/api/v1/profiles/seeded/method');
    expect(sizeWarnings?.map(({ id }) => id)).toEqual(['speed']);
    expect(sizeWarnings?.[0]?.r).toBeCloseTo(1, 12);
    const sentence =
      'Title of speed goes with the number of people (r = 1.00): it may say how large an area is.';
    expect(sizeWarnings?.[0]?.sentence).toBe(sentence);
    expect((await app().get('/methods/seeded')).body).toContain(sentence);
  });
});
