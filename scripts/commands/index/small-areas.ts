import { Option, type Command } from 'commander';
import { writeWholeFiles } from '../../../server/usecases/index-run/write-whole-files.ts';
import {
  analyseRates,
  intervalMethods,
  type IntervalMethod,
  type RanksRequest,
  type RatesRequest,
} from '../../../server/usecases/small-areas/analyse-rates.ts';
import type { WorseEnd } from '../../../server/usecases/small-areas/draw-ranks.ts';
import { createProgressLine } from '../../progress-line.ts';
import { namedLines } from '../../text-table.ts';
import { stoppable } from './analysis-options.ts';
import { collect, invalidOption, properShare, refuseOverwriting, wholeNumber } from './option-values.ts';
import { smallAreaHelp } from './small-area-help.ts';
import { ratesCsv, ratesSummary } from './small-area-output.ts';

interface SmallAreaOptions {
  readonly input: string;
  readonly events: string;
  readonly population: string;
  readonly per: string;
  readonly interval: IntervalMethod;
  readonly confidence: string;
  readonly group?: string;
  readonly neighbours?: string;
  readonly threshold?: string;
  readonly hideBelow?: number;
  readonly draws?: number;
  readonly seed?: number;
  readonly worse?: WorseEnd;
  readonly against?: string;
  readonly missing: readonly string[];
  readonly output: string;
  readonly json: boolean;
}

/** `atlas index small-areas`. */
export function addSmallAreasCommand(group: Command): void {
  const command = group
    .command('small-areas')
    .summary('rates of small areas from counts: intervals, shrinkage, empirical Bayes, credible ranks')
    .description(
      'Rates of small areas from their counts, and how far each can be trusted: intervals, shrinkage to the rate of ' +
        'a group or of neighbours, probabilities, and which ranks the counts allow.',
    )
    .requiredOption('--input <file>', 'CSV: first column the area code; .gz and zip too')
    .requiredOption('--events <column>', 'counts of events: claimants, deaths')
    .requiredOption('--population <column>', 'counts of the people that the events are among')
    .option('--per <number>', 'rates are of so many people: 1 for shares, 100 for percentages', '1000')
    .addOption(
      new Option('--interval <method>', 'of the rate, see below')
        .choices([...intervalMethods])
        .default('wilson'),
    )
    .option('--confidence <share>', 'of intervals and credible intervals', '0.95')
    .option('--group <column>', 'shrink to the rate of these groups: local authorities')
    .option('--neighbours <file>', 'shrink to the rate of neighbours: a GAL or GWT file by code')
    .option('--threshold <rate>', 'a rate per --per that is too high (default: the rate of all areas)')
    .option(
      '--hide-below <people>',
      'leave rates of fewer people empty, with a flag: 30, say',
      wholeNumber('--hide-below', 2, 1_000_000),
    );
  addRankOptions(command)
    .option('--missing <code>', 'what stands for a missing value; may be said again', collect, [])
    .requiredOption('--output <file>', 'where the rates go: CSV, a row per area')
    .option('--json', 'print the summary as JSON', false)
    .addHelpText('after', smallAreaHelp)
    .action(runSmallAreas);
}

function addRankOptions(command: Command): Command {
  return command
    .option(
      '--draws <number>',
      'credible ranks from so many draws of the rates: 1000, say',
      wholeNumber('--draws', 1, 1_000_000),
    )
    .option(
      '--seed <number>',
      'of the draws: the same seed gives the same ranks (default: 1)',
      wholeNumber('--seed', 0, 2 ** 32 - 1),
    )
    .addOption(
      new Option(
        '--worse <end>',
        'of the draws: which rates are worse and rank first (default: higher)',
      ).choices(['higher', 'lower']),
    )
    .option('--against <code>', 'of the draws: how likely each area is worse than this one');
}

async function runSmallAreas(options: SmallAreaOptions): Promise<void> {
  const per = positive('per', options.per);
  const request = readRequest(options, per);
  const progress = createProgressLine(process.stderr);
  const found = await stoppable((signal) =>
    analyseRates(request, {
      signal,
      onProgress: (done, total) => {
        progress.say(`${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')} draws`);
      },
    }),
  ).finally(progress.end);
  await writeWholeFiles([{ path: options.output, text: ratesCsv({ found, per }) }]);
  const summary = { ...ratesSummary({ found, per }, request), output: options.output };
  process.stdout.write(options.json ? `${JSON.stringify(summary, null, 2)}\n` : namedLines(summary));
}

function readRequest(options: SmallAreaOptions, per: number): RatesRequest {
  const { input, neighbours, threshold } = options;
  refuseOverwriting({ output: options.output }, [input, neighbours]);
  return {
    ...{ input, events: options.events, population: options.population, missing: options.missing },
    interval: options.interval,
    confidence: properShare('confidence', options.confidence),
    group: options.group ?? null,
    neighbours: neighbours ?? null,
    threshold: threshold === undefined ? null : thresholdOf(threshold, per),
    ranks: ranksOf(options),
    hideBelow: options.hideBelow ?? null,
  };
}

function ranksOf({ draws, seed, worse, against }: SmallAreaOptions): RanksRequest | null {
  if (draws !== undefined) {
    return { draws, seed: seed ?? 1, worse: worse ?? 'higher', against: against ?? null };
  }
  for (const [option, value] of Object.entries({ seed, worse, against })) {
    if (value !== undefined)
      throw invalidOption(option, String(value), 'is of --draws, and none are asked for');
  }
  return null;
}

function thresholdOf(text: string, per: number): number {
  const rate = positive('threshold', text) / per;
  if (rate < 1) return rate;
  throw invalidOption('threshold', text, `is no rate: it must be below --per, which is ${per}`);
}

function positive(option: string, text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number > 0 && Number.isFinite(number)) return number;
  throw invalidOption(option, text, 'is no number above 0');
}
