import type { Command } from 'commander';
import { AppError } from '../../../core/errors.ts';
import { compareFiles } from '../../../server/usecases/compare-runs/compare-files.ts';
import { compareRecipes } from '../../../server/usecases/compare-runs/compare-recipes.ts';
import { filesSummary, recipesSummary } from '../../../server/usecases/compare-runs/comparison-summary.ts';
import { dateColumns, movesCsv, recipeColumns } from '../../../server/usecases/compare-runs/moves-csv.ts';
import { writeWholeFiles } from '../../../server/usecases/index-run/write-whole-files.ts';
import { namedLines, textTable } from '../../text-table.ts';
import { neighboursOption } from './analysis-options.ts';
import { compareHelp } from './compare-help.ts';
import { collect, refuseOverwriting } from './option-values.ts';

interface CompareOptions {
  readonly input: string;
  readonly profile: string;
  readonly with?: string;
  readonly withInput?: string;
  readonly missing: readonly string[];
  readonly neighbours?: string;
  readonly output: string;
  readonly json: boolean;
}

type Summary = ReturnType<typeof recipesSummary> | ReturnType<typeof filesSummary>;

/** `atlas index compare`. */
export function addCompareCommand(group: Command): void {
  group
    .command('compare')
    .summary('two recipes over one file, or one over the files of two dates')
    .description('Who moves how far from one profile to another, or from one date to another, and why.')
    .requiredOption('--input <file>', 'the data, as for `atlas index run`')
    .requiredOption('--profile <file>', 'the profile, as for `atlas index run`')
    .option('--with <file>', 'the profile to compare it with')
    .option('--with-input <file>', 'the same columns at another, later date')
    .option('--missing <code>', 'what stands for a missing value; may be said again', collect, [])
    .option(...neighboursOption)
    .requiredOption('--output <file>', 'where the moves go: CSV, a row per area')
    .option('--json', 'print the figures as JSON', false)
    .addHelpText('after', compareHelp)
    .action(async (options: CompareOptions) => {
      const { input, output } = options;
      const { summary, text } = await compare(options);
      await writeWholeFiles([{ path: output, text }]);
      process.stdout.write(
        options.json
          ? `${JSON.stringify({ input, output, ...summary }, null, 2)}\n`
          : summaryText(summary, output),
      );
    });
}

async function compare({
  with: withProfile,
  withInput,
  ...options
}: CompareOptions): Promise<{ readonly summary: Summary; readonly text: string }> {
  refuseOverwriting({ output: options.output }, [withProfile, withInput]);
  const request = { ...options, outputs: [options.output] };
  if (withProfile !== undefined && withInput === undefined) {
    const compared = await compareRecipes({ ...request, withProfile });
    return { summary: recipesSummary(compared), text: movesCsv(compared, recipeColumns) };
  }
  if (withInput !== undefined && withProfile === undefined) {
    const compared = await compareFiles({ ...request, withInput });
    return { summary: filesSummary(compared), text: movesCsv(compared, dateColumns) };
  }
  throw new AppError('invalid-request', 'Give either --with or --with-input: what to compare with.', {
    details: { field: 'with' },
  });
}

function summaryText(summary: Summary, output: string): string {
  const { largest_moves: moves, warnings, ...figures } = summary;
  const plain = Object.entries(figures).flatMap(([name, value]) =>
    typeof value === 'number' || value === null ? [[name, value] as const] : [],
  );
  return [
    namedLines(Object.fromEntries(plain)),
    ...('fixed' in summary ? [namedLines(summary.fixed)] : []),
    ...('changes' in summary ? [...summary.changes, textTable(summary.one_at_a_time)] : []),
    textTable(moves),
    ...warnings.map((warning) => `warning: ${warning}`),
    `written: ${output}`,
    '',
  ].join('\n');
}
