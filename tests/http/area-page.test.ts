import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import { areaPageSchema, type AreaPage } from '../../core/contract/area-page.ts';
import type { Database } from '../../server/database/database.ts';
import { analyseUncertainty } from '../../server/usecases/analyse-uncertainty.ts';
import { useTestApp } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { seededCodes, seededProfile, seedPartOfEngland, seedScoring } from '../support/seed-scoring.ts';

const asPage = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const [first = '', , , , fifth = ''] = seededCodes;
const last = seededCodes.at(-1) ?? '';

/** The seeded areas with a Welsh name, a neighbourhood of older borders, and a ward whose code has gone. */
async function seedAreas(database: Database): Promise<void> {
  await seedScoring(database);
  await database.executeScript(`
    update area set name_welsh = 'Clogwyn' where code = 'X05000001';
    insert into area (area_type, vintage, code, name, made_up)
    values ('lsoa', 2011, 'X01000099', 'Seed of old', true), ('lsoa', 2011, 'X01000001', 'Seed 1', true);
    insert into code_change (area_type, from_vintage, from_code, to_vintage, to_code, change, release_id)
    values ('lsoa', 2011, 'X01000099', 2021, 'X01000002', 'S', 1),
      ('lsoa', 2011, 'X01000099', 2021, 'X01000003', 'S', 1),
      ('lsoa', 2011, 'X01000001', 2021, 'X01000001', 'U', 1),
      ('ward', 2019, 'X05000077', 2023, 'X05000002', 'U', 1);
    update area set geometry = ST_Multi(ST_MakeEnvelope(380000, 394000, 387000, 396000, 27700))
    where code = 'X08000001';
    insert into area (area_type, vintage, code, name, made_up) values ('lad', 2025, 'X08000001', 'Northdale', true);
  `);
}

describeDatabases('a nation and a region of which only a part is loaded', (database) => {
  const app = useTestApp(database, seedPartOfEngland, { profiles: [seededProfile] });

  it('is said to be that part on its own page and on those of the areas in it', async () => {
    const nation = await app().getAs(areaPageSchema, '/areas/E92000001.json');
    expect(nation).toMatchObject({ isPartOnly: true, area: { name: 'England' } });
    const page = await app().get('/areas/E92000001', asPage);
    expect(page.body).toContain('Only a part of England is loaded here.');
    const ward = await app().getAs(areaPageSchema, '/areas/E05000001.json');
    expect(ward.isPartOnly).toBe(false);
    expect(ward.parents.map(({ code, isPartOnly }) => [code, isPartOnly])).toEqual([
      ['E08000001', false],
      ['E12000002', true],
      ['E92000001', true],
    ]);
    expect((await app().get('/areas/E05000001', asPage)).body).toContain(
      'only the part of it that is loaded',
    );
  });
});

describeDatabases('the page of an area', (database) => {
  const app = useTestApp(database, seedAreas, { profiles: [seededProfile] });
  const read = (code: string, query = ''): Promise<AreaPage> =>
    app().getAs(areaPageSchema, `/areas/${code}.json${query}`);
  const html = async (path: string): Promise<string> => {
    const response = await app().get(path, asPage);
    expect({ path, status: response.statusCode }).toEqual({ path, status: 200 });
    return response.body;
  };

  describe('before an analysis', () => {
    it('says where an area stands by its score, and that nobody has worked out how sure that is', async () => {
      const page = await read(first);
      expect(page.summary).toBe(
        'By its score Seed 1 is in tenth 1 of 10 by risk of digital exclusion, where tenth 1 is at greatest risk, of 11 neighbourhoods (LSOAs) compared.',
      );
      expect(page.scoreCard).toMatchObject({
        score: { score: 100, rank: 1, rankOf: 11, decile: 1 },
        rankInterval: { status: 'missing', reason: 'never-run' },
        tenths: null,
      });
      expect(page.breadcrumbs.map(({ code }) => code)).toEqual(['X92000001', 'X08000001', 'X05000001']);
      expect(page.parents.map(({ type, rank, rankOf }) => [type, rank, rankOf])).toEqual([
        ['ward', 1, 4],
        ['lad', 1, 2],
        ['nation', 1, 1],
      ]);
      const body = await html(`/areas/${first}`);
      expect(body).toContain('<title>Seed 1: risk of digital exclusion – Digital Exclusion Atlas</title>');
      expect(body).toContain('How far the rank can be trusted has not been worked out for these data.');
      expect(body).toMatch(/<meta name="description" content="By its score Seed 1 /);
      expect(body).not.toContain('atlas-interval__span');
    });

    it('says how many people live there and by which source, added up where nothing is published', async () => {
      const authority = await read('X08000001');
      const score = authority.scoreCard?.score;
      expect(score?.population).toBeGreaterThan(0);
      expect(authority.population).toMatchObject({ status: 'known', isWorkedOut: true, period: '2021' });
      expect(authority.area.population).toBe(score?.population);
      expect(await html('/areas/X08000001')).toMatch(
        /people live here, added up from the smaller areas.*Source: /,
      );
      expect((await read(first)).population).toMatchObject({ status: 'known', isWorkedOut: false });
    });

    it('shows an authority by its newest border, not by a lookup without one', async () => {
      const { area, change } = await read('X08000001');
      expect(area.vintage).toBe(2023);
      expect(change).toMatchObject({ newestVintage: 2025, isStillThere: true });
      // The link to how it is now does not lead back to this page.
      expect(await html('/areas/X08000001')).toContain('href="/areas/X08000001?vintage=2025"');
      expect((await read('X08000001', '?vintage=2025')).area).toMatchObject({ vintage: 2025 });
    });

    it('has the figures of the explanation: points, means, values from sums', async () => {
      const { why, authority, nation } = await read(first);
      // The country is not loaded as a whole, so only the authority is a yardstick.
      expect([authority?.name, nation]).toEqual(['Northdale', null]);
      const slow = why?.indicators.find(({ indicatorId }) => indicatorId === 'slow');
      // (50 + 40 + 30 + 20 + 0) / 5 in the authority, area 5 being suppressed.
      expect(slow).toMatchObject({ value: 50, authorityValue: 28, nationValue: null, licence: 'OGL-UK-3.0' });
      const points = why?.indicators.reduce((sum, { points: each }) => sum + (each ?? 0), 0);
      expect(points).toBeCloseTo(100, 9);
      expect(why?.up[0]?.sentence).toMatch(
        /^Title of aged-75-plus: 30\.0% here, 17\.5% in Northdale\. It adds \d+\.\d points more to the score/,
      );
      expect(await html(`/areas/${first}`)).toContain('Made-up country is not loaded as a whole');
    });

    it('says what is missing and why, never as a zero', async () => {
      const page = await read(fifth);
      const slow = page.why?.indicators.find(({ indicatorId }) => indicatorId === 'slow');
      expect(slow).toMatchObject({ value: null, points: null, missingReason: 'suppressed' });
      expect(page.scoreCard?.missingInputs).toBe(
        'One input is missing here, so the score rests on the others.',
      );
      const body = await html(`/areas/${fifth}`);
      expect(body).toContain('<td>no data: withheld by the publisher</td>');
      expect(body).toContain('It is never counted as zero, nor as the lowest risk.');
    });

    it('has a page for an area without a score', async () => {
      const page = await read(last);
      expect(page.summary).toBe(
        'Seed 12 has no score for risk of digital exclusion: only 0 of 3 inputs have a value that can be used here.',
      );
      expect(page.why).toMatchObject({ up: [], down: [] });
      expect(await html(`/areas/${last}`)).toContain(
        'Nothing can be said about why, because there is no score.',
      );
    });

    it('ranks the parts of a larger area and says that its figures are worked out from them', async () => {
      const { parts, people } = await read('X05000001');
      expect(parts).toMatchObject({ type: 'lsoa', total: 3 });
      expect(parts?.areas.map(({ code, rank }) => [code, rank])).toEqual([
        ['X01000001', 1],
        ['X01000002', 2],
        ['X01000003', 3],
      ]);
      const aged = people
        .flatMap(({ figures }) => figures)
        .find((each) => each.indicatorId === 'aged-75-plus');
      expect(aged).toMatchObject({ value: 25, isWorkedOut: true });
      expect((await read('X08000001')).parts).toMatchObject({ type: 'ward', total: 2 });
      const body = await html('/areas/X05000001');
      expect(body).toContain('Figures of this area are worked out from the smaller areas');
      expect(body).toContain('href="/areas?type=lsoa&amp;within=X05000001"');
      const coverage = body.slice(body.indexOf('id="connectivity"'), body.indexOf('id="support"'));
      expect(coverage).toContain('href="/coverage/areas/X05000001"');
      expect(coverage).toContain('href="/coverage/problems/report?place=X05000001"');
    });

    it('is in Welsh under /cy, with the Welsh name', async () => {
      const page = await app().getAs(areaPageSchema, '/cy/areas/X05000001.json');
      expect(page.summary).toBe(
        'Clogwyn: safle 1 o blith 4 o leoedd a gymharwyd, sef wardiau etholiadol, lle mae safle 1 yn y perygl mwyaf o allgáu digidol.',
      );
      const body = await html('/cy/areas/X05000001');
      expect(body).toContain('<html lang="cy-GB"');
      expect(body).toContain('<h1 class="govuk-heading-xl">Clogwyn</h1>');
      expect(body).toContain('Pwy sy’n byw yma');
      expect(body).toContain('href="/cy/areas/X08000001"');
      expect(await html(`/cy/areas/${first}`)).toContain('href="/cy/areas/X05000001">Clogwyn</a>');
      expect(await html('/areas/X05000001')).toContain('<h1 class="govuk-heading-xl">Cliff</h1>');
    });

    it('leads on from old borders and from codes that have gone', async () => {
      const old = await read('X01000099');
      expect(old).toMatchObject({
        scoreCard: null,
        change: { newestVintage: 2021, isStillThere: false },
        summary:
          'Seed of old has no score for risk of digital exclusion: it is not among the areas that “Seeded index” compares.',
      });
      expect(old.change?.successors.map(({ name }) => name)).toEqual(['Seed 2', 'Seed 3']);
      expect(await html('/areas/X01000099')).toContain('The code X01000099 of 2011 is no longer in use.');
      const still = await html('/areas/X01000001?vintage=2011');
      expect(still).toContain('The same code is still in use with the borders of 2021.');
      expect((await read('X01000001')).change).toBeNull();
      const gone = await read('X05000077');
      expect(gone.area).toMatchObject({ name: 'X05000077', type: 'ward', vintage: 2019 });
      expect(gone.change?.successors).toMatchObject([{ code: 'X05000002', name: 'Dell', vintage: 2023 }]);
    });

    it('knows a nation that only its neighbourhoods are loaded of', async () => {
      const page = await read('X92000001');
      expect(page.area).toMatchObject({ name: 'Made-up country', type: 'nation', madeUp: true });
      expect(page.parts).toMatchObject({ type: 'lad', total: 2 });
    });

    it('compares with whom it is asked to', async () => {
      const page = await read(first, '?base=lad');
      expect(page.base).toEqual({ kind: 'within', type: 'lad' });
      expect(page.scoreCard?.score.rankOf).toBe(6);
      const body = await html(`/areas/${first}?base=lad`);
      expect(body).toContain('Compared with the other areas of the same local authority only.');
      expect(body).toContain('href="/areas/X05000001?base=lad"');
      // A picture would be of another base than the page.
      expect(body).not.toContain('og:image');
    });

    it('gives its figures as CSV, one row for each', async () => {
      const response = await app().get(`/areas/${fifth}.csv`);
      expect(response.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
      expect(response.headers['content-disposition']).toContain(`MADE-UP-${fifth}-Seed-5.csv`);
      const rows = Papa.parse<Record<string, string>>(response.body, {
        header: true,
        skipEmptyLines: true,
      }).data;
      expect(rows.map((row) => row['figure']).sort()).toEqual([
        'aged-75-plus',
        'population',
        'slow',
        'speed',
      ]);
      expect(rows.find((row) => row['figure'] === 'slow')).toMatchObject({
        ...{
          value: '',
          missing_reason: 'suppressed',
          unit: 'percent',
          authority_value: '28',
          nation_value: '',
        },
        ...{ period: '2021', dataset: 'Seeded figures', publisher: 'Nobody', licence: 'OGL-UK-3.0' },
      });
    });

    it('says what it is about to machines', async () => {
      const body = await html('/areas/X05000001');
      const text = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(body)?.[1] ?? '';
      expect(JSON.parse(text)).toMatchObject({
        '@graph': [
          {
            '@type': 'AdministrativeArea',
            identifier: 'X05000001',
            name: 'Cliff',
            alternateName: ['Clogwyn'],
          },
          { '@type': 'Dataset', distribution: [{ contentUrl: '/areas/X05000001.csv' }, {}] },
        ],
      });
    });

    it('credits what it shows', async () => {
      expect((await read(first)).attribution).toEqual({ lines: ['Made up by a test.'], madeUp: true });
    });

    it('leads codes in small letters on to the code, in the same form and language, with the query', async () => {
      for (const [asked, address] of [
        ['/areas/x05000001?base=lad', '/areas/X05000001?base=lad'],
        ['/cy/areas/x05000001', '/cy/areas/X05000001'],
        ['/areas/x05000001.json', '/areas/X05000001.json'],
        ['/areas/x05000001.pdf?base=lad', '/areas/X05000001.pdf?base=lad'],
      ] as const) {
        const answer = await app().get(asked, asPage);
        expect([answer.statusCode, answer.headers.location]).toEqual([301, address]);
      }
    });

    it.each([
      ['M32%200TH', 'M32 0TH', 400],
      ['m320th', 'm320th', 400],
      ['M320TH', 'M320TH', 404],
      ['Cliff%20%26%20Dell', 'Cliff &amp; Dell', 400],
      ['%22%3E%3Cscript%3E', '&quot;&gt;&lt;script&gt;', 400],
      ['X99999999', 'X99999999', 404],
    ])('answers /areas/%s, where no area is, with a way to search for it', async (typed, text, status) => {
      const answer = await app().get(`/areas/${typed}`, asPage);
      expect(answer.statusCode).toBe(status);
      expect(answer.body).toContain(`There is no area with the code “${text}”`);
      expect(answer.body).toContain(`href="/search?q=${typed}"`);
      expect(answer.body).not.toContain('<script>');
      const problem = await app().getProblem(`/areas/${typed}.json`, status);
      expect(problem.errors?.map(({ field }) => field)).toEqual(['code']);
      const welsh = await app().get(`/cy/areas/${typed}`, asPage);
      expect(welsh.body).toContain(`href="/cy/search?q=${typed}"`);
    });

    it('says why there is no PDF and how to print, as a page and as a problem', async () => {
      const problem = await app().getProblem('/areas/X05000001.pdf', 501);
      expect(problem.detail).toMatch(/no Chromium is installed .*print it/);
      const page = await app().get('/areas/X05000001.pdf', asPage);
      expect(page.statusCode).toBe(501);
      expect(page.body).toContain('Not available in this form');
      expect(page.body).toContain('no Chromium is installed');
    });

    it('refuses what is wrong with an address, as a page or as a problem', async () => {
      expect((await app().get('/areas/X99999999', asPage)).statusCode).toBe(404);
      await app().getProblem('/areas/X99999999.json', 404);
      await app().getProblem('/areas/X99999999.csv', 404);
      await app().getProblem('/areas/X01000001.json?profile=nobody', 404);
      await app().getProblem('/areas/X01000001.json?vintage=2099', 404);
      for (const wrong of [
        'base=x',
        'base=in:',
        'type=town',
        'vintage=abc',
        'profile=%27;drop',
        'vintage=2021&vintage=2011',
      ]) {
        await app().getProblem(`/areas/X01000001.json?${wrong}`, 400);
      }
      for (const code of ['E'.repeat(50), "X01'--", '%00', '..%2F..%2Fetc']) {
        expect([400, 404]).toContain((await app().get(`/areas/${code}`, asPage)).statusCode);
      }
      // What a post or a letter adds to a link harms nothing.
      expect((await app().get('/areas/X01000001?utm_source=letter', asPage)).statusCode).toBe(200);
    });
  });

  describe('after an analysis', () => {
    beforeAll(async () => {
      await analyseUncertainty({ database: database() }, { profile: seededProfile, draws: 300, seed: 4 });
      // Longer than the service holds a version of the data for current.
      await new Promise((resolve) => setTimeout(resolve, 1_100));
    });

    it('never claims a tenth that the interval does not settle, for any area', async () => {
      for (const code of seededCodes.slice(0, 11)) {
        const { summary, scoreCard } = await read(code);
        const interval = scoreCard?.rankInterval;
        if (interval?.status !== 'known') throw new Error(`no interval of ${code}`);
        // Of eleven only the first is in the worst tenth.
        const isOpen =
          (interval.worstTenthShare > 0.05 && interval.worstTenthShare < 0.95) ||
          (Math.floor(interval.q5) === 1 && Math.ceil(interval.q95) > 1);
        expect({ code, isOpen: summary.includes('may or may not') }).toEqual({ code, isOpen });
        expect({ code, isOpen: scoreCard?.tenths?.isOpen }).toEqual({ code, isOpen });
      }
    });

    it('draws the interval, with its words for those who cannot see it', async () => {
      const body = await html(`/areas/${first}`);
      expect(body).toContain('<rect class="atlas-interval__span"');
      expect(body).toMatch(/aria-label="The ranks from 1 to 11 as a line\. (Between 1st and|1st of) /);
      expect(await html(`/cy/areas/${first}`)).toMatch(/aria-label="Y safleoedd o 1 i 11 fel llinell\. /);
    });
  });
});
