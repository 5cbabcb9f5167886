import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { channelShiftSchema } from '../../core/contract/channel-shift.ts';
import { useTestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { createSmallPlace, smallPlace } from '../support/small-place.ts';

const asPage = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const numbers = 'faceToFace=10000&phone=30000&web=60000&aim=80';

describeDatabases('what moving contacts online would save', (database) => {
  const app = useTestApp(database, createSmallPlace);

  it('asks, estimates, and gives the estimate as data', async () => {
    expect(await app().getAs(channelShiftSchema, '/channel-shift.json')).toMatchObject({ status: 'ask' });
    const twin = await app().getAs(channelShiftSchema, `/channel-shift.json?${numbers}&costRange=10`);
    // The sum by hand stands in tests/core/outreach/channel-shift.test.ts.
    expect(twin).toMatchObject({
      status: 'estimated',
      costs: {
        areSocitms: true,
        unitCosts: { faceToFace: 8.62, phone: 2.83, web: 0.15 },
        source: { year: 2012 },
      },
      ...{ costRange: 10, moveRange: null, areas: [] },
    });
    if (twin.status !== 'estimated') throw new Error('estimated');
    expect(Math.round(twin.total.saving.central)).toBe(82_550);
    const html = (await app().get(`/channel-shift?${numbers}&costRange=10`, asPage)).body;
    expect(html).toContain('£82,550 less a year');
    expect(html).toContain('Between £73,695 and £91,405');
    expect(html).toContain('value="80"');
    const welsh = (await app().get(`/cy/channel-shift?${numbers}`, asPage)).body;
    expect(welsh).toContain('tua £82,550 yn llai');
  });

  it('says what is wrong beside the field and in a summary that leads there', async () => {
    const answer = await app().get('/channel-shift?faceToFace=some&phone=1&web=2&aim=101', asPage);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('govuk-error-summary');
    expect(answer.body).toContain('<a href="#faceToFace">Face to face: “some” is not a number.</a>');
    expect(answer.body).toContain('id="aim-error"');
    expect(answer.body).toContain('value="some"');
    const problem = await app().getProblem('/channel-shift.json?faceToFace=some&phone=1&web=2&aim=9', 400);
    expect(problem.errors?.[0]).toMatchObject({ field: 'faceToFace' });
    await app().getProblem('/channel-shift.csv', 400);
    await app().getProblem('/channel-shift.json?visits=3', 400);
  });

  it('knows the areas of a table by their codes, and gives a row for each as CSV', async () => {
    const table = encodeURIComponent(`${smallPlace.wards[0]},10,0,0,50\n=Hill,0,10,10,75`);
    const twin = await app().getAs(channelShiftSchema, `/channel-shift.json?areas=${table}`);
    if (twin.status !== 'estimated') throw new Error('estimated');
    expect(twin.areas.map(({ label, area }) => [label, area?.code ?? null])).toEqual([
      [smallPlace.wards[0], smallPlace.wards[0]],
      ['=Hill', null],
    ]);
    // 5 visits at 8.47 and 5 calls at 2.68.
    expect(twin.total.saving.central).toBeCloseTo(5 * 8.47 + 5 * 2.68, 8);
    const answer = await app().get(`/channel-shift.csv?areas=${table}`);
    expect(answer.headers['content-disposition']).toContain('channel-shift.csv');
    const rows = Papa.parse<string[]>(answer.body, { skipEmptyLines: true }).data;
    expect(rows.map((row) => row[0])).toEqual(['area', smallPlace.wards[0], "'=Hill", 'total']);
    expect(Number(rows[3]?.[12])).toBeCloseTo(55.75, 8);
    const html = (await app().get(`/channel-shift?areas=${table}`, asPage)).body;
    expect(html).toContain(`href="/areas/${smallPlace.wards[0]}"`);
  });
});
