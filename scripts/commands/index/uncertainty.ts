import type { Command } from 'commander';
import type { ComparisonGroups } from '../../../core/index/comparison-groups.ts';
import { groupMedianRanks } from '../../../core/uncertainty/group-median.ts';
import { usualAssumptions } from '../../../core/uncertainty/usual-assumptions.ts';
import { worseThanProbabilities } from '../../../core/uncertainty/worse-than.ts';
import {
  runUncertainty,
  type LargerAreaIntervals,
  type UncertaintyResult,
} from '../../../server/analysis/run-uncertainty.ts';
import { indexModel } from '../../../server/usecases/index-run/index-model.ts';
import type { AreaTable } from '../../../server/usecases/index-run/read-area-table.ts';
import { readRunInput } from '../../../server/usecases/index-run/read-run-input.ts';
import { csvText } from '../../../server/usecases/index-run/scores-csv.ts';
import { writeWholeFiles } from '../../../server/usecases/index-run/write-whole-files.ts';
import { createProgressLine } from '../../progress-line.ts';
import { textTable } from '../../text-table.ts';
import { neighboursOption, stoppable, type AnalysisOptions } from './analysis-options.ts';
import { addAssumptionOptions, assumptionsOf, type AssumptionOptions } from './assumption-options.ts';
import { assumptionsHelp } from './assumptions-help.ts';
import { collect, invalidOption, wholeNumber } from './option-values.ts';
import { intervalCells, intervalColumns } from './interval-columns.ts';
import {
  addLargerAreaOptions,
  largerAreaColumns,
  largerAreasCsv,
  largerAreasHelp,
  largerAreasOf,
  type LargerAreaOptions,
} from './larger-area-options.ts';

export interface UncertaintyOptions extends AnalysisOptions, AssumptionOptions, LargerAreaOptions {
  readonly draws: number;
  readonly seed: number;
  readonly group?: string;
  readonly against?: string;
  readonly threads?: number;
  readonly checkpoint?: string;
  readonly ranks?: string;
}

const help = `
${assumptionsHelp}

The output. One row per area, in the order of the input; numbers in full precision, empty where missing:
  code, score, rank            as \`atlas index run\` gives them (rank 1 = highest score)
  draws                        how many draws gave the area a rank
  rank_mean, rank_median       over those draws
  rank_q5, rank_q95            the 90 % interval (quantiles of type 7)
  worst_tenth_probability      share (0-1) of the draws in which the area is in decile 1
  mean_rank_shift              mean distance from \`rank\`
with --against also
  worse_than_probability       share of the draws in which the area ranks worse than that one, a tie counting half; empty for
                               that one, outside its comparison group, and where no draw ranks both
and with --group: group, group_median_rank (of the nominal ranks), apart_from_median (no where the interval covers it).

${largerAreasHelp}

The result depends on profile, data, assumptions, --draws and --seed only: not on threads, nor on being stopped and taken up
again with --checkpoint. Draw k is the same in a run of 100 and of 10,000. Memory: 4 bytes per area, larger ones too, and
draw (1,000 draws of 33,755 areas: 135 MB) and up to 0.3 GB for each thread.

Examples
  atlas index uncertainty --profile index.yaml --input data.csv --output ranks.csv --draws 1000 --seed 1
  atlas index uncertainty --profile index.yaml --input data.csv --output ranks.csv --draws 2000 --seed 7 \\
      --weights 0.25 --normalisation own,z-score --leave-out 0.3 --group lad --json
  atlas index uncertainty --profile index.yaml --input data.csv --output ranks.csv --draws 5000 --seed 7 \\
      --assumptions assumptions.yaml --checkpoint var/draws --against E01005061
  atlas index uncertainty --profile index.yaml --input data.csv --output ranks.csv \\
      --parent ward --parent lad --population people --parents-output larger.csv

Exit codes: 0 done; 2 the profile, assumptions or command are wrong; 3 it cannot be worked out, or was stopped; 4 the data file
is wrong; 1 our mistake. How it works: docs/methods/uncertainty.md.
`;

/** `atlas index uncertainty`. */
export function addUncertaintyCommand(group: Command): void {
  const command = group
    .command('uncertainty')
    .description('How far ranks can be trusted: many plausible versions of the index (Monte Carlo).')
    .requiredOption('--profile <file>', 'the profile, as for `atlas index run`')
    .requiredOption('--input <file>', 'the data, as for `atlas index run`')
    .requiredOption('--output <file>', 'where the intervals go: CSV, a row per area')
    .option('--draws <number>', 'how many versions', wholeNumber('--draws', 1, 1_000_000), 1000)
    .option(
      '--seed <number>',
      'the same seed gives the same result',
      wholeNumber('--seed', 0, 2 ** 32 - 1),
      1,
    );
  addLargerAreaOptions(addAssumptionOptions(command))
    .option('--group <column>', 'compare each area with the median of its group (a column of the input)')
    .option('--against <code>', 'how likely each area ranks worse than this one')
    .option('--ranks <file>', 'also write the rank of every area in every draw: CSV, a column per draw')
    .option('--checkpoint <folder>', 'keep finished draws here until the run is done; a stopped run goes on')
    .option(
      '--threads <number>',
      'worker threads, 0 for none; as many as cores unless said',
      wholeNumber('--threads', 0, 64),
    )
    .option(...neighboursOption)
    .option('--missing <code>', 'what stands for a missing value; may be said again', collect, [])
    .option('--json', 'print the summary as JSON', false)
    .addHelpText('after', help)
    .action(async (options: UncertaintyOptions) => {
      const summary = await uncertaintyCommand(options);
      process.stdout.write(options.json ? `${JSON.stringify(summary, null, 2)}\n` : summaryText(summary));
    });
}

/** Reads, runs and writes. @throws AppError for whatever is wrong with the input. */
export async function uncertaintyCommand(options: UncertaintyOptions) {
  const said = await assumptionsOf(options);
  const { group, ranks, parentsOutput } = options;
  const groupColumn = group === undefined ? [] : [{ name: group, use: 'group', askedBy: '--group' } as const];
  const { profile, table } = await readRunInput({
    ...options,
    outputs: [options.output, ranks, parentsOutput].filter((path) => path !== undefined),
    others: [...(said?.columns ?? []), ...groupColumn, ...largerAreaColumns(options)],
  });
  const against = options.against === undefined ? null : rowOf(options.against, table);
  const assumptions = said?.assumptions ?? usualAssumptions(profile);
  const model = await indexModel(profile, table);
  const started = performance.now();
  const progress = createProgressLine(process.stderr);
  const result = await stoppable((signal) =>
    runUncertainty({
      ...{ model, assumptions, draws: options.draws, seed: options.seed, signal },
      ...{ threads: options.threads, checkpointFolder: options.checkpoint },
      larger: largerAreasOf(table, options),
      onProgress: (done, total) => {
        progress.say(`${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')} draws`);
      },
    }),
  ).finally(progress.end);
  const worseThan = against === null ? null : worseThanInGroup(result, model.data.groups, against);
  const files = [{ path: options.output, text: intervalsCsv(table, result, { group, worseThan }) }];
  if (ranks !== undefined) files.push({ path: ranks, text: ranksCsv(table, result) });
  if (parentsOutput !== undefined) {
    files.push({ path: parentsOutput, text: largerAreasCsv(table, result, options) });
  }
  await writeWholeFiles(files);
  return {
    profile: profile.id,
    draws: options.draws,
    seed: options.seed,
    seconds: Math.round((performance.now() - started) / 100) / 10,
    resumedDraws: result.resumedDraws,
    assumptions,
    ...summaryOf(result),
    larger: result.larger.map((kind, at) => ({ parent: options.parent[at] ?? '', ...summaryOf(kind) })),
    files: files.map(({ path }) => path),
  };
}

/** The row of an area by its code. @throws AppError invalid-request naming --against. */
function rowOf(code: string, { codes, file }: AreaTable): number {
  const row = codes.indexOf(code);
  if (row >= 0) return row;
  throw invalidOption('against', code, `is no area of ${file}`);
}

/** Ranks of two comparison groups say nothing of each other. */
function worseThanInGroup(
  { ranks }: UncertaintyResult,
  { ids }: ComparisonGroups,
  reference: number,
): Float64Array {
  return worseThanProbabilities(ranks, reference).map((share, row) =>
    ids[row] === ids[reference] ? share : NaN,
  );
}

function intervalsCsv(
  table: AreaTable,
  result: UncertaintyResult,
  { group, worseThan }: { readonly group: string | undefined; readonly worseThan: Float64Array | null },
): string {
  const { nominal, statistics } = result;
  const header = [
    ...['code', 'score', 'rank', ...intervalColumns],
    ...(worseThan === null ? [] : ['worse_than_probability']),
  ];
  const rows = table.codes.map((code, row) => [
    ...[code, nominal.score[row] ?? null, nominal.rank[row] ?? null],
    ...intervalCells(statistics, row),
    ...(worseThan === null ? [] : [worseThan[row] ?? null]),
  ]);
  if (group === undefined) return csvText([header, ...rows]);
  const keys = table.texts.get(group) ?? [];
  const medians = groupMedianRanks(nominal.rank, keys);
  const withGroup = rows.map((cells, row) => {
    const key = keys[row] ?? null;
    const median = key === null ? NaN : (medians.get(key) ?? NaN);
    const q5 = statistics.q5[row] ?? NaN;
    const q95 = statistics.q95[row] ?? NaN;
    const isKnown = !Number.isNaN(median) && !Number.isNaN(q5);
    return [...cells, key, median, isKnown ? (q5 <= median && median <= q95 ? 'no' : 'yes') : null];
  });
  return csvText([[...header, 'group', 'group_median_rank', 'apart_from_median'], ...withGroup]);
}

function ranksCsv(table: AreaTable, { ranks }: UncertaintyResult): string {
  const { drawCount, areaCount } = ranks;
  const numbers = Array.from({ length: drawCount }, (_, draw) => draw);
  return csvText([
    ['code', ...numbers.map((draw) => `draw_${draw + 1}`)],
    ...table.codes.map((code, row) => [
      code,
      ...numbers.map((draw) => ranks.ranks[draw * areaCount + row] ?? null),
    ]),
  ]);
}

/** What there is to say of all areas at once. */
function summaryOf({ nominal, statistics }: LargerAreaIntervals) {
  let ranked = 0;
  let shift = 0;
  let width = 0;
  let alwaysWorst = 0;
  let neverWorst = 0;
  nominal.rank.forEach((rank, row) => {
    if (Number.isNaN(rank) || statistics.draws[row] === 0) return;
    ranked += 1;
    shift += statistics.meanShift[row] ?? 0;
    width += (statistics.q95[row] ?? 0) - (statistics.q5[row] ?? 0);
    if (statistics.worstTenth[row] === 1) alwaysWorst += 1;
    if (statistics.worstTenth[row] === 0) neverWorst += 1;
  });
  const mean = (sum: number): number | null => (ranked === 0 ? null : sum / ranked);
  return {
    areas: nominal.rank.length,
    ranked,
    meanRankShift: mean(shift),
    meanIntervalWidth: mean(width),
    alwaysInWorstTenth: alwaysWorst,
    neverInWorstTenth: neverWorst,
    inWorstTenthInSome: ranked - alwaysWorst - neverWorst,
  };
}

function summaryText(summary: Awaited<ReturnType<typeof uncertaintyCommand>>): string {
  const figure = (value: number | null): string => (value === null ? '-' : value.toFixed(1));
  return [
    `${summary.profile}: ${summary.draws.toLocaleString('en-GB')} versions, seed ${summary.seed}, ${summary.seconds} s.`,
    `Varied: ${Object.keys(summary.assumptions).join(', ')}.`,
    '',
    textTable([
      { of: 'areas ranked', figure: `${summary.ranked} of ${summary.areas}` },
      { of: 'mean distance from the nominal rank', figure: figure(summary.meanRankShift) },
      { of: 'mean width of the 90 % interval, in ranks', figure: figure(summary.meanIntervalWidth) },
      { of: 'in the worst tenth in every version', figure: summary.alwaysInWorstTenth },
      { of: 'in some versions', figure: summary.inWorstTenthInSome },
      { of: 'in none', figure: summary.neverInWorstTenth },
    ]),
    ...summary.larger.map(
      ({ parent, ranked, areas, meanIntervalWidth }) =>
        `${parent}: ${ranked} of ${areas} ranked, mean width of the 90 % interval ${figure(meanIntervalWidth)}`,
    ),
    ...summary.files.map((file) => `written: ${file}`),
    '',
  ].join('\n');
}
