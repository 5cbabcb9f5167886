import { join } from 'node:path';
import type { Command } from 'commander';
import { readRunInput } from '../../../server/usecases/index-run/read-run-input.ts';
import { runIndex, withPlaces } from '../../../server/usecases/index-run/run-index.ts';
import { runSummary } from '../../../server/usecases/index-run/run-summary.ts';
import { scoresCsv } from '../../../server/usecases/index-run/scores-csv.ts';
import { solverFor } from '../../../server/usecases/index-run/solve-with-highs.ts';
import { stageFileName, stageFiles } from '../../../server/usecases/index-run/stage-files.ts';
import { removeOthers, writeWholeFiles } from '../../../server/usecases/index-run/write-whole-files.ts';
import { textTable } from '../../text-table.ts';
import { neighboursOption, type AnalysisOptions } from './analysis-options.ts';
import { collect } from './option-values.ts';
import { runHelp } from './run-help.ts';

export interface RunOptions extends AnalysisOptions {
  readonly stages?: string;
}

/** `atlas index run`. */
export function addRunCommand(group: Command): void {
  group
    .command('run')
    .description('Score the areas of a CSV file by a profile.')
    .requiredOption('--profile <file>', 'the profile: YAML or JSON (see below and docs/methods/recipes.md)')
    .requiredOption(
      '--input <file>',
      'the data: CSV, first column the area code, a column per indicator; .gz and .zip too',
    )
    .requiredOption('--output <file>', 'where the scores go: CSV, a row per area')
    .option('--stages <folder>', 'also write every stage, weights, statistics and points as CSV files here')
    .option(
      '--missing <code>',
      'what stands for a missing value beside empty cells and NA; may be said again',
      collect,
      [],
    )
    .option(...neighboursOption)
    .option('--json', 'print the summary of the run as JSON', false)
    .addHelpText('after', runHelp)
    .action(async (options: RunOptions) => {
      const summary = await indexRunCommand(options);
      process.stdout.write(options.json ? `${JSON.stringify(summary, null, 2)}\n` : summaryText(summary));
    });
}

type RunSummary = Awaited<ReturnType<typeof indexRunCommand>>;

/** Reads, scores and writes; the files are whole or not there. @throws AppError for whatever is wrong with the input. */
export async function indexRunCommand(options: RunOptions) {
  const { profile, table } = await readRunInput({ ...options, outputs: [options.output] });
  const solve = await solverFor(profile);
  const places = { profile: options.profile, input: options.input, codes: table.codes };
  const run = withPlaces(places, () => runIndex(profile, table, solve));
  const stages = options.stages;
  const files = stages === undefined ? [] : stageFiles(run);
  const written = [
    { path: options.output, text: scoresCsv(run) },
    ...(stages === undefined ? [] : files.map(({ name, text }) => ({ path: join(stages, name), text }))),
  ];
  await writeWholeFiles(written);
  if (stages !== undefined) {
    await removeOthers(stages, stageFileName, new Set(files.map(({ name }) => name)));
  }
  return {
    ...runSummary(run),
    input: options.input,
    output: options.output,
    files: written.map(({ path }) => path),
  };
}

function imputedText({ values, share, areas, mostInOneArea }: RunSummary['imputed']): readonly string[] {
  if (values === 0) return [];
  const percent = (100 * share).toFixed(1);
  return [
    `Imputed: ${values} values, ${percent} % of all, in ${areas} areas; at most ${mostInOneArea} in one (see flags).`,
  ];
}

function summaryText(summary: RunSummary): string {
  const { profile, indicators, warnings, files, score } = summary;
  const version = profile.version === null ? '' : ` ${profile.version}`;
  return [
    `${profile.id}${version}: ${summary.scored} of ${summary.areas} areas scored, from ${score.min ?? '-'} to ${score.max ?? '-'}.`,
    `Stages: ${summary.stages.join(', ')}.`,
    '',
    textTable(indicators),
    ...imputedText(summary.imputed),
    ...warnings.map((warning) => `warning: ${warning}`),
    ...files.map((file) => `written: ${file}`),
    '',
  ].join('\n');
}
