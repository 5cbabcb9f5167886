import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { readTable } from '../support/read-table.ts';
import { runIndexCommand } from '../support/run-index-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/* Imputing as a stranger does it: a grid of 8 by 8 areas as GeoJSON, its figures as CSV, and what the commands write. */

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const side = 8;

beforeAll(async () => {
  const random = createRandom(11);
  const cells = Array.from(
    { length: side * side },
    (_, cell) => [cell % side, Math.floor(cell / side)] as const,
  );
  const features = cells.map(([x, y], cell) => ({
    type: 'Feature',
    properties: { code: `G${cell}`, value: x },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [x, y],
          [x + 1, y],
          [x + 1, y + 1],
          [x, y + 1],
          [x, y],
        ],
      ],
    },
  }));
  writeFileSync(at('areas.geojson'), JSON.stringify({ type: 'FeatureCollection', features }));
  // The value is the sum of the co-ordinates: inside the grid exactly the mean of the four neighbours.
  const rows = cells.map(([x, y], cell) => {
    const isMissing = x > 0 && x < side - 1 && y > 0 && y < side - 1 && cell % 5 === 4;
    const other = (x + y + random.nextNormal()).toFixed(6);
    return [`G${cell}`, isMissing ? '' : x + y, other, 10 + cell].join(',');
  });
  writeFileSync(at('data.csv'), `code,sum,other,people\n${rows.join('\n')}\n`);
  writeFileSync(
    at('lag.yaml'),
    'recipe: [{ stage: impute, method: spatial-lag, predictors: [other] }]\nindicators: [sum, other]\n',
  );
  const spatial = await runIndexCommand(
    ...['spatial', '--input', at('areas.geojson'), '--code', 'code', '--field', 'value', '--weights', 'rook'],
    ...['--statistic', 'moran', '--permutations', '0'],
    ...['--output', at('moran.csv'), '--save-neighbours', at('areas.gal')],
  );
  expect(spatial.error).toBe('');
});

const command = (name: string, profile: string, output: string): string[] => [
  ...[name, '--profile', at(profile), '--input', at('data.csv'), '--output', at(output)],
];

describe('panel with columns of other years', () => {
  const recipe = (column: string): string =>
    `recipe:\n  - { stage: impute, method: panel, dates: { sum: { at: 2023, columns: { 2021: ${column} } } } }\nindicators: [sum]\n`;

  test('the columns are read, and threads have them', async () => {
    writeFileSync(at('panel.yaml'), recipe('people'));
    const run = await runIndexCommand(...command('run', 'panel.yaml', 'p.csv'), '--stages', at('p-stages'));
    expect(run.error).toBe('');
    const raw = readTable(join(at('p-stages'), '01-raw.csv')).numbers('sum');
    const imputed = readTable(join(at('p-stages'), '02-imputed.csv')).numbers('sum');
    raw.forEach((value, row) => {
      expect(imputed[row]).toBe(Number.isNaN(value) ? 10 + row : value);
    });
    const draws = ['--draws', '5', '--leave-out', '0.1', '--aggregation', 'own,maximum', '--threads', '1'];
    const ranks = await runIndexCommand(...command('uncertainty', 'panel.yaml', 'pu.csv'), ...draws);
    expect(ranks.error).toBe('');
  });
  test('a column that is not in the file is an error with line and field', async () => {
    writeFileSync(at('panel-wrong.yaml'), recipe('peopel'));
    const run = await runIndexCommand(...command('run', 'panel-wrong.yaml', 'never.csv'));
    expect(run.code).toBe(4);
    expect(run.error).toMatch(
      /no column "peopel".*panel-wrong\.yaml, line 2 \(recipe\.0\.dates\.sum\.columns\.2021\)/,
    );
  });
});

describe('spatial-lag with a file of neighbours', () => {
  const neighbours = ['--neighbours', at('areas.gal')];

  test('run fills from the neighbours that another command saved', async () => {
    const { error, out } = await runIndexCommand(
      ...command('run', 'lag.yaml', 'scores.csv'),
      ...[...neighbours, '--stages', at('stages'), '--json'],
    );
    expect(error).toBe('');
    const raw = readTable(join(at('stages'), '01-raw.csv')).numbers('sum');
    const imputed = readTable(join(at('stages'), '02-imputed.csv')).numbers('sum');
    const gaps = [...raw.keys()].filter((row) => Number.isNaN(raw[row]));
    expect(gaps.length).toBeGreaterThan(3);
    for (const row of gaps) {
      const sum = (row % side) + Math.floor(row / side);
      expect(Math.abs((imputed[row] ?? NaN) - sum)).toBeLessThan(1);
    }
    expect(JSON.parse(out)).toMatchObject({
      indicators: [{ id: 'sum', imputed: gaps.length }, { imputed: 0 }],
    });
    expect(JSON.parse(out)).toMatchObject({
      imputed: { values: gaps.length, share: gaps.length / 128, areas: gaps.length, mostInOneArea: 1 },
    });
    const flags = readTable(at('scores.csv')).text('flags');
    for (const row of gaps) expect(flags[row]).toBe('imputed=1');
  });

  test('uncertainty, sensitivity and report take it too, and threads change nothing', async () => {
    const draws = ['--draws', '30', '--seed', '3', '--weights', '0.25', '--json'];
    for (const threads of ['0', '2']) {
      const { error } = await runIndexCommand(
        ...command('uncertainty', 'lag.yaml', `ranks-${threads}.csv`),
        ...[...neighbours, ...draws, '--threads', threads],
      );
      expect(error).toBe('');
    }
    const [alone, together] = ['0', '2'].map((threads) => readTable(at(`ranks-${threads}.csv`)));
    expect(alone?.text('rank_mean')).toEqual(together?.text('rank_mean'));
    expect(alone?.text('draws').every((count) => count === '30')).toBe(true);
    const sensitivity = await runIndexCommand(
      ...command('sensitivity', 'lag.yaml', 'sobol.csv'),
      ...[...neighbours, '--n', '8', '--imputation', 'own,mean', '--weights', '0.25', '--threads', '0'],
    );
    expect(sensitivity.error).toBe('');
    const report = await runIndexCommand(...command('report', 'lag.yaml', 'report'), ...neighbours);
    expect(report.error).toBe('');
  });

  test('compare takes it for both profiles, and for both dates', async () => {
    for (const other of [
      ['--with', at('lag.yaml')],
      ['--with-input', at('data.csv')],
    ]) {
      const outcome = await runIndexCommand(
        ...[...command('compare', 'lag.yaml', 'moves.csv'), ...other, ...neighbours, '--json'],
      );
      expect(outcome.error).toBe('');
      expect(JSON.parse(outcome.out)).toMatchObject({ moved: 0 });
    }
    const over = await runIndexCommand(
      ...[...command('compare', 'lag.yaml', 'areas.gal'), '--with', at('lag.yaml'), ...neighbours],
    );
    expect(over).toMatchObject({ code: 2, error: expect.stringMatching(/written over/) as string });
  });

  test.each<[string, string[], number, RegExp]>([
    ['without neighbours', [], 2, /recipe\[0\].*spatial-lag takes the mean of the neighbours.*--neighbours/],
    ['a file that is not there', ['--neighbours', at('none.gal')], 2, /none\.gal/],
    [
      'an area the data do not have',
      ['--neighbours', at('other.gal')],
      4,
      /other\.gal, line 2: "X1" is no area/,
    ],
  ])('%s is an error that says where', async (_, options, code, message) => {
    writeFileSync(at('other.gal'), '1\nX1 0\n\n');
    const outcome = await runIndexCommand(...command('run', 'lag.yaml', 'never.csv'), ...options);
    expect(outcome).toMatchObject({ code, error: expect.stringMatching(message) as string });
  });

  test('the file of neighbours is never written over', async () => {
    const outcome = await runIndexCommand(...command('run', 'lag.yaml', 'areas.gal'), ...neighbours);
    expect(outcome).toMatchObject({
      code: 2,
      error: expect.stringMatching(/would be written over/) as string,
    });
  });
});

describe('imputed values drawn anew', () => {
  test('by Monte Carlo they alone move areas; by Sobol they are an assumption like others', async () => {
    writeFileSync(at('mean.yaml'), 'recipe: [{ stage: impute, method: mean }]\nindicators: [sum, other]\n');
    const ranks = await runIndexCommand(
      ...command('uncertainty', 'mean.yaml', 'mi.csv'),
      ...['--draws', '20', '--seed', '1', '--imputed-values', '--threads', '0', '--json'],
    );
    expect(ranks.error).toBe('');
    expect(JSON.parse(ranks.out)).toMatchObject({ assumptions: { imputedValues: {} } });
    const shifts = readTable(at('mi.csv')).numbers('mean_rank_shift');
    expect(Math.max(...shifts)).toBeGreaterThan(1);
    writeFileSync(at('both.yaml'), 'imputedValues: { indicators: [sum] }\nweights: 0.25\n');
    const sobol = await runIndexCommand(
      ...command('sensitivity', 'mean.yaml', 'si.csv'),
      ...['--n', '32', '--assumptions', at('both.yaml'), '--threads', '0'],
    );
    expect(sobol.error).toBe('');
    const indices = readTable(at('si.csv'));
    expect(indices.text('assumption')).toEqual(['weights', 'imputedValues']);
    expect(indices.numbers('total_order')[1]).toBeGreaterThan(0.05);
  });
  test('a profile that imputes by no such method is told so', async () => {
    writeFileSync(at('plain.yaml'), 'indicators: [sum, other]\n');
    const outcome = await runIndexCommand(
      ...command('uncertainty', 'plain.yaml', 'never.csv'),
      '--imputed-values',
    );
    expect(outcome).toMatchObject({
      code: 2,
      error: expect.stringMatching(/imputedValues: nothing/) as string,
    });
  });
});
