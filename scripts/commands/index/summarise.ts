import { Option, type Command } from 'commander';
import { AppError } from '../../../core/errors.ts';
import type { RankTies } from '../../../core/index/ranks.ts';
import { writeWholeFiles } from '../../../server/usecases/index-run/write-whole-files.ts';
import { summariesCsv } from '../../../server/usecases/summaries/summaries-csv.ts';
import { summariesReport } from '../../../server/usecases/summaries/summaries-report.ts';
import { summariseAreas, type SummariesRequest } from '../../../server/usecases/summaries/summarise-areas.ts';
import { textTable } from '../../text-table.ts';
import { collect, refuseOverwriting, wholeNumber } from './option-values.ts';
import { summariseHelp } from './summarise-help.ts';

interface SummariseOptions {
  readonly input: string;
  readonly score?: string;
  readonly rank?: string;
  readonly reverse: boolean;
  readonly among?: number;
  readonly parent: readonly string[];
  readonly membership?: string;
  readonly population?: string;
  readonly count: readonly string[];
  readonly points?: string;
  readonly ties: RankTies;
  readonly missing: readonly string[];
  readonly output: string;
  readonly json: boolean;
}

/** `atlas index summarise`. */
export function addSummariseCommand(group: Command): void {
  group
    .command('summarise')
    .summary('wards, authorities ... from the scores of their small areas')
    .description(
      'Summaries of larger areas from small ones: average score and rank, proportion, extent, local concentration, scale.',
    )
    .requiredOption('--input <file>', 'CSV of the small areas: first column the area code; .gz and zip too')
    .option('--score <column>', 'their score; higher is worse')
    .option('--rank <column>', 'their rank, 1 = worst (default: worked out from the score)')
    .option('--reverse', 'a low score is the worse one', false)
    .option(
      '--among <number>',
      'how many areas the ranks of --rank are among (default: those of the file that have one)',
      wholeNumber('--among', 1, 1e9),
    )
    .option('--parent <column>', 'column with the code of the larger area; may be said again', collect, [])
    .option('--membership <file>', 'CSV of two columns: area code, code of its larger area')
    .option('--population <column>', 'people (default: one each)')
    .option('--count <column>', 'a number of people or things to add up; may be said again', collect, [])
    .option('--points <file>', 'CSV of three columns: area code, code of the larger area, people in both')
    .addOption(
      new Option('--ties <rule>', 'what larger areas that tie share, of the ranks they cover')
        .choices(['min', 'average', 'max'])
        .default('average'),
    )
    .option('--missing <code>', 'what stands for a missing value; may be said again', collect, [])
    .requiredOption('--output <file>', 'where the summaries go: CSV')
    .option('--json', 'print what was done as JSON', false)
    .addHelpText('after', summariseHelp)
    .action(runSummarise);
}

async function runSummarise(options: SummariseOptions): Promise<void> {
  const request = readRequest(options);
  refuseOverwriting({ output: options.output }, [options.input, options.membership, options.points]);
  const result = await summariseAreas(request);
  await writeWholeFiles([{ path: options.output, text: summariesCsv(result.levels) }]);
  const report = summariesReport(result);
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ input: options.input, output: options.output, ...report }, null, 2)}\n`
      : [
          `${report.ranked} of ${report.areas} areas ranked, among ${report.ranked_among}.`,
          textTable(report.levels).trimEnd(),
          ...report.warnings.map((warning) => `warning: ${warning}`),
          `written: ${options.output}\n`,
        ].join('\n'),
  );
}

function readRequest(options: SummariseOptions): SummariesRequest {
  const { score, rank, among, parent, membership, points } = options;
  if (score === undefined && rank === undefined) throw lacking('score', 'Give --score, --rank or both.');
  if (among !== undefined && rank === undefined) {
    throw lacking('rank', '--among is of the ranks of --rank, and none are given.');
  }
  if (options.reverse && score === undefined) {
    throw lacking('score', '--reverse turns a score round, and none is given.');
  }
  const levels = parent.length + (membership === undefined ? 0 : 1);
  if (levels === 0) throw lacking('parent', 'Give --parent or --membership: which larger areas there are.');
  if (new Set(parent).size < parent.length) throw lacking('parent', 'A --parent column is given twice.');
  if (points !== undefined && levels > 1) {
    throw lacking('points', '--points says how well one level fits: give one --parent or --membership.');
  }
  return {
    input: options.input,
    score: score ?? null,
    rank: rank ?? null,
    isReversed: options.reverse,
    rankedAmong: among ?? null,
    parents: parent,
    membership: membership ?? null,
    population: options.population ?? null,
    counts: [...new Set(options.count)],
    points: points ?? null,
    ties: options.ties,
    missing: options.missing,
  };
}

function lacking(field: string, message: string): AppError {
  return new AppError('invalid-request', message, { details: { field } });
}
