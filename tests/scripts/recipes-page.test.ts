import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { aggregationSchema, weightingSchema } from '../../core/contract/aggregation.ts';
import { normalisationSchema } from '../../core/contract/normalisation.ts';
import { namesOf } from '../../core/contract/one-of.ts';
import { imputationSchema, recipeStageSchema, transformSchema } from '../../core/contract/recipe.ts';
import { indexRunCommand } from '../../scripts/commands/index/run.ts';
import { runHelp } from '../../scripts/commands/index/run-help.ts';
import { seeded } from '../support/made-up-index.ts';
import { repositoryPath } from '../support/shared.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const page = readFileSync(repositoryPath('docs', 'methods', 'recipes.md'), 'utf8');
const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);

/** Sixty made-up areas with every column that the page's examples name. */
function madeUpData(): string {
  const random = seeded(3);
  const header =
    'code,unemployed,no_car,Unemployed (count),Adults,income,bus_minutes,"Speed, Mbit/s",claimants,unemployed_2021,unemployed_2025,region,lad';
  const rows = Array.from({ length: 60 }, (_, at) => {
    const adults = 800 + Math.round(random() * 900);
    const count = at % 11 === 0 ? 'NA' : String(Math.round(adults * random() * 0.2));
    const cells = [
      count,
      adults,
      12_000 + random() * 30_000,
      1 + random() * 40,
      10 + random() * 900,
      5,
      3,
      4,
    ];
    const groups = [`R${at % 2}`, `L${at % 6}`];
    return [`X${at}`, random() * 30, random() * 50, ...cells, ...groups].join(',');
  });
  return `${header}\n${rows.join('\n')}\n`;
}

async function run(profile: string) {
  const folder = temporaryFolder();
  const paths = {
    profile: join(folder, 'p.yaml'),
    input: join(folder, 'd.csv'),
    output: join(folder, 'o.csv'),
  };
  writeFileSync(paths.profile, profile);
  writeFileSync(paths.input, madeUpData());
  return indexRunCommand({ ...paths, missing: [], json: true });
}

test('whole profiles of the page run as they stand', async () => {
  const profiles = blocks.filter((text) => /^(id|indicators):/m.test(text));
  expect(profiles).toHaveLength(2);
  for (const profile of profiles) expect(await run(profile)).toMatchObject({ scored: 60 });
});

test('stages of the page run as they stand', async () => {
  const recipes = blocks.filter((text) => text.startsWith('- '));
  expect(recipes).toHaveLength(4);
  for (const recipe of recipes) {
    const stages = z.array(z.unknown()).parse(parse(recipe));
    const profile = {
      recipe: stages,
      indicators: ['unemployed', 'no_car', { indicator: 'claimants', denominator: 'Adults' }],
    };
    const needsRate = recipe.includes('denominate') || recipe.includes('shrink');
    const indicators = needsRate ? profile.indicators : ['unemployed', 'no_car'];
    // The page's screen stage names an area of England.
    const text = JSON.stringify({ ...profile, indicators }).replace('E01000001', 'X1');
    expect(await run(text)).toMatchObject({ scored: 60 });
  }
});

test('the page and the help name every stage and method', () => {
  const names = [
    ...namesOf(normalisationSchema.options, 'method'),
    ...namesOf(aggregationSchema.options, 'method'),
    ...namesOf(weightingSchema.options, 'method'),
    ...namesOf(imputationSchema.options, 'method'),
    ...namesOf(recipeStageSchema.options, 'stage'),
    ...transformSchema.options,
  ];
  expect(names.filter((name) => !page.includes(name))).toEqual([]);
  expect(names.filter((name) => !runHelp.includes(name))).toEqual([]);
});
