import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { seeded } from '../support/made-up-index.ts';
import { readTable, type Table } from '../support/read-table.ts';
import { runIndexCommand } from '../support/run-index-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const compare = (...words: readonly string[]) =>
  runIndexCommand('compare', ...words, '--output', at('moves.csv'));

async function write(name: string, text: string): Promise<string> {
  await writeFile(at(name), text);
  return at(name);
}

/** A column of the output by area code, to nine decimals. */
function byCode(column: string): Record<string, number> {
  const table: Table = readTable(at('moves.csv'));
  const values = table.numbers(column);
  return Object.fromEntries(
    table.text('code').map((code, row) => [code, Math.round(1e9 * (values[row] ?? NaN)) / 1e9 + 0]),
  );
}

function textByCode(column: string): Record<string, string> {
  const table = readTable(at('moves.csv'));
  const values = table.text(column);
  return Object.fromEntries(table.text('code').map((code, row) => [code, values[row] ?? '']));
}

beforeAll(async () => {
  // Both from 0 to 100, so that min-max leaves them as they are.
  await write('data.csv', 'code,a,b,c\nP,100,0,1\nQ,60,50,2\nR,50,58,3\nS,40,100,4\nT,0,20,5\nU,,30,6\n');
  await write('mean.yaml', 'id: mean\nindicators: [a, b]\n');
  await write('heavy.yaml', 'id: heavy\nindicators: [a, { indicator: b, weight: 3 }]\n');
  await write(
    'other.yaml',
    'id: other\naggregate: { method: minimum }\nindicators: [a, { indicator: b, weight: 3 }]\n',
  );
});

const files = () => ['--input', at('data.csv'), '--profile', at('mean.yaml')];

test('two profiles: moves, agreement, and the indicator that a move is due to', async () => {
  const { code, out, error } = await compare(...files(), '--with', at('heavy.yaml'), '--json');
  expect([code, error]).toEqual([0, '']);
  // Means: P 50, Q 55, R 54, S 70, T 10, U 30. With b three times: P 25, Q 52.5, R 56, S 85, T 15, U 30.
  expect(byCode('score_before')).toEqual({ P: 50, Q: 55, R: 54, S: 70, T: 10, U: 30 });
  expect(byCode('score_after')).toEqual({ P: 25, Q: 52.5, R: 56, S: 85, T: 15, U: 30 });
  expect(byCode('rank_before')).toEqual({ S: 1, Q: 2, R: 3, P: 4, U: 5, T: 6 });
  expect(byCode('rank_after')).toEqual({ S: 1, R: 2, Q: 3, U: 4, P: 5, T: 6 });
  expect(byCode('places')).toEqual({ S: 0, R: 1, Q: -1, U: 1, P: -1, T: 0 });
  // P loses points of a: half of 100 before, a quarter now.
  expect(textByCode('indicator')).toEqual({ S: '', R: 'b', Q: 'a', U: '', P: 'a', T: '' });
  expect(byCode('points')).toMatchObject({ P: -25, R: 0.75 * 58 - 29, Q: -15 });
  expect(textByCode('setting')).toEqual({
    S: '',
    R: 'weights',
    Q: 'weights',
    U: 'weights',
    P: 'weights',
    T: '',
  });
  expect(byCode('decile_before')).toMatchObject({ S: 2, Q: 4, R: 5, T: 10 });
  const summary = JSON.parse(out) as Record<string, unknown>;
  expect(summary).toMatchObject({
    ...{ compared: 6, moved: 4, mean_shift: 4 / 6, deciles_changed: 4 },
    changes: ['The weight of b goes from 1 to 3.'],
    one_at_a_time: [{ setting: 'weights', moved: 4, mean_shift: 4 / 6, problem: null }],
    warnings: [],
  });
  // Two pairs of neighbours change places: 1 - 6 x 4 / (6 x 35), and 2 of 15 pairs discordant.
  expect(summary['spearman']).toBeCloseTo(1 - 24 / 210, 12);
  expect(summary['kendall']).toBeCloseTo((13 - 2) / 15, 12);
});

test('one setting at a time does what the profile with that one setting does', async () => {
  const random = seeded(3);
  const figure = (): string => (100 * random()).toFixed(1);
  const rows = Array.from({ length: 30 }, (_, row) => `N${row},${figure()},${figure()}`);
  const many = await write('many.csv', `code,a,b\n${rows.join('\n')}\n`);
  const given = ['--input', many, '--profile', at('mean.yaml')];
  const { out } = await compare(...given, '--with', at('other.yaml'), '--json');
  const { one_at_a_time: effects } = JSON.parse(out) as {
    one_at_a_time: { setting: string; moved: number; mean_shift: number }[];
  };
  expect(effects.map(({ setting }) => setting)).toEqual(['aggregate', 'weights']);
  const settingPlaces = byCode('setting_places');
  const settings = textByCode('setting');
  const wholePlaces = byCode('places');
  const byMinimum = await write(
    'minimum.yaml',
    'id: m\naggregate: { method: minimum }\nindicators: [a, b]\n',
  );
  const alone = new Map<string, Record<string, number>>();
  for (const [setting, other] of [
    ['aggregate', byMinimum],
    ['weights', at('heavy.yaml')],
  ] as const) {
    const { out: single } = await compare(...given, '--with', other, '--json');
    const { moved, mean_shift: shift } = JSON.parse(single) as { moved: number; mean_shift: number };
    expect(effects.find((effect) => effect.setting === setting)).toMatchObject({ moved, mean_shift: shift });
    alone.set(setting, byCode('places'));
  }
  // Of each area the setting that takes it furthest the way it goes; none where neither does.
  for (const [code, places] of Object.entries(wholePlaces)) {
    const towards = (setting: string): number => Math.sign(places) * (alone.get(setting)?.[code] ?? NaN);
    const most = Math.max(towards('aggregate'), towards('weights'));
    const setting = settings[code] ?? '';
    expect(setting === '').toBe(most <= 0);
    if (setting === '') continue;
    expect(towards(setting)).toBe(most);
    expect(settingPlaces[code]).toBe(alone.get(setting)?.[code]);
  }
  expect(new Set(Object.values(settings))).toEqual(new Set(['', 'aggregate', 'weights']));
});

test('a setting that cannot stand alone says why; different indicators are one setting', async () => {
  const rates = await write(
    'rates.yaml',
    'id: rates\nindicators: [{ indicator: a, denominator: c }, b]\nrecipe: [{ stage: denominate }]\n',
  );
  const { out } = await compare(...files(), '--with', rates, '--json');
  const { one_at_a_time: effects } = JSON.parse(out) as {
    one_at_a_time: { setting: string; moved: number | null; problem: string | null }[];
  };
  expect(effects).toMatchObject([
    { setting: 'recipe' },
    { setting: 'indicators', moved: null, problem: expect.stringMatching(/denominator/) as string },
  ]);
  const more = await write('more.yaml', 'id: more\nindicators: [a, b, c]\n');
  const compared = await compare(...files(), '--with', more);
  expect(compared.out).toContain('New indicator: c.');
  expect(compared.out).toMatch(/indicators +\d/);
  const same = await compare(...files(), '--with', at('mean.yaml'));
  expect(same.out).toContain('warning: the profiles say the same');
});

test('two dates: ranks among the areas of each, changes between goalposts that stand still', async () => {
  // P, Q and R each as before or better, T worse; S is only in the first file and V only in the second.
  const later = await write(
    'later.csv',
    'code,a,b,c\nP,80,0,1\nQ,60,50,2\nR,50,38,3\nV,90,90,9\nT,20,20,5\nU,10,30,6\n',
  );
  const { code, out, error } = await compare(...files(), '--with-input', later, '--json');
  expect([code, error]).toEqual([0, '']);
  // Over both dates a and b go from 0 to 100; the means are the fixed scores.
  expect(byCode('fixed_before')).toEqual({ P: 50, Q: 55, R: 54, T: 10, S: NaN, V: NaN, U: NaN });
  expect(byCode('fixed_after')).toMatchObject({ P: 40, Q: 55, R: 44, T: 20 });
  expect(byCode('fixed_change')).toMatchObject({ P: -10, Q: 0, R: -10, T: 10 });
  expect(textByCode('indicator')).toMatchObject({ P: 'a', R: 'b', T: 'a', Q: '' });
  expect(byCode('points')).toMatchObject({ P: -10, R: -10, T: 10 });
  // Q is where it was, and V has come in above it.
  expect(byCode('rank_before')).toMatchObject({ S: 1, Q: 2, V: NaN });
  expect(byCode('rank_after')).toMatchObject({ V: 1, Q: 2, S: NaN });
  expect(byCode('places')['S']).toBeNaN();
  const summary = JSON.parse(out) as { warnings: string[] };
  expect(summary).toMatchObject({
    ...{ scored_before: 6, scored_after: 6, compared: 5, only_in_first_file: 1, only_in_second_file: 1 },
    // U has no a at the first date.
    fixed: { areas: 4, higher: 1, lower: 2, mean_change: -2.5 },
    same_indicators: [],
  });
  expect(summary.warnings[1]).toMatch(/^the comparison base changed: 1 areas are in the first file only, 1/);
});

test('rates are compared as rates, imputed figures not at all, and figures that stay are named', async () => {
  const profile = await write(
    'prepared.yaml',
    [
      'id: prepared',
      'indicators: [{ indicator: a, denominator: c }, b]',
      'recipe:',
      '  - { stage: impute, method: mean }',
      '  - { stage: denominate }',
      '  - { stage: treat, winsorise: { points: 1 }, when: always }',
      '  - { stage: normalise, method: z-score }',
      '  - { stage: aggregate, method: maximum }',
      '',
    ].join('\n'),
  );
  const before = await write('before.csv', 'code,a,b,c\nP,10,1,10\nQ,20,2,10\nR,,3,10\nS,40,9,10\n');
  const after = await write('after.csv', 'code,a,b,c\nP,40,1,20\nQ,20,2,10\nR,30,3,10\nS,40,9,10\n');
  const { out, error } = await compare(
    ...['--input', before, '--profile', profile, '--with-input', after, '--json'],
  );
  expect(error).toBe('');
  // a per c from 1 to 4: P 1 to 2; b from 1 to 9 is the same.
  expect(byCode('fixed_change')['P']).toBeCloseTo(100 / 6, 8);
  expect(byCode('fixed_change')).toMatchObject({ Q: 0, S: 0, R: NaN });
  expect(byCode('fixed_before')['Q']).toBeCloseTo((100 / 3 + 100 / 8) / 2, 8);
  expect(JSON.parse(out)).toMatchObject({ same_indicators: ['b'] });
});

/** Both dates of a profile given in lines, as JSON. */
async function compareDates(profile: readonly string[], before: string, after: string): Promise<unknown> {
  const { out, error } = await compare(
    ...['--input', await write('first.csv', before), '--with-input', await write('second.csv', after)],
    ...['--profile', await write('dated.yaml', `${profile.join('\n')}\n`), '--json'],
  );
  expect(error).toBe('');
  return JSON.parse(out);
}

test('two dates: areas outside the base or screened out give no goalpost and get no fixed score', async () => {
  const profile = ['id: p', 'base: { kind: selection, codes: [P, Q, R] }', 'indicators: [a, b]'];
  const before = 'code,a,b\nP,0,0\nQ,5,0\nR,,1000\nS,900,900\n';
  const after = 'code,a,b\nP,10,10\nQ,5,0\nR,,1000\nS,-900,-900\n';
  await compareDates([...profile, 'recipe: [{ stage: screen, areas: { availability: 1 } }]'], before, after);
  expect(byCode('fixed_before')).toEqual({ P: 0, Q: 25, R: NaN, S: NaN });
  expect(byCode('fixed_after')).toEqual({ P: 100, Q: 25, R: NaN, S: NaN });
});

test('two dates: the fixed score is of counts over denominators, whatever the others of the date', async () => {
  const profile = (...stages: readonly string[]): string[] => [
    'id: p',
    'indicators: [{ indicator: a, denominator: n, scale: 100 }]',
    'recipe:',
    ...stages.map((stage) => `  - ${stage}`),
  ];
  // P is the same at both dates; the others of its authority are not.
  const before = 'code,lad,a,n\nP,L,2,10\nQ,L,10,100\nR,L,10,100\nS,L,0,50\n';
  const after = 'code,lad,a,n\nP,L,2,10\nQ,L,50,100\nR,L,40,100\nS,L,0,50\n';
  for (const stages of [
    ['{ stage: denominate }'],
    ['{ stage: shrink, group: lad }'],
    ['{ stage: treat, winsorise: { points: 1 }, when: always }', '{ stage: denominate }'],
  ]) {
    await compareDates(profile(...stages), before, after);
    expect(byCode('fixed_before')).toEqual({ P: 40, Q: 20, R: 20, S: 0 });
    expect(byCode('fixed_after')).toEqual({ P: 40, Q: 100, R: 80, S: 0 });
  }
});

test.each([
  ['', 2, /Give either --with or --with-input/],
  ['--with heavy.yaml --with-input data.csv', 2, /Give either --with or --with-input/],
  ['--with nothing.yaml', 2, /nothing.yaml/],
  ['--with coded.yaml', 2, /differ in code/],
  ['--with absent.yaml', 4, /no column "z", which .*absent.yaml asks for/],
  ['--with-input flat.csv', 3, /cannot|equal|score/],
])('%s', async (words, code, message) => {
  await write('coded.yaml', 'id: coded\ncode: code\nindicators: [a, b]\n');
  await write('absent.yaml', 'id: absent\nindicators: [a, z]\n');
  await write('flat.csv', 'code,a,b\nP,1,1\nQ,1,1\n');
  const given = words
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => (word.startsWith('--') ? word : at(word)));
  const outcome = await compare(...files(), ...given);
  expect(outcome.error).toMatch(message);
  expect(outcome.code).toBe(code);
});

test('nothing that is read is written over', async () => {
  for (const output of ['data.csv', 'mean.yaml', 'heavy.yaml']) {
    const words = [...files(), '--with', at('heavy.yaml'), '--output', at(output)];
    expect((await runIndexCommand('compare', ...words)).error).toMatch(/would (be written|write) over/);
  }
});
