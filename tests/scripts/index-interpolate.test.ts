import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readTable } from '../support/read-table.ts';
import { runIndexCommand } from '../support/run-index-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const interpolate = (...words: readonly string[]) => runIndexCommand('interpolate', ...words);

function box(x: number, width: number): object {
  const [west, east] = [400_000 + 1000 * x, 400_000 + 1000 * (x + width)];
  const ring = [
    [west, 300_000],
    [east, 300_000],
    [east, 301_000],
    [west, 301_000],
    [west, 300_000],
  ];
  return { type: 'Polygon', coordinates: [ring] };
}

async function write(
  name: string,
  features: readonly { properties: object; geometry: object }[],
): Promise<void> {
  const list = features.map((feature) => ({ type: 'Feature', ...feature }));
  await writeFile(at(name), JSON.stringify({ type: 'FeatureCollection', features: list }));
}

beforeAll(async () => {
  // Three sources of 2 by 1 in a row; targets of 3 by 1 and of 2 by 1: 1 by 1 of the last source lies outside.
  await write('source.geojson', [
    { properties: { people: 10 }, geometry: box(0, 2) },
    { properties: { people: 20 }, geometry: box(2, 2) },
    { properties: { people: 40 }, geometry: box(4, 2) },
  ]);
  await write('target.geojson', [
    { properties: { code: 'WEST' }, geometry: box(0, 3) },
    { properties: { code: 'EAST' }, geometry: box(3, 2) },
  ]);
  const point = (x: number) => ({ type: 'Point', coordinates: [400_000 + 1000 * x, 300_500] });
  await write('points.geojson', [
    { properties: { residents: 1 }, geometry: point(1) },
    { properties: { residents: 3 }, geometry: point(2.5) },
    { properties: { residents: 1 }, geometry: point(3.5) },
    { properties: { residents: 5 }, geometry: point(4.5) },
    { properties: { residents: 7 }, geometry: point(40) },
  ]);
});

const files = () => ['--source', at('source.geojson'), '--target', at('target.geojson'), '--field', 'people'];

test('counts by ground keep their total, less what lies outside', async () => {
  const { code, out } = await interpolate(
    ...files(),
    '--kind',
    'counts',
    '--output',
    at('out.csv'),
    '--json',
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    source_total: 70,
    target_total: 50,
    unallocated: 20,
    sources_outside: 0,
  });
  const table = readTable(at('out.csv'));
  expect(table.text('code')).toEqual(['WEST', 'EAST']);
  expect(table.numbers('value')).toEqual(Float64Array.of(20, 30));
  expect(table.numbers('coverage')).toEqual(Float64Array.of(1, 1));
});

test('rates, and counts by the people at points', async () => {
  await interpolate(...files(), '--kind', 'rates', '--output', at('out.csv'));
  expect(readTable(at('out.csv')).numbers('value')).toEqual(Float64Array.of(40 / 3, 30));
  const { out } = await interpolate(
    ...[...files(), '--kind', 'counts', '--output', at('out.csv')],
    ...['--points', at('points.geojson'), '--points-field', 'residents'],
  );
  // Of the 20 people of the middle three in four live where the west is.
  expect(readTable(at('out.csv')).numbers('value')).toEqual(Float64Array.of(25, 45));
  expect(out).toContain('1 points lie in no source area.');
});

test('what cannot be is said', async () => {
  const degrees = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    ],
  };
  await write('degrees.geojson', [{ properties: { code: 'D', people: 1 }, geometry: degrees }]);
  const words = ['--field', 'people', '--kind', 'counts', '--output', at('x.csv')];
  const run = (source: string, target: string) =>
    interpolate('--source', at(source), '--target', at(target), ...words);
  expect(await run('source.geojson', 'degrees.geojson')).toMatchObject({
    code: 2,
    error: expect.stringMatching(/bring them to one system/) as string,
  });
  expect((await run('degrees.geojson', 'degrees.geojson')).error).toMatch(
    /Ground area cannot be taken of degrees/,
  );
  expect(await run('source.geojson', 'points.geojson')).toMatchObject({
    code: 4,
    error: expect.stringMatching(/feature 1: this is no polygon/) as string,
  });
  expect((await run('target.geojson', 'source.geojson')).error).toMatch(/no feature has the field people/);
  const bow = {
    type: 'Polygon',
    coordinates: [
      [
        [4e5, 3e5],
        [4.01e5, 3.01e5],
        [4.01e5, 3e5],
        [4e5, 3.01e5],
        [4e5, 3e5],
      ],
    ],
  };
  await write('bow.geojson', [{ properties: { people: 1 }, geometry: bow }]);
  expect(await run('bow.geojson', 'target.geojson')).toMatchObject({
    code: 4,
    error: expect.stringMatching(/source area 1 cannot be overlaid/) as string,
  });
});

test('people below zero are wrong data', async () => {
  const point = { type: 'Point', coordinates: [401_000, 300_500] };
  await write('owing.geojson', [{ properties: { residents: -1 }, geometry: point }]);
  const outcome = await interpolate(
    ...[...files(), '--kind', 'counts', '--output', at('x.csv')],
    ...['--points', at('owing.geojson'), '--points-field', 'residents'],
  );
  expect(outcome.error).toMatch(/owing.geojson, feature 1: residents is below zero/);
  expect(outcome.code).toBe(4);
});

test('--coordinates says what the range of small numbers does not', async () => {
  const square = (x: number) => {
    const ring = [
      [x, 0],
      [x + 1, 0],
      [x + 1, 1],
      [x, 1],
      [x, 0],
    ];
    return { type: 'Polygon', coordinates: [ring] };
  };
  await write('small-source.geojson', [{ properties: { people: 12 }, geometry: square(0) }]);
  await write('small-target.geojson', [{ properties: { code: 'HALF' }, geometry: square(0.5) }]);
  const words = ['--source', at('small-source.geojson'), '--target', at('small-target.geojson')];
  const rest = ['--field', 'people', '--kind', 'counts', '--output', at('small.csv')];
  const unsaid = await interpolate(...words, ...rest);
  expect([unsaid.code, unsaid.error]).toEqual([2, expect.stringMatching(/cannot be taken of degrees/)]);
  expect(await interpolate(...words, ...rest, '--coordinates', 'plane')).toMatchObject({
    code: 0,
    error: '',
  });
  expect([...readTable(at('small.csv')).numbers('value')]).toEqual([6]);
});
