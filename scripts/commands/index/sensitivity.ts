import type { Command } from 'commander';
import { AppError } from '../../../core/errors.ts';
import { usualAssumptions } from '../../../core/uncertainty/usual-assumptions.ts';
import { runSensitivity, type SensitivityResult } from '../../../server/analysis/run-sensitivity.ts';
import { indexModel } from '../../../server/usecases/index-run/index-model.ts';
import { readRunInput } from '../../../server/usecases/index-run/read-run-input.ts';
import { csvText } from '../../../server/usecases/index-run/scores-csv.ts';
import { writeWholeFiles } from '../../../server/usecases/index-run/write-whole-files.ts';
import { createProgressLine } from '../../progress-line.ts';
import { textTable } from '../../text-table.ts';
import { neighboursOption, stoppable, type AnalysisOptions } from './analysis-options.ts';
import { addAssumptionOptions, assumptionsOf, type AssumptionOptions } from './assumption-options.ts';
import { assumptionsHelp } from './assumptions-help.ts';
import { collect, wholeNumber } from './option-values.ts';

export interface SensitivityOptions extends AnalysisOptions, AssumptionOptions {
  readonly n: number;
  readonly seed: number;
  readonly resamples: number;
  readonly estimator: string;
  readonly leaveOneOut?: string;
  readonly perArea?: string;
  readonly threads?: number;
}

const help = `
${assumptionsHelp}

What is measured. The output whose variance is taken apart is the mean absolute rank shift from the index as it is. N rows
of Sobol' points (scrambled, by the seed), N (d + 2) versions for d assumptions; up to ten assumptions, at least two. N of
500 or more, best a power of two; intervals are of --resamples resamplings of the rows.

The output. One row per assumption:
  assumption
  first_order, first_q5, first_q95     share of the variance that it explains by itself, and the 90 % interval
  total_order, total_q5, total_q95     by itself and together with others; Jansen's estimator
  rank                                 1 = greatest total order
--leave-one-out FILE: indicator, mean_rank_shift: how far areas move when that indicator alone is left out.
--per-area FILE: code, rank_variance, then first_NAME and total_NAME for each assumption, of the variance of the area's own
rank (Jansen, no intervals; empty where its rank never changes).

Examples
  atlas index sensitivity --profile index.yaml --input data.csv --output indices.csv --n 512 --seed 1
  atlas index sensitivity --profile index.yaml --input data.csv --output indices.csv --n 1024 --seed 1 \\
      --weights 0.25 --normalisation own,z-score --aggregation own,geometric --leave-one-out left-out.csv --json

Exit codes: 0 done; 2 the profile, assumptions or command are wrong; 3 it cannot be worked out, or was stopped; 4 the data file
is wrong; 1 our mistake. How it works: docs/methods/uncertainty.md.
`;

/** `atlas index sensitivity`. */
export function addSensitivityCommand(group: Command): void {
  const command = group
    .command('sensitivity')
    .description(
      "Which assumption moves the ranks most: Sobol' indices and indicators left out one at a time.",
    )
    .requiredOption('--profile <file>', 'the profile, as for `atlas index run`')
    .requiredOption('--input <file>', 'the data, as for `atlas index run`')
    .requiredOption('--output <file>', 'where the indices go: CSV, a row per assumption')
    .option('--n <number>', 'rows of the design', wholeNumber('--n', 2, 1_000_000), 512)
    .option(
      '--seed <number>',
      'the same seed gives the same result',
      wholeNumber('--seed', 0, 2 ** 32 - 1),
      1,
    )
    .option('--resamples <number>', 'for the intervals', wholeNumber('--resamples', 100, 100_000), 1000)
    .option('--estimator <name>', 'of the first order: jansen or saltelli (2010, as COINr)', 'jansen');
  addAssumptionOptions(command)
    .option('--leave-one-out <file>', 'also write what leaving out each indicator does: CSV')
    .option(
      '--per-area <file>',
      'also write which assumption the rank of each area hangs on: CSV, a row per area',
    )
    .option(
      '--threads <number>',
      'worker threads, 0 for none; as many as cores unless said',
      wholeNumber('--threads', 0, 64),
    )
    .option(...neighboursOption)
    .option('--missing <code>', 'what stands for a missing value; may be said again', collect, [])
    .option('--json', 'print everything as JSON', false)
    .addHelpText('after', help)
    .action(async (options: SensitivityOptions) => {
      const summary = await sensitivityCommand(options);
      process.stdout.write(options.json ? `${JSON.stringify(summary, null, 2)}\n` : summaryText(summary));
    });
}

/** Reads, runs and writes. @throws AppError for whatever is wrong with the input. */
export async function sensitivityCommand(options: SensitivityOptions) {
  const estimator = estimatorNamed(options.estimator);
  const said = await assumptionsOf(options);
  const { leaveOneOut, perArea } = options;
  const { profile, table } = await readRunInput({
    ...options,
    outputs: [options.output, leaveOneOut, perArea].flatMap((file) => file ?? []),
    others: said?.columns ?? [],
  });
  const assumptions = said?.assumptions ?? usualAssumptions(profile);
  const model = await indexModel(profile, table);
  const started = performance.now();
  const progress = createProgressLine(process.stderr);
  const result = await stoppable((signal) =>
    runSensitivity({
      ...{ model, assumptions, sampleSize: options.n, seed: options.seed, signal },
      ...{ resamples: options.resamples, estimator, threads: options.threads },
      withAreas: perArea !== undefined,
      onProgress: (done, total) => {
        progress.say(`${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')} versions`);
      },
    }),
  ).finally(progress.end);
  const files = [{ path: options.output, text: indicesCsv(result) }];
  if (leaveOneOut !== undefined) files.push({ path: leaveOneOut, text: leftOutCsv(result) });
  const { areas, ...found } = result;
  if (perArea !== undefined) files.push({ path: perArea, text: areasCsv(table.codes, found, areas ?? []) });
  await writeWholeFiles(files);
  return {
    profile: profile.id,
    n: options.n,
    seed: options.seed,
    estimator,
    seconds: Math.round((performance.now() - started) / 100) / 10,
    assumptions,
    ...found,
    files: files.map(({ path }) => path),
  };
}

function indicesCsv({ indices }: SensitivityResult): string {
  const order = ranksByTotal(indices);
  return csvText([
    [
      ...['assumption', 'first_order', 'first_q5', 'first_q95'],
      ...['total_order', 'total_q5', 'total_q95', 'rank'],
    ],
    ...indices.map((index) => [
      ...[index.assumption, index.first, index.firstInterval.q5, index.firstInterval.q95],
      ...[index.total, index.totalInterval.q5, index.totalInterval.q95],
      order.get(index.assumption) ?? null,
    ]),
  ]);
}

function ranksByTotal(indices: SensitivityResult['indices']): ReadonlyMap<string, number> {
  const sorted = indices.toSorted((a, b) => b.total - a.total);
  return new Map(sorted.map(({ assumption }, at) => [assumption, at + 1]));
}

function leftOutCsv({ leaveOneOut }: SensitivityResult): string {
  return csvText([
    ['indicator', 'mean_rank_shift'],
    ...leaveOneOut.map(({ indicator, meanShift }) => [indicator, meanShift]),
  ]);
}

function areasCsv(
  codes: readonly string[],
  { indices }: Pick<SensitivityResult, 'indices'>,
  areas: NonNullable<SensitivityResult['areas']>,
): string {
  const names = indices.map(({ assumption }) => assumption);
  return csvText([
    ['code', 'rank_variance', ...names.flatMap((name) => [`first_${name}`, `total_${name}`])],
    ...codes.map((code, row) => {
      const area = areas[row];
      const ofInputs = names.flatMap((_, input) => [area?.first[input] ?? null, area?.total[input] ?? null]);
      return [code, area?.variance ?? null, ...ofInputs];
    }),
  ]);
}

function estimatorNamed(name: string): 'jansen' | 'saltelli' {
  if (name === 'jansen' || name === 'saltelli') return name;
  throw new AppError('invalid-request', `--estimator is jansen or saltelli, not "${name}".`, {
    details: { field: '--estimator', value: name, reason: 'jansen or saltelli' },
  });
}

function summaryText(summary: Awaited<ReturnType<typeof sensitivityCommand>>): string {
  const figure = (value: number): string => (Number.isNaN(value) ? '-' : value.toFixed(3));
  const interval = ({ q5, q95 }: { readonly q5: number; readonly q95: number }): string =>
    `${figure(q5)} to ${figure(q95)}`;
  return [
    `${summary.profile}: N = ${summary.n}, ${summary.runCount.toLocaleString('en-GB')} versions, seed ${summary.seed}, ${summary.seconds} s.`,
    `Areas move by ${summary.meanShift.toFixed(2)} ranks on average.`,
    '',
    textTable(
      summary.indices.map((index) => ({
        assumption: index.assumption,
        'first order': figure(index.first),
        '90 %': interval(index.firstInterval),
        'total order': figure(index.total),
        '90 % of it': interval(index.totalInterval),
      })),
    ),
    textTable(
      summary.leaveOneOut.map(({ indicator, meanShift }) => ({
        'left out alone': indicator,
        'mean rank shift': figure(meanShift),
      })),
    ),
    ...summary.files.map((file) => `written: ${file}`),
    '',
  ].join('\n');
}
