import type { Command } from 'commander';
import { analyseUncertainty } from '../../server/usecases/analyse-uncertainty.ts';
import { profileNamed } from '../../server/usecases/score-all.ts';
import { createProgressLine } from '../progress-line.ts';
import { withServices } from '../services.ts';
import { stoppable } from './index/analysis-options.ts';
import { addAssumptionOptions, assumptionsOf, type AssumptionOptions } from './index/assumption-options.ts';
import { assumptionsHelp } from './index/assumptions-help.ts';
import { wholeNumber } from './index/option-values.ts';

interface StoredUncertaintyOptions extends AssumptionOptions {
  readonly draws: number;
  readonly seed: number;
}

const help = `
Stores, for each area, where its rank lies in plausible versions of the profile; the page of an area shows it. An earlier
analysis of the same scores is replaced. For files without a database: atlas index uncertainty.

${assumptionsHelp}
Here "within" names a kind of larger area: lad, region, nation.

Example
  atlas uncertainty atlas --draws 1000 --seed 1
`;

/** `atlas uncertainty PROFILE ...`: how far the stored ranks of profiles can be trusted. */
export function addUncertaintyCommand(program: Command): void {
  const command = program
    .command('uncertainty')
    .description('Work out how far the ranks of profiles can be trusted, and store it beside the scores.')
    .argument('[profiles...]', 'ids of profiles; all of them when none is named')
    .option('--draws <number>', 'how many versions', wholeNumber('--draws', 1, 100_000), 1000)
    .option(
      '--seed <number>',
      'the same seed gives the same result',
      wholeNumber('--seed', 0, 2 ** 32 - 1),
      1,
    );
  addAssumptionOptions(command)
    .addHelpText('after', help)
    .action(async (profileIds: string[], options: StoredUncertaintyOptions) => {
      const said = await assumptionsOf(options);
      await withServices(async (services) => {
        const all = services.catalogue.profiles;
        const profiles = profileIds.length === 0 ? all : profileIds.map((id) => profileNamed(all, id));
        for (const profile of profiles) {
          const progress = createProgressLine(process.stderr);
          const outcome = await stoppable((signal) =>
            analyseUncertainty(services, {
              ...{ profile, draws: options.draws, seed: options.seed, signal },
              assumptions: said?.assumptions,
              onProgress: (done, total) => {
                progress.say(`${profile.id}: ${done} of ${total} versions`);
              },
            }),
          ).finally(progress.end);
          process.stdout.write(
            `${profile.id}: ${options.draws} versions of run ${outcome.runId}, ${outcome.rankedCount} areas; ` +
              `varied ${Object.keys(outcome.assumptions).join(', ')}.\n`,
          );
        }
      });
    });
}
