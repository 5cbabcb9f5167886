import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dataCatalogueSchema, datasetDescriptionSchema } from '../../core/contract/data-catalogue.ts';
import type { SourceDefinition } from '../../core/contract/dataset.ts';
import type { AppDependencies } from '../../server/app.ts';
import { checkLinkedData } from '../support/check-linked-data.ts';
import { useTestApp, testSettings } from '../support/app.ts';
import { describeDatabases } from '../support/databases.ts';
import { seedCatalogue } from '../support/seed-catalogue.ts';
import { seededProfile } from '../support/seed-scoring.ts';
import { readByTableSchema, tableSchemaSchema } from '../support/table-schema.ts';

const ogl = 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/';
const terms = { publisher: 'P', licence: 'Open Government Licence v3.0', licenceUrl: ogl, attribution: 'A' };
const sources: SourceDefinition[] = [
  { ...terms, id: 'speeds', title: 'Speeds', reader: 'test', everyMonths: 6, madeUp: false },
  { ...terms, id: 'ages', title: 'Ages', reader: 'test', page: 'https://example.org/ages', madeUp: false },
  { ...terms, id: 'unused', title: 'Unused', reader: 'test', madeUp: false },
];

const asPage = { accept: 'text/html' };
let today = '2026-11-22';

/** Data Package 2.0 (https://datapackage.org/standard/data-package/), as far as ours goes; strict, so no property is made up. */
const dataPackageSchema = z.strictObject({
  $schema: z.literal('https://datapackage.org/profiles/2.0/datapackage.json'),
  name: z.string().regex(/^[a-z0-9._-]+$/),
  title: z.string(),
  description: z.string(),
  created: z.iso.datetime().optional(),
  contributors: z.array(z.strictObject({ title: z.string(), roles: z.array(z.string()) })),
  licenses: z.array(
    z
      .strictObject({ name: z.string().optional(), path: z.url().optional(), title: z.string() })
      .refine(({ name, path }) => name !== undefined || path !== undefined, 'a name or a path'),
  ),
  sources: z.array(z.strictObject({ title: z.string(), path: z.url().optional() })),
  resources: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z0-9._-]+$/),
      title: z.string(),
      description: z.string(),
      type: z.literal('table'),
      // A path of a package begins with no slash and climbs to no parent.
      path: z.string().regex(/^(https:\/\/|[a-z])(?!.*\.\.\/)/),
      format: z.literal('csv'),
      mediatype: z.literal('text/csv'),
      encoding: z.literal('utf-8'),
      dialect: z.strictObject({ header: z.boolean(), delimiter: z.string(), lineTerminator: z.string() }),
      schema: tableSchemaSchema,
    }),
  ),
});

const changes: Partial<AppDependencies> = {
  profiles: [seededProfile],
  described: {
    sources,
    indicators: [
      {
        ...{ id: 'age', title: 'Age', description: 'd', phrase: 'p', theme: 'people', unit: 'percent' },
        ...{ direction: 'higher-is-riskier', decimals: 1, dataset: 'ages', formula: { value: 'v' } },
        additive: false,
      },
    ],
  },
  now: () => new Date(`${today}T12:00:00Z`),
};

describeDatabases('the catalogue of data', (database) => {
  const app = useTestApp(database, seedCatalogue, changes);

  it('lists each dataset with its terms, its age on the day, and what the checks found', async () => {
    const { datasets, attribution, today: day } = await app().getAs(dataCatalogueSchema, '/api/v1/catalogue');
    expect([day, attribution.madeUp]).toEqual(['2026-11-22', true]);
    expect(datasets.map(({ id }) => id)).toEqual(['small-place', 'speeds']);
    expect(datasets[0]).toMatchObject({
      ...{ licence: 'OGL-UK-3.0', licenceUrl: null, page: null, everyMonths: null, madeUp: true },
      ...{ periods: ['2021'], vintages: [2021], releases: 1, supersededReleases: 0, indicators: 2 },
      ...{ rowsRead: 9, rowsKept: 6, rowsRejected: 3, files: ['small.csv'] },
      age: { period: '2021', until: '2021-12-31', months: 58, freshness: null },
      checks: { checked: 1, unchecked: 0, findings: { error: 0, warning: 1, info: 1 } },
    });
    expect(datasets[1]).toMatchObject({
      ...{ licenceUrl: ogl, page: 'https://example.org/speeds', everyMonths: 6, periods: ['2026-01'] },
      ...{ releases: 1, supersededReleases: 1, files: ['speeds-2026-01.csv'] },
      age: { period: '2026-01', months: 9, freshness: 'may-be-newer' },
      checks: { checked: 0, unchecked: 1, findings: { error: 0, warning: 0, info: 0 } },
    });
  });

  it('says what is missing: sources, figures by nation and reason, boundaries', async () => {
    const { missingSources, gaps, areaSets } = await app().getAs(dataCatalogueSchema, '/data.json');
    expect(missingSources.map(({ id, neededBy }) => [id, neededBy.length])).toEqual([
      ['ages', 0],
      ['unused', 0],
    ]);
    expect(
      gaps.map(({ indicatorId, vintage, areas, values, missing, absent }) => ({
        ...{ indicatorId, vintage, areas, values, missing, absent },
      })),
    ).toEqual([
      ...[2021, 2011].map((vintage) => ({
        ...{ indicatorId: 'speed', vintage, areas: 5, values: 2 },
        missing: [{ reason: 'suppressed', areas: 1 }],
        // Two of the three English areas are not in the file; both Welsh ones are.
        absent: [{ nation: 'England', areas: 2 }],
      })),
      {
        ...{ indicatorId: 'aged-75-plus', vintage: 2021, areas: 6, values: 5 },
        missing: [{ reason: 'suppressed', areas: 1 }],
        absent: [],
      },
    ]);
    expect(areaSets.filter(({ withoutBoundary }) => withoutBoundary > 0)).toMatchObject([
      { type: 'msoa', vintage: 2011, areas: 5, withoutBoundary: 5 },
      {
        ...{ type: 'msoa', vintage: 2021, areas: 5, withoutBoundary: 5 },
        nations: [
          { nation: 'England', areas: 3 },
          { nation: 'Wales', areas: 2 },
        ],
      },
    ]);
  });

  it('says how areas and vintages are matched', async () => {
    const { matches, conversions, codeChanges } = await app().getAs(dataCatalogueSchema, '/api/v1/catalogue');
    expect(matches).toEqual([
      {
        child: { type: 'lsoa', vintage: 2021 },
        parent: { type: 'lad', vintage: 2025 },
        ...{ areas: 6, methods: [{ method: 'exact', areas: 6 }], without: 0 },
      },
      {
        child: { type: 'lsoa', vintage: 2021 },
        parent: { type: 'ward', vintage: 2025 },
        ...{ areas: 6, methods: [{ method: 'best-fit', areas: 6 }], without: 0 },
      },
      {
        child: { type: 'msoa', vintage: 2021 },
        parent: { type: 'lad', vintage: 2025 },
        areas: 5,
        methods: [
          { method: 'exact', areas: 1 },
          { method: 'point-in-polygon', areas: 1 },
        ],
        without: 3,
      },
    ]);
    expect(conversions).toEqual([
      { type: 'msoa', fromVintage: 2011, vintage: 2021, series: 1, values: 2, missing: 1 },
    ]);
    expect(codeChanges).toEqual([
      {
        ...{ type: 'msoa', fromVintage: 2011, vintage: 2021 },
        changes: [
          { kind: 'U', from: 1, to: 1 },
          { kind: 'S', from: 1, to: 2 },
        ],
      },
    ]);
  });

  it('tells everything of one dataset: reports, older releases, series and where their files are', async () => {
    const small = await app().getAs(datasetDescriptionSchema, '/api/v1/catalogue/small-place');
    expect(small.releases[0]?.report).toMatchObject({ verdict: 'needs-acceptance', rowsRejected: 3 });
    expect(small.boundaries.map(({ type }) => type)).toEqual(['lad', 'lsoa', 'ward']);
    for (const { geojson } of small.boundaries) expect((await app().get(geojson)).statusCode).toBe(200);
    const speeds = await app().getAs(datasetDescriptionSchema, '/data/speeds.json');
    expect(
      speeds.releases.map(({ period, isCurrent, supersededBy }) => [period, isCurrent, supersededBy]),
    ).toEqual([
      ['2026-01', true, null],
      ['2025-07', false, 3],
    ]);
    expect(speeds.releases[0]?.report).toBeNull();
    expect(
      speeds.indicators[0]?.series.map(({ vintage, convertedFrom }) => [vintage, convertedFrom]),
    ).toEqual([
      [2021, 2011],
      [2011, null],
    ]);
    expect((await app().getProblem('/api/v1/catalogue/none', 404)).detail).toContain('"none"');
  });

  it('gives new answers on a new day, as ages are told', async () => {
    const before = await app().get('/api/v1/catalogue');
    today = '2027-02-01';
    const after = await app().get('/api/v1/catalogue', { 'if-none-match': String(before.headers.etag) });
    const same = await app().get('/api/v1/catalogue', { 'if-none-match': String(after.headers.etag) });
    today = '2026-11-22';
    expect([after.statusCode, same.statusCode]).toEqual([200, 304]);
    expect(dataCatalogueSchema.parse(after.json()).datasets[1]?.age?.freshness).toBe('is-behind');
  });

  describe('downloads', () => {
    it('can be read by their Table Schema, and by nothing looser', async () => {
      const { indicators } = await app().getAs(datasetDescriptionSchema, '/api/v1/catalogue/small-place');
      const files = indicators.find(({ id }) => id === 'aged-75-plus')?.series[0]?.files;
      const csv = (await app().get(files?.csv ?? '')).body;
      const answer = await app().get(files?.tableSchema ?? '');
      expect(answer.headers['content-type']).toBe('application/vnd.tableschema+json; charset=utf-8');
      const schema = tableSchemaSchema.parse(answer.json());
      expect(schema.primaryKey).toEqual(['area_code']);
      const rows = readByTableSchema(csv, schema);
      expect(rows.map(({ value }) => value)).toEqual([1, 2, null, -4.5, 5, 6]);
      expect(rows[2]).toMatchObject({
        area_code: 'Z01000003',
        missing_reason: 'suppressed',
        flag: 'observed',
      });
      expect(() => readByTableSchema(csv.replace(',-4.5,', ',four,'), schema)).toThrow(
        'value "four": not a number',
      );
      expect(() => readByTableSchema(csv.replace('suppressed', 'lost'), schema)).toThrow(
        'missing_reason "lost"',
      );
      expect(() => readByTableSchema(csv.replace('Z01000002', 'Z01000001'), schema)).toThrow('area_code');
    });

    it('name both of their descriptions', async () => {
      const csv = await app().get('/api/v1/indicators/speed/values?type=msoa&format=csv');
      const links = [
        ...String(csv.headers.link).matchAll(
          /<https:\/\/atlas\.example([^>]+)>; rel="describedby"; type="([^"]+)"/g,
        ),
      ];
      expect(links.map(([, , type]) => type)).toEqual([
        'application/csvm+json',
        'application/vnd.tableschema+json',
      ]);
      for (const [, path = '', type = ''] of links) {
        const { statusCode, headers } = await app().get(path);
        expect([statusCode, String(headers['content-type'])]).toEqual([200, expect.stringContaining(type)]);
      }
    });

    it('come as a data package whose every file is there and is as its schema says', async () => {
      const answer = await app().get('/api/v1/datapackage.json?dataset=speeds');
      expect(answer.headers['content-type']).toBe('application/vnd.datapackage+json; charset=utf-8');
      const { resources, licenses, name } = dataPackageSchema.parse(answer.json());
      expect(name).toBe('speeds');
      expect(licenses).toEqual([{ name: 'OGL-UK-3.0', path: ogl, title: 'Open Government Licence v3.0' }]);
      expect(resources).toHaveLength(2);
      expect(new Set(resources.map((each) => each.name)).size).toBe(2);
      for (const { path, schema } of resources) {
        expect(path.startsWith('https://atlas.example/api/v1/')).toBe(true);
        const csv = await app().get(path.replace('https://atlas.example', ''));
        expect(readByTableSchema(csv.body, schema)).toHaveLength(3);
      }
      await app().getProblem('/api/v1/datapackage.json?dataset=none', 404);
    });
  });

  it('speaks DCAT: only terms that exist, and all that a catalogue must say', async () => {
    const answer = await app().get('/data/catalogue.jsonld');
    expect(answer.headers['content-type']).toBe('application/ld+json; charset=utf-8');
    const counts = checkLinkedData(answer.json());
    expect(Object.fromEntries(counts)).toMatchObject({ 'dcat:Catalog': 1, 'dcat:Dataset': 2 });
    // Two series and three sets of boundaries; two series and the publisher's file.
    expect(counts.get('dcat:Distribution')).toBe(5 + 3);
    const text = answer.body;
    expect(text).toContain('"dcat:startDate":{"@type":"xsd:date","@value":"2026-01-01"}');
    expect(text).toContain('authority/frequency/ANNUAL_2"');
    expect(text).toContain('MADE-UP DATA');
    expect(text).toContain(`"spdx:checksumValue":{"@type":"xsd:hexBinary","@value":"${'2'.repeat(64)}"}`);
    // Figures of it are about both nations: one English area has one.
    expect(text.match(/"skos:prefLabel":\{"@language":"en","@value":"(England|Wales)"\}/g)).toHaveLength(2);
  });

  describe('pages', () => {
    it('put what is missing or out of date first, and then every dataset', async () => {
      const { body } = await app().get('/data', asPage);
      expect(body).toContain(
        'Speeds &lt;twice a year&gt;</a>: figures of January 2026, 9 months old. New figures come out every 6 months: newer ones may be out.',
      );
      expect(body).toContain('2 in England: not in the file; 1: withheld by the publisher to protect people');
      const order = ['problems', 'datasets', 'matching'].map((id) => body.indexOf(`id="${id}"`));
      expect(order[0]).toBeGreaterThan(0);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(body.match(/<tr class="govuk-table__row atlas-dataset">/g)).toHaveLength(2);
      expect(body).toContain('3 (60.0%)');
      expect(body).toContain('"@type":"DataCatalog"');
    });

    it('show the quality report of a file as it was made, and nothing of it as markup', async () => {
      const { body } = await app().get('/data/small-place', asPage);
      for (const text of [
        'Two rows look like shares among percentages.',
        'line 3, Z01000002: 0.2',
        'Written by hand.',
      ]) {
        expect(body).toContain(text);
      }
      expect(body).toContain('passed with warnings that were accepted');
      expect(body).toContain('&lt;b&gt;x&lt;/b&gt;');
      expect(body).not.toContain('<b>x</b>');
      expect(body).toContain('0'.repeat(64));
      expect(body).toContain('"@type":"Dataset"');
      expect(body).toContain('href="/api/v1/datapackage.json?dataset=small-place"');
    });

    it('are in Welsh too, with reports in the language that they were made in', async () => {
      const overview = await app().get('/cy/data', asPage);
      expect(overview.body).toContain('<h1 class="govuk-heading-xl">Data a ffynonellau</h1>');
      expect(overview.body).toContain('href="/cy/data/speeds"');
      expect(overview.body).toContain('2 (Lloegr): ddim yn y ffeil');
      const dataset = await app().get('/cy/data/small-place', asPage);
      expect(dataset.body).toContain('lang="en-GB">Two rows look like shares among percentages.');
    });

    it('give their data to programs, and 404 for what is not there', async () => {
      const twin = await app().get('/data/speeds', { accept: 'application/json' });
      expect(datasetDescriptionSchema.parse(twin.json()).dataset.id).toBe('speeds');
      for (const address of ['/data/none', '/cy/data/none', '/data/none.json', "/data/x'--"]) {
        expect([400, 404]).toContain((await app().get(address, asPage)).statusCode);
      }
    });
  });
});

describeDatabases('an empty catalogue, without a public address', (database) => {
  const app = useTestApp(database, () => Promise.resolve(), {
    ...changes,
    settings: { ...testSettings, publicUrl: null },
  });

  it('says that nothing is loaded, and what could be', async () => {
    const { datasets, missingSources } = await app().getAs(dataCatalogueSchema, '/api/v1/catalogue');
    expect([datasets.length, missingSources.length]).toEqual([0, 3]);
    expect((await app().get('/data', asPage)).body).toContain('Nothing has been imported yet.');
    expect(checkLinkedData((await app().get('/data/catalogue.jsonld')).json()).get('dcat:Catalog')).toBe(1);
  });

  it('has paths that a data package may have, from the folder of the document', async () => {
    await seedCatalogue(database());
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const answer = await app().get('/api/v1/datapackage.json?dataset=speeds');
    const { resources } = dataPackageSchema.parse(answer.json());
    expect(resources[0]?.path).toMatch(/^indicators\/speed\/values\?/);
    const resolved = new URL(resources[0]?.path ?? '', 'http://host/api/v1/datapackage.json');
    expect((await app().get(resolved.pathname + resolved.search)).statusCode).toBe(200);
  });

  it('stays a page, however many files a dataset has and however many datasets there are', async () => {
    const findings = {
      ...{ code: 'sampled', severity: 'info', column: null, count: 1, share: 1 },
      examples: [],
    };
    const report = {
      ...{ rowsRead: 1, rowsKept: 1, rowsRejected: 0, rejections: [], warningShare: 0, verdict: 'pass' },
      findings: [{ ...findings, message: 'Only some rows were looked at.' }],
    };
    // One file for each of 300 parts, every other with something to say; and a dataset for each of 60 more.
    await database().execute(
      `insert into dataset_release (dataset_id, reader, period, part, file_name, file_sha256, file_bytes, imported_by, report)
       select 'speeds', 'test', '2026-01', 'part ' || n, 'coverage_of_postcode_area_' || n || '.csv', repeat('a', 64), 9, 'test',
         case when n % 2 = 0 then $1::jsonb else '{}' end from generate_series(1, 300) n`,
      [JSON.stringify(report)],
    );
    await database().execute(
      `insert into dataset (dataset_id, title, publisher, licence, attribution)
       select 'more-' || n, 'A title of ordinary length for a dataset, number ' || n, 'A publisher', 'A licence', 'A credit line'
       from generate_series(1, 60) n`,
    );
    await database().execute(
      `insert into dataset_release (dataset_id, reader, period, file_name, file_sha256, file_bytes, imported_by)
       select dataset_id, 'test', '2021', dataset_id || '_with_a_name_as_publishers_give_them.csv', repeat('b', 64), 9, 'test'
       from dataset where dataset_id like 'more-%'`,
    );
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const page = await app().get('/data/speeds', asPage);
    expect(page.body.length).toBeLessThan(100_000);
    // 10 of 150 in sections of their own, 40 of 151 in the table of those without findings, and one older.
    expect(page.body).toContain('251 more files are in this page’s data (JSON).');
    expect(page.body.match(/<section /g)).toHaveLength(10);
    const twin = datasetDescriptionSchema.parse((await app().get('/data/speeds.json')).json());
    expect(twin.releases).toHaveLength(302);
    const overview = await app().get('/data', asPage);
    expect(overview.body).toContain('and 298 more files');
    expect(overview.body.length).toBeLessThan(100_000);
  });
});
