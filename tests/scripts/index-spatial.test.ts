import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { existsSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { gzipSync } from 'node:zlib';
import { runIndexCommand } from '../support/run-index-command.ts';
import { repositoryPath } from '../support/shared.ts';
import { readTable } from '../support/read-table.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

const atlas = (...words: readonly string[]) => runIndexCommand('spatial', ...words);

interface Feature {
  readonly type: 'Feature';
  readonly id?: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: unknown;
}

/** Unit squares of a board of 4 by 4, at some place of a plane, with a value that rises to the east. */
const squares: readonly Feature[] = Array.from({ length: 16 }, (_, index) => {
  const [x, y] = [index % 4, Math.floor(index / 4)];
  const ring = [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y + 1],
    [x, y],
  ].map(([across = 0, up = 0]) => [400_000 + 1000 * across, 300_000 + 1000 * up]);
  return {
    type: 'Feature',
    properties: {
      name: index < 8 ? 'south' : 'north',
      area_code: `Q${index + 1}`,
      value: 10 * x + y,
      text: `${x},00${y}.5`,
    },
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
});

const collection = (features: readonly Feature[], rest: object = {}): string =>
  JSON.stringify({ type: 'FeatureCollection', ...rest, features });

beforeAll(async () => {
  await writeFile(at('board.geojson'), collection(squares));
  await writeFile(at('board.geojsonl.gz'), gzipSync(squares.map((one) => JSON.stringify(one)).join('\n')));
});

describe('atlas index spatial', () => {
  test('Moran of a board, worked by hand', async () => {
    const { code, out } = await atlas(
      ...['--input', at('board.geojson'), '--field', 'value', '--weights', 'rook', '--style', 'B'],
      ...['--statistic', 'moran', '--permutations', '99', '--json'],
    );
    expect(code).toBe(0);
    const { result, notes } = JSON.parse(out) as { result: Record<string, number>; notes: string[] };
    // Along x: deviations -15, -5, 5, 15 with products 75 - 25 + 75 in each of four rows; along y a hundredth of it.
    // Across, the 12 pairs of squares in a column have the same x: sum of dx^2 is 2000 and 3 of 4 steps each way.
    const steps = 2 * (4 * 125 + 3 * 500) + 2 * (4 * 1.25 + 3 * 5);
    expect(result['statistic']).toBeCloseTo(((16 / 48) * steps) / (2000 + 20), 12);
    expect(result).toMatchObject({ links: 48, areas_with_value: 16, permutations: 99 });
    expect(notes.join(' ')).toContain('area_code');
  });

  test('every feature comes back in its place, from lines and gzip as from a collection', async () => {
    const words = [
      '--field',
      'value',
      '--statistic',
      'local-moran',
      '--permutations',
      '99',
      '--seed',
      '5',
      '--fdr',
      'by',
    ];
    const one = await atlas('--input', at('board.geojson'), '--output', at('one.csv'), ...words);
    const other = await atlas(
      '--input',
      at('board.geojsonl.gz'),
      '--output',
      at('other.csv'),
      '--threads',
      '2',
      ...words,
    );
    expect([one.code, other.code]).toEqual([0, 0]);
    expect(await readFile(at('one.csv'), 'utf8')).toBe(await readFile(at('other.csv'), 'utf8'));
    const table = readTable(at('one.csv'));
    expect(table.text('code')).toEqual(squares.map(({ properties }) => properties['area_code']));
    expect(table.numbers('neighbours').slice(0, 2)).toEqual(Float64Array.of(3, 5));
    expect(await readdir(folder)).not.toContainEqual(expect.stringContaining('partial'));
    // The seed is heeded.
    await atlas('--input', at('board.geojson'), '--output', at('seed.csv'), ...words, '--seed', '6');
    expect(readTable(at('seed.csv')).numbers('p_permutation')).not.toEqual(table.numbers('p_permutation'));
  });

  test('points by longitude and latitude, a table of values, missing values, neighbours saved and read again', async () => {
    const points: Feature[] = [0, 1, 2, 3, 4, 5].map((index) => ({
      type: 'Feature',
      // GeoJSON's own place for an identifier.
      id: index + 1,
      properties: {},
      geometry: { type: 'Point', coordinates: [-1 + index * 0.01, 52] },
    }));
    await writeFile(at('points.geojson'), collection(points));
    await writeFile(
      at('values.csv'),
      'ID,Percent,Other\n1,10%,1\n2,"1,200.5",2\n3,..,2\n4,7,2\n5,5,2\n6,4,2\n99,3,3\n',
    );
    // A hundredth of a degree of longitude at 52 north is 685 m.
    const { code, out } = await atlas(
      ...['--input', at('points.geojson'), '--data', at('values.csv'), '--field', 'Percent'],
      ...[
        '--weights',
        'distance:0,0.7km',
        '--style',
        'B',
        '--statistic',
        'local-g',
        '--permutations',
        '0',
        '--json',
      ],
      ...['--save-neighbours', at('points.gal')],
    );
    expect(code).toBe(0);
    const found = JSON.parse(out) as { areas: Record<string, unknown>[]; notes: string[] };
    expect(found.areas.map(({ neighbours, value, class: name }) => [value, neighbours, name])).toEqual([
      [10, 1, 'not-significant'],
      [1200.5, 1, expect.any(String)],
      [null, 0, 'no-data'],
      [7, 1, expect.any(String)],
      [5, 2, expect.any(String)],
      [4, 1, expect.any(String)],
    ]);
    expect(found.notes).toContainEqual(expect.stringContaining('1 rows of'));
    expect(await readFile(at('points.gal'), 'utf8')).toContain('\n2 2\n1 3\n');
    const again = await atlas(
      ...['--input', at('points.geojson'), '--data', at('values.csv'), '--field', 'Percent', '--json'],
      ...[
        '--weights',
        `file:${at('points.gal')}`,
        '--style',
        'B',
        '--statistic',
        'local-g',
        '--permutations',
        '0',
      ],
    );
    const { areas } = JSON.parse(again.out) as { areas: unknown };
    expect(areas).toEqual(found.areas);
  });

  test('rates, islands by a list of links, a second field', async () => {
    const far = { ...squares[0], geometry: { type: 'Point', coordinates: [500_000, 300_000] } } as Feature;
    const island = { ...far, properties: { ...far.properties, area_code: 'FAR', value: 3 } };
    await writeFile(
      at('island.geojson'),
      collection([
        ...squares.map((one, index) => ({
          ...one,
          properties: { ...one.properties, events: index, people: 100 + index },
        })),
        { ...island, geometry: null },
      ]),
    );
    await writeFile(at('ferry.csv'), 'from,to\nFAR,Q1\n');
    const words = [
      '--input',
      at('island.geojson'),
      '--events',
      'events',
      '--population',
      'people',
      '--permutations',
      '99',
    ];
    const rates = await atlas(...words, '--json', '--statistic', 'local-moran');
    const { areas } = JSON.parse(rates.out) as { areas: Record<string, unknown>[] };
    expect(areas[16]).toMatchObject({ code: 'FAR', value: null, class: 'no-data' });
    const linked = await atlas(
      ...[
        '--input',
        at('island.geojson'),
        '--field',
        'value',
        '--second-field',
        'value',
        '--permutations',
        '99',
      ],
      ...[
        '--islands',
        `links:${at('ferry.csv')}`,
        '--statistic',
        'bivariate-local-moran',
        '--output',
        at('ferry-out.csv'),
      ],
    );
    expect(linked.code).toBe(0);
    expect(linked.out).toContain('1 links were added for islands: FAR-Q1.');
    const table = readTable(at('ferry-out.csv'));
    expect([table.numbers('neighbours')[16], table.numbers('second_value')[16]]).toEqual([1, 3]);
  });
});

describe('what is wrong is said, with where', () => {
  const openRing = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ];
  const inFeature: readonly [Partial<Feature>, string, number, RegExp][] = [
    [
      { properties: { area_code: 'Q3', value: 'many' } },
      '',
      4,
      /feature 3 \(line 1\): field value has "many"/,
    ],
    [
      { properties: { area_code: 'Q1', value: 1 } },
      '--code area_code',
      4,
      /feature 3 .*"Q1", which is the code of feature 1/,
    ],
    [{ geometry: { type: 'LineString', coordinates: [] } }, '', 4, /feature 3 .*not LineString/],
    [{ geometry: { type: 'Polygon', coordinates: [openRing] } }, '', 4, /feature 3 .*not closed/],
    [
      { geometry: { type: 'Point', coordinates: [1, 2] } },
      '',
      2,
      /feature 3 .*queen contiguity needs polygons/,
    ],
    [{ geometry: null }, '--weights knn:2', 4, /feature 3 .*has no geometry/],
  ];

  test.each(inFeature)('in feature 3: %j %s', async (change, words, code, message) => {
    const features = squares.map((one, place) => (place === 2 ? { ...one, ...change } : one));
    await writeFile(at('broken.geojson'), collection(features));
    const extra = words.split(' ').filter((word) => word !== '');
    const outcome = await atlas(
      '--input',
      at('broken.geojson'),
      '--permutations',
      '0',
      '--field',
      'value',
      ...extra,
    );
    expect(outcome.error).toMatch(message);
    expect(outcome.code).toBe(code);
  });

  const inOptions: readonly [string, number, RegExp][] = [
    ['--field valeu', 2, /no feature has the field valeu. Fields: name, area_code, value/],
    ['--field value --weights bishop', 2, /--weights "bishop" is not queen/],
    ['--field value --weights distance:5,1', 2, /0 <= lower < upper/],
    ['--field value --weights distance:5', 2, /wants two limits/],
    ['--field value --weights knn:16', 2, /k must be a whole number from 1 to 15/],
    ['--field value --seed x', 2, /--seed wants a whole number from 0 to 4,294,967,295, not "x"/],
    ['--field value --level 5', 2, /--level "5" is no number between 0 and 1/],
    ['--field value --screen-permutations 9', 2, /must be more than --permutations/],
    ['--field value --statistic bivariate-local-moran', 2, /needs --second-field/],
    ['--field value --statistic local-geary --p analytic', 2, /needs permutations/],
    ['--field value --events value', 2, /either --field, or --events/],
    ['--field one', 3, /same value/],
  ];

  test.each(inOptions)('%s', async (words, code, message) => {
    const flat = squares.map((one) => ({ ...one, properties: { ...one.properties, one: 1 } }));
    await writeFile(at('flat.geojson'), collection(flat));
    const outcome = await atlas('--input', at('flat.geojson'), ...words.split(' '));
    expect(outcome.error).toMatch(message);
    expect(outcome.code).toBe(code);
  });

  test.each([
    ['--statistic moran --fdr bh', /--fdr "bh" is of local statistics, and has no effect here/],
    ['--statistic moran --level 0.1', /--level "0.1" is of local statistics/],
    ['--statistic geary --screen-permutations 9999', /--screen-permutations "9999" is of local statistics/],
    ['--statistic moran --screen-level 0.1', /--screen-level "0.1" is of local statistics/],
    ['--statistic moran --p analytic', /--p "analytic" is of local statistics/],
    ['--statistic moran --threads 2', /--threads "2" is of local statistics/],
    ['--screen-level 0.1', /--screen-level "0.1" is of --screen-permutations/],
    ['--statistic local-geary --divisor n-1', /--divisor "n-1" is of local Moran/],
    ['--statistic local-g --moments total', /--moments "total" is of --statistic local-moran/],
    ['--g-form 1992', /--g-form "1992" is of --statistic local-g and local-g-star/],
    ['--counted linked', /--counted "linked" is of global statistics/],
    ['--weights knn:2 --snap 1', /--snap "1" is of --weights queen and rook/],
    ['--symmetrise', /--symmetrise "true" is of --weights knn and file/],
    ['--link-values weight', /--link-values "weight" is of --weights file/],
  ])('an option without effect is refused: %s', async (words, message) => {
    const outcome = await atlas('--input', at('board.geojson'), '--field', 'value', ...words.split(' '));
    expect(outcome.error).toMatch(message);
    expect(outcome.code).toBe(2);
  });

  test('two outputs of one name are refused, and an earlier file stays', async () => {
    await writeFile(at('both.csv'), 'earlier');
    const outcome = await atlas(
      ...['--input', at('board.geojson'), '--field', 'value', '--statistic', 'moran'],
      ...['--output', at('both.csv'), '--save-neighbours', `${folder}/./both.csv`],
    );
    expect(outcome.error).toMatch(/--save-neighbours ".*both.csv" is named for two outputs/);
    expect(outcome.code).toBe(2);
    expect(await readFile(at('both.csv'), 'utf8')).toBe('earlier');
  });

  test('what is read is not written over', async () => {
    const input = at('board.geojson');
    const outcome = await atlas('--input', input, '--field', 'value', '--output', input);
    expect(outcome.error).toMatch(/--output ".*board.geojson" would write over what is read/);
    expect(outcome.code).toBe(2);
  });

  test('a failed run leaves the earlier output as it was', async () => {
    await writeFile(at('kept.csv'), 'earlier');
    await atlas('--input', at('board.geojson'), '--field', 'nothing', '--output', at('kept.csv'));
    expect(await readFile(at('kept.csv'), 'utf8')).toBe('earlier');
    expect(existsSync(at('kept.csv.partial'))).toBe(false);
  });

  test('as a process: the exit code, the message, no stack', async () => {
    const run = promisify(execFile)(process.execPath, [
      ...[repositoryPath('bin', 'atlas.mjs'), 'index', 'spatial'],
      ...['--input', at('board.geojson'), '--field', 'nothing'],
    ]);
    const failure = await run.then(
      () => null,
      (error: unknown) => error as { code: number; stderr: string },
    );
    expect(failure?.code).toBe(2);
    expect(failure?.stderr).toMatch(/^atlas: .*no feature has the field nothing/);
    expect(failure?.stderr).not.toMatch(/ at .*\.ts:/);
  });

  test('help names every column that is written', async () => {
    const { out, code } = await atlas('--help');
    expect(code).toBe(0);
    await atlas(
      ...[
        '--input',
        at('board.geojson'),
        '--field',
        'value',
        '--permutations',
        '9',
        '--output',
        at('columns.csv'),
      ],
    );
    for (const column of readTable(at('columns.csv')).columns) expect(out).toContain(`\n  ${column} `);
  });
});
