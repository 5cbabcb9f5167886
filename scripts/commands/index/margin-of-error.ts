import type { Command } from 'commander';
import { csvText } from '../../../server/usecases/index-run/scores-csv.ts';
import { writeWholeFiles } from '../../../server/usecases/index-run/write-whole-files.ts';
import { shareFlags, surveyShares } from '../../../server/usecases/small-areas/survey-shares.ts';
import { columnLines, namedLines } from '../../text-table.ts';
import { collect, properShare, refuseOverwriting } from './option-values.ts';

interface MarginOptions {
  readonly input: string;
  readonly estimate: string;
  readonly estimateMoe: string;
  readonly base: string;
  readonly baseMoe: string;
  readonly marginConfidence: string;
  readonly confidence?: string;
  readonly missing: readonly string[];
  readonly output: string;
  readonly json: boolean;
}

const columns = [
  { name: 'code', meaning: 'code of the area' },
  { name: 'share', meaning: 'estimate over base, 0-1; empty where the base is zero or something is missing' },
  { name: 'share_moe', meaning: 'its margin of error: sqrt(MOE_x² - p² MOE_n²) / n, at --confidence' },
  {
    name: 'share_se',
    meaning: 'its standard error: the margin at --margin-confidence over the normal quantile',
  },
  { name: 'flags', meaning: 'see below; empty where nothing is the matter' },
];
const flags = Object.entries(shareFlags).map(([name, meaning]) => ({ name, meaning }));

const help = `
For figures of a sample that are published with margins of error, such as those of the American Community Survey (at 90 %).
The base must contain the estimate: people without internet among all people. Where the root would be of a negative number it
is taken of the sum instead, the margin of a ratio, which is larger. Shares above 1 are not clipped.
share_se is what the assumption standardErrors of atlas index uncertainty takes.

Columns of --output
${columnLines(columns)}

Flags
${columnLines(flags)}

Example
  atlas index margin-of-error --input acs.csv --estimate offline --estimate-moe offline_moe --base people \\
    --base-moe people_moe --output shares.csv

A figure below zero (some publishers' -555555555) is an error that names file, line, column and value: name such codes with
--missing. For counts of everybody rather than of a sample: atlas index small-areas.
Exit codes: 0 done; 2 an option is wrong; 4 the file breaks its format; 1 our mistake.
Source: US Census Bureau, Understanding and using American Community Survey data (2020), chapter 8
`;

/** `atlas index margin-of-error`. */
export function addMarginOfErrorCommand(group: Command): void {
  group
    .command('margin-of-error')
    .summary('shares of survey estimates with their margins of error')
    .description('Shares of survey estimates, one part of the other, with their margins of error.')
    .requiredOption('--input <file>', 'CSV: first column the area code; .gz and zip too')
    .requiredOption('--estimate <column>', 'the estimate: people offline')
    .requiredOption('--estimate-moe <column>', 'its margin of error')
    .requiredOption('--base <column>', 'the estimate that it is part of: all people')
    .requiredOption('--base-moe <column>', 'its margin of error')
    .option('--margin-confidence <share>', 'at which the margins of the file are', '0.9')
    .option('--confidence <share>', 'at which the margins of the shares shall be (default: as those)')
    .option('--missing <code>', 'what stands for a missing value; may be said again', collect, [])
    .requiredOption('--output <file>', 'where the shares go: CSV, a row per area')
    .option('--json', 'print the summary as JSON', false)
    .addHelpText('after', help)
    .action(runMarginOfError);
}

async function runMarginOfError(options: MarginOptions): Promise<void> {
  const { input, output } = options;
  refuseOverwriting({ output }, [input]);
  const given = properShare('margin-confidence', options.marginConfidence);
  const wanted = options.confidence === undefined ? given : properShare('confidence', options.confidence);
  const shares = await surveyShares({
    ...{ input, estimate: options.estimate, estimateMargin: options.estimateMoe },
    ...{ base: options.base, baseMargin: options.baseMoe, given, wanted, missing: options.missing },
  });
  const rows = shares.map(({ code, share, margin, standardError, flags: matters }) => [
    ...[code, share, margin, standardError],
    matters.join(' '),
  ]);
  await writeWholeFiles([{ path: output, text: csvText([columns.map(({ name }) => name), ...rows]) }]);
  const withMargin = shares.filter(({ margin }) => !Number.isNaN(margin));
  const summary = {
    ...{ input, areas: shares.length, with_margin: withMargin.length, confidence: wanted },
    ratio_margins: shares.filter(({ flags: matters }) => matters.includes('ratio-margin')).length,
    output,
  };
  process.stdout.write(options.json ? `${JSON.stringify(summary, null, 2)}\n` : namedLines(summary));
}
