import { expect, it } from 'vitest';
import { z } from 'zod';
import { problemSchema } from '../../core/contract/problem.ts';
import { describeDatabases } from '../support/databases.ts';
import { useTestApp, type TestApp } from '../support/app.ts';
import { createSmallPlace } from '../support/small-place.ts';
import { seededProfile } from '../support/seed-scoring.ts';

const injections = [
  `x' or '1'='1`,
  `1; drop table area`,
  `E01000001'--`,
  `strStartsWith(name,'x''y')=true`,
  `\${7*7}`,
];
const wholeNumbers = [
  'abc',
  'NaN',
  '0',
  '-1',
  '1e9',
  '',
  '1.5',
  '0x10000',
  'Infinity',
  '99999999999999999999',
];
const codes = ['e01000001', '', 'E', 'E'.repeat(50), 'É01000001', '%', ...injections];
const words = ['', 'nothing', 'LSOA ', ...injections];

/** What must be refused with 4xx, by parameter. A parameter of the API that is not here fails the test. */
const refused: Readonly<Record<string, readonly string[]>> = {
  limit: [...wholeNumbers, ...injections],
  vintage: [...wholeNumbers, '1066', ...injections],
  release: [
    ...wholeNumbers.filter((text) => text !== '1e9' && text !== '0x10000'),
    '2147483648',
    ...injections,
  ],
  show: words,
  class: words,
  status: words,
  plan: words,
  rank: words,
  order: words,
  technology: words,
  place: words,
  from: ['', '\0', 'x'.repeat(300)],
  to: ['', '\0', 'x'.repeat(300)],
  page: wholeNumbers,
  postcode: ['', 'M', '\0', 'x'.repeat(300), ...injections],
  disagree: words,
  state: [...words, 'new', 'checking', 'rejected'],
  before: [...wholeNumbers, '1066', ...injections],
  after: [...wholeNumbers, '1066', ...injections],
  type: words,
  level: words,
  sort: words,
  format: words,
  code: codes,
  within: codes,
  base: [
    '',
    'x',
    'in:',
    'in:,',
    'in:e01',
    'within',
    `in:E01'--`,
    `in:${'E01000001,'.repeat(200)}`,
    ...injections,
  ],
  weights: ['', 'x', 'x:', ':1', 'x:-1', 'x:NaN', 'x:1e9', 'slow:1,', 'slow:1;speed:2', ...injections],
  cursor: [
    '!!!',
    "'",
    'x'.repeat(500),
    ...['1', '{}', '[]', '[null]', '[1e999]', '["a","b","c","d"]', '[-1]', '[{"$gt":1}]', '[[[[[[]]]]]]'].map(
      (text) => Buffer.from(text).toString('base64url'),
    ),
  ],
  bbox: [
    '',
    '1,2',
    'a,b,c,d',
    'NaN,NaN,NaN,NaN',
    'Infinity,0,1,1',
    '-2,54,-1,53',
    '3,53,1,54',
    '1,1,1,1',
    '-200,0,0,1',
    '0,-91,1,0',
    '1,2,3,4,5',
    '1,2,,4',
    ...injections,
  ],
  q: ['', '\0', 'a\u0007b', 'x'.repeat(300)],
  period: ['', '\0', 'x'.repeat(300)],
  dataset: ['', 'Small', 'a b', '-', 'x'.repeat(300), '../x', ...injections],
  profile: ['', 'A', 'a b', '-a', 'x'.repeat(101), ...injections],
  // Nothing at all asks for no area.
  area: codes.filter((code) => code !== ''),
};

/** The same for lists of areas and their files, which are pages and in no document of the API. */
const refusedByLists: Readonly<Record<string, readonly string[]>> = {
  type: [...words, 'nation', 'oa'],
  within: codes,
  base: refused['base'] ?? [],
  match: words,
  page: wholeNumbers,
  where: [
    '',
    'score',
    'score>=',
    'score>=1e3',
    'Score>=1',
    '>=1',
    'score?',
    '\0',
    'x'.repeat(400),
    ...injections,
  ],
  sort: ['', '-', '--rank', 'rank,score', 'Rank', 'x'.repeat(200), ...injections],
  columns: ['', 'score,', 'Score', 'score;rank', 'x'.repeat(200), ...injections],
  selected: [...codes, 'E01000001,', `E01000001,${'E01000002,'.repeat(300)}`],
  profile: ['', 'No such', '-', '../x', ...injections],
  format: ['json', ...words],
};

/** Text that is allowed to find nothing: it must be taken for text and never reach the database as anything else. */
const hostileText = [
  ...injections,
  '%',
  '_',
  '\\',
  '"',
  '\u202e',
  '😀',
  `"><script>alert(1)</script>`,
  'ＳＥＬＥＣＴ',
];

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.object({
      // What is sent to an address has tests of its own.
      get: z
        .object({
          parameters: z
            .array(
              z.union([
                z.object({ $ref: z.literal('#/components/parameters/limit') }).transform(() => ({
                  name: 'limit',
                  in: 'query',
                  required: false,
                })),
                z.object({ name: z.string(), in: z.string(), required: z.boolean().optional() }),
              ]),
            )
            .default([]),
        })
        .optional(),
    }),
  ),
});

interface Route {
  readonly path: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean | undefined;
  }[];
}

const needed: Readonly<Record<string, string>> = {
  bbox: '-2.31,53.44,-2.29,53.47',
  q: 'a',
  dataset: 'small-place',
};
const pathValues: Readonly<Record<string, string>> = {
  profileId: 'seeded',
  code: 'Z01000001',
  indicatorId: 'aged-75-plus',
  datasetId: 'small-place',
  tileSet: 'lsoa-2021.json',
  notSpotId: 'NS-7RATXP',
};

/** Pages and pictures that take what people write in the address; the API's document does not name them. */
const pageRoutes: readonly Route[] = [
  { path: '/areas/{code}/map.svg', names: ['type', 'vintage', 'profile', 'base'] },
  { path: '/areas/{code}/map.png', names: ['type', 'vintage', 'profile', 'base'] },
  { path: '/cy/areas/{code}/map.svg', names: ['type', 'vintage', 'profile', 'base'] },
  { path: '/embed/areas/{code}', names: ['type', 'vintage', 'profile', 'base'] },
  { path: '/embed/areas/{code}.json', names: ['type', 'vintage', 'profile', 'base'] },
  { path: '/embed/guide', names: ['type', 'vintage', 'area'] },
].map(({ path, names }) => ({ path, parameters: names.map((name) => ({ name, in: 'query' })) }));

async function readRoutes(app: TestApp): Promise<Route[]> {
  const document = documentSchema.parse((await app.get('/api/openapi.json')).json());
  const documented = Object.entries(document.paths).flatMap(([path, { get }]) =>
    get === undefined ? [] : [{ path, parameters: get.parameters }],
  );
  return [...documented, ...pageRoutes];
}

function fill(path: string, values: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(values[name] ?? '0'));
}

function address(route: Route, query: Readonly<Record<string, string>>): string {
  const required = route.parameters.filter((each) => each.in === 'query' && each.required === true);
  const base = Object.fromEntries(required.map((each) => [each.name, needed[each.name] ?? '']));
  // Both kinds of tiles name their set in the path, each in its own way.
  const ofPremises = route.path.includes('/coverage/tiles/') ? { tileSet: '0123456789abcdef' } : {};
  return `${fill(route.path, { ...pathValues, ...ofPremises })}?${new URLSearchParams({ ...base, ...query }).toString()}`;
}

describeDatabases('bad input', (database) => {
  const app = useTestApp(database, createSmallPlace, { profiles: [seededProfile] });

  it('refuses a bad value of every parameter of every address, and names the parameter', async () => {
    let cases = 0;
    for (const route of await readRoutes(app())) {
      for (const parameter of route.parameters.filter((each) => each.in === 'query')) {
        const values = refused[parameter.name];
        expect(values, `bad values of ${parameter.name}`).toBeDefined();
        // The code of a coverage row may be a postcode, so there it is text.
        const isText = route.path.endsWith('/coverage') && parameter.name === 'code';
        for (const value of isText ? ['', '\0', 'x'.repeat(300)] : (values ?? [])) {
          const url = address(route, { [parameter.name]: value });
          const response = await app().get(url);
          expect({ url, refused: response.statusCode >= 400 && response.statusCode < 500 }).toEqual({
            url,
            refused: true,
          });
          const problem = problemSchema.parse(response.json());
          expect(
            problem.errors?.map((error) => error.field),
            url,
          ).toContain(parameter.name);
          cases += 1;
        }
      }
    }
    expect(cases).toBeGreaterThan(300);
  });

  it('refuses a bad value of every parameter of lists and their files, and names the parameter', async () => {
    for (const ending of ['json', 'csv', 'xlsx', 'geojson', 'gpkg']) {
      for (const [name, values] of Object.entries(refusedByLists)) {
        for (const value of values) {
          const problem = await app().getProblem(
            `/areas.${ending}?${new URLSearchParams({ [name]: value }).toString()}`,
            400,
          );
          expect(
            problem.errors?.map(({ field }) => field.split('/')[0]),
            `${ending} ${name}=${value}`,
          ).toContain(name);
        }
      }
    }
  });

  it('refuses parameters that an address does not know', async () => {
    for (const route of await readRoutes(app())) {
      for (const name of ['x', 'Limit', 'offset', '__proto__', 'constructor']) {
        const response = await app().get(address(route, { [name]: '1' }));
        expect({ path: route.path, name, status: response.statusCode }).toEqual({
          path: route.path,
          name,
          status: 400,
        });
      }
    }
  });

  it('refuses what pages do not take', async () => {
    for (const path of ['/about', '/accessibility', '/glossary', '/search', '/cy/search']) {
      await app().getProblem(`${path}?x=1`, 400);
      await app().getProblem(`${path}.json?__proto__=1`, 400);
    }
    for (const q of ['\0', 'a\u0007b', 'x'.repeat(300)]) {
      await app().getProblem(`/search?q=${encodeURIComponent(q)}`, 400);
    }
    for (const file of ['0', '-1', '1e9', 'x', '../1', ...injections]) {
      const url = `/sitemap/${encodeURIComponent(file)}`;
      const response = await app().get(url);
      expect({ url, status: [400, 404].includes(response.statusCode) }).toEqual({ url, status: true });
    }
  });

  it('refuses a parameter that is given twice', async () => {
    await app().getProblem('/api/v1/areas?limit=1&limit=2', 400);
    await app().getProblem('/api/v1/areas?type=lsoa&type=ward', 400);
  });

  it('answers 404 or 400 to hostile paths', async () => {
    for (const route of (await readRoutes(app())).filter((each) => each.path.includes('{'))) {
      for (const value of [...injections, '../../etc/passwd', 'x'.repeat(150), '\0', '%00', '-1', '1e309']) {
        const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
        for (const name of names) {
          const url = fill(route.path, { ...pathValues, [name]: value });
          const response = await app().get(url);
          expect({ url, status: [400, 404].includes(response.statusCode) }).toEqual({ url, status: true });
        }
      }
    }
  });

  it('takes text for text, and the tables are still there', async () => {
    for (const text of hostileText) {
      const encoded = encodeURIComponent(text);
      for (const url of [
        `/api/v1/search?q=${encoded}`,
        `/api/v1/areas?q=${encoded}`,
        `/search?q=${encoded}`,
        `/cy/search.json?q=${encoded}`,
        `/api/v1/indicators/aged-75-plus/values?period=${encoded}`,
      ]) {
        const response = await app().get(url);
        expect({ url, fine: [200, 404].includes(response.statusCode) }).toEqual({ url, fine: true });
      }
    }
    const rows = await database().query<{ areas: number }>('select count(*) as areas from area');
    expect(rows[0]?.areas).toBe(9);
  });

  it('cannot write: the database itself refuses on the path of a GET', async () => {
    const { createReadOnly } = await import('../../server/store/read-only.ts');
    const reads = createReadOnly(database());
    await expect(reads.query('delete from area returning area_id')).rejects.toThrow(/read-only/);
    await expect(reads.execute('select 1')).rejects.toThrow(/queries and nothing else/);
  });
});
