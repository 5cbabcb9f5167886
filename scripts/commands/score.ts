import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { formatBase, parseBase } from '../../core/contract/base-text.ts';
import type { ComparisonBase } from '../../core/contract/profile.ts';
import { AppError } from '../../core/errors.ts';
import { listScores } from '../../server/usecases/list-scores.ts';
import { profileNamed } from '../../server/usecases/score-all.ts';
import { scoreProfile } from '../../server/usecases/score-profile.ts';
import { createScoring } from '../../server/usecases/score-table.ts';
import { withServices, type CommandServices } from '../services.ts';
import { textTable } from '../text-table.ts';
import { wholeNumber } from './index/option-values.ts';

interface ScoreOptions {
  readonly base?: ComparisonBase;
  readonly top: number;
  readonly output?: string;
}

/** `atlas score PROFILE ...`: scores, stores every stage, prints the areas at greatest risk. */
export function addScoreCommand(program: Command): void {
  program
    .command('score')
    .description('Score areas by a profile of data/profiles and store the scores with all their stages.')
    .argument('[profiles...]', 'ids of profiles; all of them when none is named')
    .option(
      '--base <base>',
      "everything, nation, region, lad or in:CODE,CODE; the profile's own unless said",
      parseBase,
    )
    .option('--top <number>', 'print so many areas at greatest risk', wholeNumber('--top', 0, 999_999), 10)
    .option('--output <file>', 'write all scores as JSON')
    .action(async (profileIds: string[], options: ScoreOptions) => {
      await withServices(async (services) => {
        const all = services.catalogue.profiles;
        const profiles = profileIds.length === 0 ? all : profileIds.map((id) => profileNamed(all, id));
        if (options.output !== undefined && profiles.length !== 1) {
          throw new AppError('invalid-request', 'Name one profile to write its scores to a file.');
        }
        for (const { id } of profiles) await scoreCommand(services, id, options);
      });
    });
}

/**
 * Scores one profile and says what came of it.
 *
 * @throws AppError as scoreProfile; not-found for an unknown profile.
 */
export async function scoreCommand(
  services: Pick<CommandServices, 'database' | 'catalogue'>,
  profileId: string,
  options: ScoreOptions,
): Promise<void> {
  const { database, catalogue } = services;
  const profile = profileNamed(catalogue.profiles, profileId);
  const base = options.base ?? profile.base;
  const started = performance.now();
  const outcome = await scoreProfile({ database }, { profile, base });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const done =
    outcome.status === 'scored' ? `stored as run ${outcome.runId}` : `unchanged since run ${outcome.runId}`;
  console.log(
    `${profile.title} ${profile.version}, compared: ${formatBase(base)}. ` +
      `${outcome.scoredCount} of ${outcome.areaCount} areas scored, ${done}, ${seconds} s.`,
  );
  for (const note of outcome.notes) console.log(`  ${note.message}`);
  const table = await createScoring({ database, profiles: [profile] }).table({ profileId, base });
  if (options.top > 0) {
    const { scores } = listScores(table, { sort: 'rank', offset: 0, limit: options.top });
    const rows = scores.map(({ code, name, placeName, score, rank, decile, inputsPresent, inputsTotal }) => ({
      ...{ rank, code, name, place: placeName, score, tenth: decile },
      inputs: `${inputsPresent} of ${inputsTotal}`,
    }));
    console.log(textTable(rows));
  }
  if (options.output !== undefined) {
    const list = listScores(table, { sort: 'code', offset: 0, limit: null });
    await writeFile(options.output, `${JSON.stringify(list, null, 1)}\n`);
  }
}
