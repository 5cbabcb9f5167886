import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areaComparisonSchema, comparisonPageSchema } from '../../core/contract/area-comparison.ts';
import type { Database } from '../../server/database/database.ts';
import type { PrintEngine } from '../../server/pdf/chromium-engine.ts';
import type { PrintJob } from '../../server/pdf/print-html.ts';
import { buildTestApp, testSettings, useTestApp, type TestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { seededProfile, seedPartOfEngland, seedScoring } from '../support/seed-scoring.ts';

const asPage = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/** The text of what is between two marks of a page, without tags. */
function textOf(html: string): string {
  const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
  return main
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&#39;', "'");
}

/** The population is taken for a score of another index; what a file holds besides has no entry in the catalogue. */
async function seedOtherIndices(database: Database): Promise<void> {
  await seedScoring(database);
  await database.executeScript(`
    update indicator set unit = 'score' where indicator_id = 'population';
    update indicator set is_catalogued = false where indicator_id = 'speed';`);
}

describeDatabases('figures that say little of areas', (database) => {
  const app = useTestApp(database, seedOtherIndices, { profiles: [seededProfile] });

  it('are not named as differences, and those outside the catalogue not shown', async () => {
    // Populations of 100 and 200: two standard deviations apart.
    const twin = await app().getAs(areaComparisonSchema, '/compare.json?areas=X01000001,X01000006');
    expect(twin.indicators.map(({ indicatorId }) => indicatorId).sort()).toEqual([
      'aged-75-plus',
      'population',
      'slow',
    ]);
    expect(twin.differences.map(({ indicatorId }) => indicatorId).sort()).toEqual(['aged-75-plus', 'slow']);
  });
});

describeDatabases('comparing a region and a nation of which only a part is loaded', (database) => {
  const app = useTestApp(database, seedPartOfEngland, { profiles: [seededProfile] });
  const note = 'scores, ranks and figures worked out from smaller areas are of that part, not of the whole.';

  it('says so, and does not of places that are whole', async () => {
    const codes = ['E12000002', 'E92000001', 'E08000001'];
    const twin = await app().getAs(areaComparisonSchema, `/compare.json?areas=${codes.join(',')}`);
    expect(twin.areas.map(({ code, isPartOnly }) => [code, isPartOnly])).toEqual([
      ['E12000002', true],
      ['E92000001', true],
      ['E08000001', false],
    ]);
    expect(twin.sentences).toContain(`Only a part of North West and England is loaded here: ${note}`);
    const text = textOf((await app().get(`/compare?areas=${codes.join(',')}`, asPage)).body);
    expect(text).toContain('E12000002; only the part of it that is loaded');
    expect(text).toContain('E92000001; only the part of it that is loaded');
    expect(text).not.toContain('E08000001; only');
    const whole = await app().getAs(areaComparisonSchema, '/compare.json?areas=E08000001,E08000002');
    expect(whole.sentences.join(' ')).not.toContain('Only a part');
  });

  it('does not set the part beside areas as if it were the nation', async () => {
    const twin = await app().getAs(
      areaComparisonSchema,
      '/compare.json?areas=E01000001,E01000002&beside=both',
    );
    expect(twin.references.map(({ code }) => code)).toEqual(['E08000001']);
  });
});

describeDatabases('comparing areas', (database) => {
  const app = useTestApp(database, seedScoring, { profiles: [seededProfile] });
  const page = async (url: string) => await app().get(url, asPage);

  it('sets areas of one kind side by side', async () => {
    const twin = await app().getAs(areaComparisonSchema, '/compare.json?areas=X01000001,X01000006');
    expect(twin.areas.map(({ code, name }) => [code, name])).toEqual([
      ['X01000001', 'Seed 1'],
      ['X01000006', 'Seed 6'],
    ]);
    const slow = twin.indicators.find(({ indicatorId }) => indicatorId === 'slow');
    // Typed in from tests/support/seed-scoring.ts; ten of twelve areas have a value, 0 to 50.
    expect(slow).toMatchObject({
      cells: [{ value: 50 }, { value: 0 }],
      ...{ lowest: 0, median: 20, highest: 50, unit: 'percent' },
    });
    // 50, 40, 30, 20, 0, 5, 10, 15, 20, 25: mean 21.5, squares 2,152.5, over 9, and its root 15.4650 is the standard deviation.
    const difference = twin.differences.find(({ indicatorId }) => indicatorId === 'slow');
    expect(difference).toMatchObject({ highest: 'X01000001', lowest: 'X01000006' });
    expect(difference?.distance).toBeCloseTo(50 / 15.465, 3);
    for (const [at, area] of twin.areas.entries()) {
      const points = twin.contributions.reduce((sum, row) => sum + (row.points[at] ?? 0), 0);
      expect(points).toBeCloseTo(area.score.score ?? NaN, 8);
      const ofComponents = twin.components.reduce((sum, row) => sum + (row.points[at] ?? 0), 0);
      expect(ofComponents).toBeCloseTo(points, 8);
    }
    expect(twin.attribution).toEqual({ lines: ['Made up by a test.'], madeUp: true });
  });

  it('calls no rank worse as long as nobody worked out how far ranks can be trusted', async () => {
    const html = (await page('/compare?areas=X01000001,X01000006')).body;
    expect(textOf(html)).toContain(
      'Seed 1 has the worst rank. How far these ranks can be trusted has not been',
    );
    expect(textOf(html)).not.toMatch(/Seed 1 is at greater risk than/);
    expect(textOf(html)).toContain('not worked out');
  });

  it('names the same differences whatever the order of the areas', async () => {
    const codes = ['X01000001', 'X01000006', 'X01000009'];
    const one = await app().getAs(areaComparisonSchema, `/compare.json?areas=${codes.join(',')}`);
    const other = await app().getAs(
      areaComparisonSchema,
      `/compare.json?areas=${codes.toReversed().join(',')}`,
    );
    expect(other.differences).toEqual(one.differences);
    expect(other.sentences).toEqual(one.sentences);
  });

  it('says why a figure is missing, and that an area has no score', async () => {
    const twin = await app().getAs(areaComparisonSchema, '/compare.json?areas=X01000005,X01000012');
    const slow = twin.indicators.find(({ indicatorId }) => indicatorId === 'slow');
    expect(slow?.cells).toEqual([
      { value: null, missingReason: 'suppressed', period: null },
      { value: null, missingReason: 'suppressed', period: null },
    ]);
    const text = textOf((await page('/compare?areas=X01000005,X01000012')).body);
    expect(text).toContain('no data: withheld by the publisher');
    expect(text).toContain('Seed 12 has no score');
  });

  it.each(['add', 'profile'])('refuses control characters in %s, which no database holds', async (field) => {
    for (const path of ['/compare', '/compare.json', '/compare.csv']) {
      const problem = await app().getProblem(`${path}?${field}=%00`, 400);
      expect(problem.errors).toEqual([expect.objectContaining({ field })]);
    }
  });

  it('compares a ward with its authority, says so, and ranks neither with the other', async () => {
    const twin = await app().getAs(areaComparisonSchema, '/compare.json?areas=X08000001,X05000001');
    expect(twin.measuredBy).toBe('ward');
    expect(twin.areas.map(({ partOf }) => partOf)).toEqual([[], ['X08000001']]);
    const text = textOf((await page('/compare?areas=X08000001,X05000001')).body);
    expect(text).toContain(
      'Areas of different kinds are compared: Northdale (local authority), Cliff (ward).',
    );
    expect(text).toContain('Cliff is part of Northdale.');
    expect(text).not.toMatch(/worst rank/);
  });

  it('shows authorities beside the areas where asked, once each, and no nation that is not whole', async () => {
    const both = '/compare.json?areas=X01000001,X01000002,X01000007&beside=both';
    const twin = await app().getAs(areaComparisonSchema, both);
    expect(twin.references.map(({ code }) => code)).toEqual(['X08000001', 'X08000002']);
    const slow = twin.indicators.find(({ indicatorId }) => indicatorId === 'slow');
    // Northdale: 50, 40, 30, 20, 0 of 200 each; Southdale: 5, 10, 15, 20, 25.
    expect(slow?.cells.slice(3).map(({ value }) => value)).toEqual([28, 15]);
    const compared = '/compare.json?areas=X01000001,X08000001&beside=authority';
    expect((await app().getAs(areaComparisonSchema, compared)).references).toEqual([]);
  });

  it('begins with a form, and adds by name, code and choice without a script', async () => {
    const start = await page('/compare');
    expect(start.statusCode).toBe(200);
    expect(start.body).toContain('name="add"');
    const one = await page('/compare?add=seed%206');
    expect(one.statusCode).toBe(200);
    expect(one.body).toContain('<input type="hidden" name="areas" value="X01000006">');
    const two = await page('/compare?areas=X01000006&add=x01000001');
    expect({ status: two.statusCode, to: two.headers.location }).toEqual({
      status: 303,
      to: '/compare?areas=X01000006,X01000001',
    });
    const many = await page('/compare?areas=X01000006&add=Seed%201&beside=authority');
    expect(many.headers.location).toBe('/compare?areas=X01000006,X01000001&beside=authority');
    const unclear = await page('/compare?areas=X01000006&add=Seed');
    expect(unclear.statusCode).toBe(200);
    expect(unclear.body.match(/type="radio"/g)?.length).toBe(11);
    expect(unclear.body).not.toContain('type="radio" value="X01000006"');
    const inWelsh = await page('/cy/compare?areas=X01000006&add=x01000001');
    expect(inWelsh.headers.location).toBe('/cy/compare?areas=X01000006,X01000001');
  });

  it.each([
    ['areas=X01000001', 400, 'Choose at least two areas', ['X01000001']],
    ['areas=X01000001,X01000001', 400, 'was given twice', ['X01000001']],
    [`areas=${[1, 2, 3, 4, 5, 6, 7].map((n) => `X0100000${n}`).join(',')}`, 400, 'at most six areas', []],
    ['areas=X01000001,E99999999', 404, 'There is no area “E99999999” with a score', ['X01000001']],
    ['areas=X01000001,<script>', 404, 'There is no area', ['X01000001']],
    ['areas=X01000001&add=', 400, 'Enter a name', ['X01000001']],
    ['areas=X01000001&add=Atlantis', 404, 'Nothing was found for “Atlantis”', ['X01000001']],
    ['areas=X01000001&add=X01000001', 400, 'is among the areas already', ['X01000001']],
  ])('says what is wrong with ?%s and loses nothing', async (query, status, words, kept) => {
    const refused = await page(`/compare?${query}`);
    expect(refused.statusCode).toBe(status);
    expect(refused.body).toContain('govuk-error-summary');
    expect(textOf(refused.body)).toContain(words);
    expect(refused.headers.etag).toBeUndefined();
    expect(refused.headers['cache-control']).toBe('no-store');
    expect(refused.body).not.toContain('<script>');
    if (kept.length > 0) expect(refused.body).toContain(`name="areas" value="${kept.join(',')}"`);
    // Programs get problem details.
    const problem = await app().getProblem(`/compare.json?${query}`, status);
    expect(problem.errors?.map(({ field }) => field)).toEqual([query.includes('add=') ? 'add' : 'areas']);
  });

  it('refuses what the address does not know, and values that are too long', async () => {
    for (const query of [
      'x=1',
      'beside=moon',
      `areas=${'X01000001,'.repeat(60)}`,
      `add=${'x'.repeat(201)}`,
    ]) {
      await app().getProblem(`/compare.json?${query}`, 400);
    }
    await app().getProblem('/compare.json?areas=X01000001,X01000002&profile=none', 404);
    await app().getProblem('/compare.csv', 400);
  });

  it('takes hostile text for text', async () => {
    for (const add of [`x' or '1'='1`, '%', '_', '\\', `"><script>alert(1)</script>`, '😀', '\u202e']) {
      const answer = await page(`/compare?add=${encodeURIComponent(add)}`);
      expect({ add, fine: [200, 404].includes(answer.statusCode) }).toEqual({ add, fine: true });
      expect(answer.body).not.toContain('<script>alert');
    }
  });

  it('gives every figure as CSV, a row for each area', async () => {
    const csv = await app().get('/compare.csv?areas=X01000001,X01000005&beside=authority');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(csv.headers['content-disposition']).toContain(
      'filename="MADE-UP-compare-X01000001-X01000005.csv"',
    );
    const lines = csv.body.trim().split('\r\n');
    expect(lines[0]).toBe(
      'area_code,area_name,area_type,measure,title,unit,value,missing_reason,period,source',
    );
    expect(lines).toContain(
      'X01000005,Seed 5,lsoa,slow,Title of slow,percent,,suppressed,2021,"Nobody, Seeded figures"',
    );
    expect(lines).toContain(
      'X08000001,Northdale,lad,slow,Title of slow,percent,28,,2021,"Nobody, Seeded figures"',
    );
    expect(new Set(lines.map((line) => line.split(',').length)).size).toBeLessThanOrEqual(2);
  });

  it('answers 304 while nothing changed', async () => {
    const first = await page('/compare?areas=X01000001,X01000002');
    const etag = String(first.headers.etag);
    const again = await app().get('/compare?areas=X01000001,X01000002', { ...asPage, 'if-none-match': etag });
    expect(again.statusCode).toBe(304);
  });

  it('says how to print where there is no browser, and makes no PDF', async () => {
    const html = (await page('/compare?areas=X01000001,X01000002')).body;
    expect(html).toContain('press Ctrl and P');
    expect(html).not.toContain('compare.pdf');
    const problem = await app().getProblem('/compare.pdf?areas=X01000001,X01000002', 501);
    expect(problem.detail).toContain('no Chromium is installed');
    expect(problem.detail).toContain('in your browser');
  });

  it('says how many areas the choice has so far, as data', async () => {
    const choice = comparisonPageSchema.parse((await app().get('/compare.json?add=X01000001')).json());
    expect(choice).toMatchObject({ status: 'choose', areas: [{ code: 'X01000001' }], candidates: [] });
  });

  describe('with something to print with', () => {
    const jobs: PrintJob[] = [];
    const engine: PrintEngine = {
      print: (job) => {
        jobs.push(job);
        return Promise.resolve(Buffer.from('%PDF-made'));
      },
      close: () => Promise.resolve(),
    };
    let printing: TestApp;
    const address = '/cy/compare.pdf?areas=X01000001,X01000002';
    beforeAll(async () => {
      const settings = { ...testSettings, rateLimitPerMinute: 12 };
      const changes = { profiles: [seededProfile], printEngine: engine, settings };
      printing = await buildTestApp(database(), changes);
    });
    afterAll(() => printing.app.close());

    it('sends the PDF of the page in its language, once made for all', async () => {
      const pdf = await printing.get(address);
      expect(pdf.headers['content-type']).toBe('application/pdf');
      expect(pdf.headers['content-disposition']).toBe('inline; filename="compare.pdf"');
      expect(pdf.body).toBe('%PDF-made');
      await printing.get(address);
      expect(jobs).toHaveLength(1);
      expect(jobs[0]?.address).toBe('https://atlas.example/cy/compare?areas=X01000001,X01000002');
      expect(jobs[0]?.html).toContain('<html lang="cy-GB"');
      expect(jobs[0]?.footer).toContain('https://atlas.example/cy/compare?areas=X01000001,X01000002');
      expect(jobs[0]?.footer).toContain('Tudalen <span class="pageNumber">');
      const again = await printing.get(address, { 'if-none-match': String(pdf.headers.etag) });
      expect({ status: again.statusCode, printed: jobs.length }).toEqual({ status: 304, printed: 1 });
      const page = (await printing.get('/compare?areas=X01000001,X01000002', asPage)).body;
      expect(page).toContain('href="/compare.pdf?areas=X01000001,X01000002"');
    });

    it('prints no choice and nothing that the page refuses', async () => {
      await printing.getProblem('/compare.pdf', 400);
      await printing.getProblem('/compare.pdf?areas=X01000001', 400);
      await printing.getProblem('/compare.pdf?areas=X01000001,X01000099', 404);
      expect(jobs).toHaveLength(1);
    });

    it('gives the printer files of the service without counting them, and none that is not there', async () => {
      const job = jobs[0];
      for (let at = 0; at < 20; at += 1) expect(await job?.readFile('/nowhere.css')).toBeNull();
      const file = await job?.readFile('/api/openapi.json');
      expect(file?.contentType).toContain('json');
      // Whoever asks from outside is counted: seven have been.
      const statuses: number[] = [];
      for (let at = 0; at < 8; at += 1) statuses.push((await printing.get('/nowhere')).statusCode);
      expect(statuses).toContain(429);
    });
  });
});
