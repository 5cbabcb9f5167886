import { readFileSync, writeFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { addIndexCommands } from '../../scripts/commands/index/index.ts';
import { openCheckpoint } from '../../server/analysis/draw-checkpoint.ts';
import { readTable } from '../support/read-table.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/*
 * The analyses as a stranger runs them, on files in a folder of their own; in this process, because a thread more takes
 * a second to start.
 */

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

const profile = `id: my-index
components:
  - id: people
    weight: 2
    indicators: [age, { indicator: poor, denominator: people, scale: 100 }]
  - id: lines
    indicators: [{ indicator: speed, direction: lower }]
`;

beforeAll(() => {
  const random = createRandom(4);
  const rows = Array.from({ length: 60 }, (_, row) => {
    const people = 100 + random.nextBelow(900);
    const cells = [
      30 * random.nextUniform(),
      random.nextBelow(people / 4),
      people,
      80 * random.nextUniform(),
      2,
    ];
    return [
      `A${row}`,
      ...cells.map((cell, column) => (column === 3 && row % 20 === 0 ? '' : String(cell))),
      `D${row % 3}`,
      // The last area is in neither.
      row === 59 ? '' : row % 2 === 0 ? 'east' : 'west',
      String(row % 2 === 0 ? 1 : -row),
    ];
  });
  const header = ['code', 'age', 'poor', 'people', 'speed', 'age_error', 'district', 'half', 'below'];
  writeFileSync(at('data.csv'), [header, ...rows].map((cells) => cells.join(',')).join('\n'));
  writeFileSync(at('index.yaml'), profile);
});

/** Runs `atlas index ...` and gives what it printed. */
async function atlasIndex(...words: string[]): Promise<string> {
  const program = new Command('atlas').exitOverride().configureOutput({ writeErr: () => undefined });
  addIndexCommands(program);
  for (const group of program.commands) for (const command of group.commands) command.exitOverride();
  const printed: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
  try {
    await program.parseAsync(['index', ...words], { from: 'user' });
  } finally {
    spy.mockRestore();
  }
  return printed.join('');
}

const files = (output: string): string[] => [
  ...['--profile', at('index.yaml'), '--input', at('data.csv'), '--output', at(output)],
];
const uncertainty = (output: string, ...more: string[]): Promise<string> =>
  atlasIndex('uncertainty', ...files(output), '--draws', '40', '--seed', '5', ...more);

describe('atlas index uncertainty', () => {
  test('says of every area where its rank lies, and of all areas together', async () => {
    const printed = await uncertainty('a.csv', '--group', 'district', '--json');
    const table = readTable(at('a.csv'));
    expect(table.rowCount).toBe(60);
    const [rank, q5, median, q95] = ['rank', 'rank_q5', 'rank_median', 'rank_q95'].map((name) =>
      table.numbers(name),
    );
    rank?.forEach((value, row) => {
      expect(value).toBeGreaterThanOrEqual(1);
      expect(q5?.[row] ?? NaN).toBeLessThanOrEqual(median?.[row] ?? NaN);
      expect(median?.[row] ?? NaN).toBeLessThanOrEqual(q95?.[row] ?? NaN);
    });
    for (const share of table.numbers('worst_tenth_probability')) expect(share >= 0 && share <= 1).toBe(true);
    expect(new Set(table.text('apart_from_median'))).toEqual(new Set(['yes', 'no']));
    expect(JSON.parse(printed)).toMatchObject({
      draws: 40,
      seed: 5,
      ranked: 60,
      assumptions: { weights: { noise: 'uniform', spread: 0.25 }, leaveOut: { share: 0.5 } },
      files: [at('a.csv')],
    });
    await atlasIndex('run', ...files('run.csv'));
    expect([...readTable(at('run.csv')).numbers('rank')]).toEqual([...(rank ?? [])]);
    expect([...readTable(at('run.csv')).numbers('score')]).toEqual([...table.numbers('score')]);
  });

  test('larger areas of two columns have intervals of their own, in a file of their own', async () => {
    const asked = ['--parent', 'district', '--parent', 'half', '--population', 'people'];
    const printed = await uncertainty('g.csv', ...asked, '--parents-output', at('larger.csv'), '--json');
    const areas = readTable(at('g.csv'));
    const larger = readTable(at('larger.csv'));
    expect(larger.text('parent')).toEqual(['district', 'district', 'district', 'half', 'half']);
    expect(larger.text('code')).toEqual(['D0', 'D1', 'D2', 'east', 'west']);
    expect([...larger.numbers('areas')]).toEqual([20, 20, 20, 30, 29]);
    expect([...larger.numbers('rank_of')]).toEqual([3, 3, 3, 2, 2]);
    const data = readTable(at('data.csv'));
    const scores = areas.numbers('score');
    const people = data.numbers('people');
    const meanOf = (half: string): number => {
      const rows = [...data.text('half').keys()].filter((row) => data.text('half')[row] === half);
      const total = rows.reduce((sum, row) => sum + (people[row] ?? NaN), 0);
      return rows.reduce((sum, row) => sum + (scores[row] ?? NaN) * (people[row] ?? NaN), 0) / total;
    };
    expect(larger.numbers('score')[3]).toBeCloseTo(meanOf('east'), 10);
    expect(larger.numbers('score')[4]).toBeCloseTo(meanOf('west'), 10);
    expect([...larger.numbers('draws')]).toEqual([40, 40, 40, 40, 40]);
    for (const [row, median] of larger.numbers('rank_median').entries()) {
      expect(larger.numbers('rank_q5')[row] ?? NaN).toBeLessThanOrEqual(median);
      expect(larger.numbers('rank_q95')[row] ?? NaN).toBeGreaterThanOrEqual(median);
    }
    expect(JSON.parse(printed)).toMatchObject({
      larger: [
        { parent: 'district', areas: 3, ranked: 3 },
        { parent: 'half', areas: 2, ranked: 2 },
      ],
      files: [at('g.csv'), at('larger.csv')],
    });
    // The areas' own file does not depend on it.
    await uncertainty('h.csv');
    expect(readFileSync(at('h.csv'), 'utf8')).toBe(readFileSync(at('g.csv'), 'utf8'));
  });

  test('without --population every area counts once', async () => {
    await uncertainty('i.csv', '--parent', 'district', '--parents-output', at('equal.csv'));
    const scores = readTable(at('i.csv')).numbers('score');
    const first = scores.filter((_, row) => row % 3 === 0);
    const mean = first.reduce((sum, score) => sum + score, 0) / first.length;
    expect(readTable(at('equal.csv')).numbers('score')[0]).toBeCloseTo(mean, 10);
  });

  test.each([
    [['--parent', 'district'], /--parent and --parents-output: say both or neither/],
    [['--parents-output', at('x.csv')], /--parent and --parents-output: say both or neither/],
    [['--population', 'people'], /--population: it weighs the areas of a --parent/],
    [
      ['--parent', 'district', '--parent', 'district', '--parents-output', at('x.csv')],
      /--parent district: it is said twice/,
    ],
    [
      ['--parent', 'distrct', '--parents-output', at('x.csv')],
      /no column "distrct", which --parent asks for/,
    ],
    [
      ['--parent', 'district', '--population', 'below', '--parents-output', at('x.csv')],
      /data.csv, area A1, column below: -1 \(a population is not below zero\)/,
    ],
    [
      ['--parent', 'district', '--parents-output', at('wrong.csv')],
      /wrong.csv would be written over: it is named for two outputs/,
    ],
  ])('%j is refused with what and where, and nothing is written', async (words, message) => {
    await expect(uncertainty('wrong.csv', ...words)).rejects.toThrow(message);
    expect(existsSync(at('wrong.csv'))).toBe(false);
  });

  test('the same seed gives the same bytes, in threads or without; another seed gives others', async () => {
    await uncertainty('b.csv', '--threads', '0');
    await uncertainty('c.csv', '--threads', '2');
    await uncertainty('d.csv', '--seed', '6');
    expect(readFileSync(at('c.csv'), 'utf8')).toBe(readFileSync(at('b.csv'), 'utf8'));
    expect(readFileSync(at('d.csv'), 'utf8')).not.toBe(readFileSync(at('b.csv'), 'utf8'));
  });

  test('every assumption by file and by option; the ranks of all draws; a draw is the same in a longer run', async () => {
    writeFileSync(
      at('assumptions.yaml'),
      `weights: { noise: dirichlet, concentration: 50 }
normalisation: [own, percentile, { method: min-max, range: [1, 100] }]
aggregation: [own, { method: power, exponent: 2 }]
imputation: [own, median, { method: group-mean, group: district }]
treatment: [own, none, { winsorise: { share: 0.02 } }]
base: [own, { within: district }]
leaveOut: 0.3
smallNumbers: true
standardErrors: { age: age_error }
`,
    );
    await uncertainty('e.csv', '--assumptions', at('assumptions.yaml'), '--ranks', at('ranks.csv'));
    const ranks = readTable(at('ranks.csv'));
    expect(ranks.columns).toHaveLength(41);
    const mean = ranks.columns.slice(1).reduce((sum, name) => sum + (ranks.numbers(name)[3] ?? NaN), 0) / 40;
    expect(readTable(at('e.csv')).numbers('rank_mean')[3]).toBeCloseTo(mean, 10);
    await uncertainty(
      'f.csv',
      '--draws',
      '90',
      '--assumptions',
      at('assumptions.yaml'),
      '--ranks',
      at('more.csv'),
    );
    expect(readTable(at('more.csv')).text('draw_40')).toEqual(ranks.text('draw_40'));
    const printed = await uncertainty(
      'g.csv',
      ...[
        '--weights',
        'uniform:0.1',
        '--normalisation',
        'own,z-score',
        '--imputation',
        'group-median:district',
      ],
      ...[
        '--base',
        'own,within:district',
        '--treatment',
        'none',
        '--leave-out',
        '0.2',
        '--small-numbers',
        '--json',
      ],
    );
    expect(JSON.parse(printed)).toMatchObject({
      assumptions: {
        weights: { spread: 0.1 },
        imputation: [{ method: 'group-median', group: 'district' }],
        base: ['own', { within: 'district' }],
        leaveOut: { share: 0.2 },
      },
    });
  });

  test('with a checkpoint the result is the same, and the finished draws are taken away', async () => {
    await uncertainty('whole.csv', '--draws', '30', '--threads', '0');
    const kept = at('kept');
    await uncertainty('kept.csv', '--draws', '30', '--threads', '0', '--checkpoint', kept);
    expect(readFileSync(at('kept.csv'), 'utf8')).toBe(readFileSync(at('whole.csv'), 'utf8'));
    expect(readdirSync(kept)).toEqual([]);
  });

  test('--against: the share of draws in which each area ranks worse than that one, of its own group only', async () => {
    writeFileSync(at('within.yaml'), `${profile}base: { within: half }\n`);
    await uncertainty(
      ...(['against.csv', '--profile', at('within.yaml'), '--threads', '0', '--group', 'district'] as const),
      ...['--against', 'A3', '--ranks', at('against-ranks.csv')],
    );
    const table = readTable(at('against.csv'));
    expect(table.columns.slice(9, 12)).toEqual(['mean_rank_shift', 'worse_than_probability', 'group']);
    const drawn = readTable(at('against-ranks.csv'));
    const draws = drawn.columns.slice(1).map((name) => drawn.numbers(name));
    expect(draws).toHaveLength(40);
    const half = readTable(at('data.csv')).text('half');
    const expected = half.map((key, row) => {
      if (row === 3 || key !== half[3]) return NaN;
      const worse = draws.map((ranks) => {
        const [own = NaN, other = NaN] = [ranks[row], ranks[3]];
        return own < other ? 1 : own === other ? 0.5 : 0;
      });
      return worse.reduce<number>((sum, each) => sum + each, 0) / 40;
    });
    expect([...table.numbers('worse_than_probability')]).toEqual(expected);
    expect(new Set(expected.filter((share) => !Number.isNaN(share))).size).toBeGreaterThan(3);
  });

  test('a checkpoint that is a file is refused by its option', async () => {
    const file = at('draws.txt');
    writeFileSync(file, 'mine');
    for (const folder of [file, join(file, 'within')]) {
      await expect(
        uncertainty('never.csv', '--draws', '3', '--threads', '0', '--checkpoint', folder),
      ).rejects.toMatchObject({
        code: 'invalid-request',
        message: expect.stringMatching(/^--checkpoint ".*draws.txt.*" is no folder/) as string,
      });
    }
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test.each([
    [['--draws', '0'], /--draws wants a whole number from 1 to 1,000,000, not "0"/],
    [['--seed', '-1'], /--seed wants a whole number/],
    [['--weights', 'a lot'], /--weights \(a lot\): it wants a number/],
    [['--weights', '3'], /--weights/],
    [['--normalisation', 'own,zscore'], /--normalisation .*method.*z-score/],
    [['--normalisation', 'min-max:1'], /--assumptions file/],
    [['--leave-out', '2'], /--leave-out/],
    [['--base', 'within:moon'], /"moon"/],
    [['--against', 'Z9'], /--against "Z9" is no area of .*data.csv/],
    [['--group', 'planet'], /"planet"[^]*--group/],
    [['--aggregation', 'geometric'], /aggregation geometric/],
    [['--assumptions', 'nowhere.yaml'], /There is no file nowhere.yaml/],
    [['--assumptions', 'x.yaml', '--weights', '0.1'], /the file says all that is varied: say weights there/],
  ])('%j is refused with what and where, and nothing is written', async (more, message) => {
    await expect(uncertainty('never.csv', '--threads', '0', ...more)).rejects.toThrow(message);
    expect(existsSync(at('never.csv'))).toBe(false);
  });

  test('a mistake in the file of assumptions is shown with its line', async () => {
    writeFileSync(at('wrong.yaml'), 'weights: 0.25\nnormalisation:\n  - own\n  - { method: z-skore }\n');
    await expect(uncertainty('never.csv', '--assumptions', at('wrong.yaml'))).rejects.toThrow(
      /wrong.yaml, line 4/,
    );
    writeFileSync(at('wrong.yaml'), 'weights: 0.25\nleaveOut: { indicators: [nobody] }\n');
    await expect(uncertainty('never.csv', '--assumptions', at('wrong.yaml'))).rejects.toThrow(
      /leaveOut.indicators.*age, poor, speed/,
    );
  });

  test('the input is never written over', async () => {
    await expect(uncertainty('data.csv')).rejects.toThrow(/data.csv would be written over/);
  });
});

describe('atlas index sensitivity', () => {
  test('gives each assumption its indices with intervals, and what leaving out each indicator does', async () => {
    const printed = await atlasIndex(
      ...[
        'sensitivity',
        ...files('s.csv'),
        '--n',
        '128',
        '--seed',
        '2',
        '--leave-one-out',
        at('left.csv'),
        '--json',
      ],
      ...['--weights', '0.25', '--normalisation', 'own,z-score,percentile', '--leave-out'],
    );
    const table = readTable(at('s.csv'));
    expect(table.text('assumption')).toEqual(['normalisation', 'weights', 'leaveOut']);
    const total = table.numbers('total_order');
    total.forEach((value, row) => {
      expect(table.numbers('total_q5')[row] ?? NaN).toBeLessThanOrEqual(value);
      expect(table.numbers('total_q95')[row] ?? NaN).toBeGreaterThanOrEqual(value);
    });
    // Leaving one of three indicators out moves far more than weights that are a quarter off.
    expect(table.numbers('rank')[2]).toBe(1);
    expect(total[2]).toBeGreaterThan(0.5);
    expect(readTable(at('left.csv')).text('indicator').toSorted()).toEqual(['age', 'poor', 'speed']);
    expect(JSON.parse(printed)).toMatchObject({ n: 128, estimator: 'jansen', runCount: 128 * 5 });
  });

  test('of each area, too, which assumption its rank hangs on; the same in threads', async () => {
    const run = (name: string, threads: string) =>
      atlasIndex(
        ...['sensitivity', ...files('s2.csv'), '--n', '64', '--per-area', at(name), '--threads', threads],
        ...['--weights', '0.25', '--leave-out'],
      );
    await run('areas.csv', '0');
    await run('areas-2.csv', '2');
    expect(readFileSync(at('areas-2.csv'), 'utf8')).toBe(readFileSync(at('areas.csv'), 'utf8'));
    const areas = readTable(at('areas.csv'));
    expect(areas.columns.slice(2)).toEqual([
      'first_weights',
      'total_weights',
      'first_leaveOut',
      'total_leaveOut',
    ]);
    const moved = areas.numbers('total_leaveOut').filter((total) => !Number.isNaN(total));
    expect(moved.length).toBeGreaterThan(50);
  });

  test('one assumption alone, or an unknown estimator, is refused', async () => {
    const run = (...more: string[]) => atlasIndex('sensitivity', ...files('never.csv'), '--n', '8', ...more);
    await expect(run('--weights', '0.25')).rejects.toThrow(/two or more assumptions/);
    await expect(run('--estimator', 'sobol')).rejects.toThrow(/jansen or saltelli/);
  });
});

describe('atlas index report', () => {
  test('writes statistics, components, children and correlations, and warns in words', async () => {
    const printed = await atlasIndex('report', ...files('report'), '--correlation', 'kendall', '--json');
    expect(readdirSync(at('report')).toSorted()).toEqual([
      ...['children.csv', 'components.csv', 'correlations.csv', 'indicators.csv'],
    ]);
    const components = readTable(at('report/components.csv'));
    expect(components.text('id')).toEqual(['people', 'lines', 'my-index']);
    expect(readTable(at('report/indicators.csv')).numbers('available')[2]).toBe(57);
    // Two pairs of siblings, then the pairs across components.
    expect(readTable(at('report/correlations.csv')).text('component')).toEqual([
      'people',
      'my-index',
      '',
      '',
    ]);
    expect(JSON.parse(printed)).toMatchObject({ method: 'kendall', components: [{ id: 'people' }, {}, {}] });
    await expect(atlasIndex('report', ...files('never'), '--correlation', 'cosine')).rejects.toThrow(
      /pearson, spearman, kendall/,
    );
  });
});

describe('size dependence in the report', () => {
  const sizes = async (...more: string[]) => {
    const printed = await atlasIndex('report', ...files('sizes'), ...more, '--json');
    return { table: readTable(at('sizes/indicators.csv')), printed };
  };
  test('every denominator of the profile unless a column is named; a rate does not go with it', async () => {
    const { table } = await sizes();
    expect(table.text('size_column')).toEqual(['people', 'people', 'people']);
    expect(Math.max(...[...table.numbers('size_correlation')].map(Math.abs))).toBeLessThan(0.6);
    expect(table.text('flags').join(' ')).not.toContain('size-dependent');
  });
  test('an indicator above 0.6 is flagged, in the file and in words', async () => {
    const { table, printed } = await sizes('--size', 'age');
    expect(table.text('size_column')[0]).toBe('age');
    expect(table.numbers('size_correlation')[0]).toBeCloseTo(1, 12);
    expect(table.text('flags').map((flags) => flags.includes('size-dependent'))).toEqual([
      true,
      false,
      false,
    ]);
    expect(JSON.parse(printed)).toMatchObject({
      indicators: [{ id: 'age', sizeColumn: 'age', flags: ['size-dependent'] }, {}, {}],
      warnings: expect.arrayContaining([
        expect.stringMatching(/^age goes with age \(r = 1\.00\)/) as string,
      ]) as string[],
    });
  });
  test('a column that is not there is an error that names the option', async () => {
    await expect(atlasIndex('report', ...files('never'), '--size', 'folk')).rejects.toThrow(
      /no column "folk", which --size asks for/,
    );
  });
});

test('the help of every analysis says what is varied and what comes out', async () => {
  for (const command of ['uncertainty', 'sensitivity', 'report']) {
    let help = '';
    const program = new Command('atlas').exitOverride();
    addIndexCommands(program);
    const found = program.commands[0]?.commands.find((each) => each.name() === command);
    found?.exitOverride().configureOutput({
      writeOut: (text) => {
        help += text;
      },
    });
    await expect(found?.parseAsync(['--help'], { from: 'user' })).rejects.toThrow(CommanderError);
    expect(help).toMatch(/Example/);
    expect(help).toMatch(/Exit codes/);
  }
});

test('a checkpoint gives back whole records and cuts off what a crash left', async () => {
  const kept = at('records');
  const first = await openCheckpoint(kept, 'key', 10);
  await first.add(0, Float32Array.of(1, 2, NaN));
  await first.add(3, Float32Array.of(4, 5, 6));
  await first.close(false);
  const [name = ''] = readdirSync(kept);
  const bytes = readFileSync(join(kept, name));
  writeFileSync(join(kept, name), bytes.subarray(0, bytes.length - 1));
  const second = await openCheckpoint(kept, 'key', 10);
  expect([...second.kept]).toEqual([[0, Float32Array.of(1, 2, NaN)]]);
  await second.add(3, Float32Array.of(7, 8, 9));
  await second.close(false);
  const third = await openCheckpoint(kept, 'key', 10);
  expect(third.kept.get(3)).toEqual(Float32Array.of(7, 8, 9));
  await third.close(true);
  expect(readdirSync(kept)).toEqual([]);
  const other = await openCheckpoint(kept, 'other', 10);
  expect(other.kept.size).toBe(0);
  await other.close(true);
});
