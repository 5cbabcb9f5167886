import { join } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../../core/errors.ts';
import { snakeCase } from '../../../core/snake-case.ts';
import { correlationMethods, type CorrelationMethod } from '../../../core/reliability/correlation-matrix.ts';
import { readRunInput } from '../../../server/usecases/index-run/read-run-input.ts';
import {
  reliabilityReport,
  type ReliabilityReport,
} from '../../../server/usecases/index-run/reliability-report.ts';
import { runIndex } from '../../../server/usecases/index-run/run-index.ts';
import { csvText } from '../../../server/usecases/index-run/scores-csv.ts';
import { solverFor } from '../../../server/usecases/index-run/solve-with-highs.ts';
import { writeWholeFiles } from '../../../server/usecases/index-run/write-whole-files.ts';
import { textTable } from '../../text-table.ts';
import { neighboursOption, type AnalysisOptions } from './analysis-options.ts';
import { collect } from './option-values.ts';

export interface ReportOptions extends AnalysisOptions {
  readonly correlation: string;
  readonly size?: string;
}

const help = `
The files, in the --output folder; numbers in full precision, empty where missing:
  indicators.csv    of each raw indicator: how many available, non-zero, different; min, max, mean, median, standard deviation,
                    skewness and kurtosis (type 2); size_column, size_correlation: Pearson's r of the indicator, as it goes
                    into the index before normalisation, with --size or the denominator it goes with most closely; flags:
                    few-available few-non-zero few-unique outliers size-dependent (|r| > 0.6)
  components.csv    Cronbach's alpha (pairwise-complete covariances), Kaiser-Meyer-Olkin measure, p of Bartlett's sphericity
  children.csv      of each child of a component: alpha without it; the share of the component's variance it explains along a
                    spline (explained) and a straight line (explained_linear); that as a share of the siblings' sum against
                    the share of the weight; flag more | less where they differ by more than half
  correlations.csv  pairs of siblings, then of all indicators: r, n (areas that have both), p, flag: double-counting
                    (r > 0.9), weak (|r| < 0.3), trade-off (r <= -0.3)
Values are those that are added up: directed, treated and normalised.

Examples
  atlas index report --profile index.yaml --input data.csv --output report --correlation spearman
  atlas index report --profile index.yaml --input data.csv --output report --size people

Exit codes: 0 done; 2 the profile or command is wrong; 3 it cannot be worked out; 4 the data file is wrong; 1 our mistake.
`;

/** `atlas index report`. */
export function addReportCommand(group: Command): void {
  group
    .command('report')
    .description(
      'How well an index hangs together: statistics, alpha, correlations, importance against weight.',
    )
    .requiredOption('--profile <file>', 'the profile, as for `atlas index run`')
    .requiredOption('--input <file>', 'the data, as for `atlas index run`')
    .requiredOption('--output <folder>', 'where the files of the report go')
    .option('--correlation <method>', correlationMethods.join(', '), 'pearson')
    .option(
      '--size <column>',
      'a column that says how large areas are (people); every denominator of the profile unless said',
    )
    .option(...neighboursOption)
    .option('--missing <code>', 'what stands for a missing value; may be said again', collect, [])
    .option('--json', 'print the report as JSON', false)
    .addHelpText('after', help)
    .action(async (options: ReportOptions) => {
      const report = await reportCommand(options);
      process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : summaryText(report));
    });
}

/** Reads, works out and writes. @throws AppError for whatever is wrong with the input. */
export async function reportCommand(
  options: ReportOptions,
): Promise<ReliabilityReport & { readonly files: readonly string[] }> {
  const method = methodNamed(options.correlation);
  const { size } = options;
  const { profile, table } = await readRunInput({
    ...options,
    outputs: [options.output],
    others: size === undefined ? [] : [{ name: size, use: 'number', askedBy: '--size' }],
  });
  const run = runIndex(profile, table, await solverFor(profile));
  const report = reliabilityReport(run, method, size);
  const { indicators, components, children, pairs } = report;
  const lists = { indicators, components, children, correlations: pairs };
  const files = Object.entries(lists).map(([name, rows]) => ({
    path: join(options.output, `${name}.csv`),
    text: listCsv(rows),
  }));
  await writeWholeFiles(files);
  return { ...report, files: files.map(({ path }) => path) };
}

/** Objects of one kind as CSV, their names as columns: `alphaWithout` as alpha_without. */
function listCsv(rows: readonly object[]): string {
  const names = Object.keys(rows[0] ?? {});
  return csvText([
    names.map(snakeCase),
    ...rows.map((row) => {
      const cells = new Map<string, unknown>(Object.entries(row));
      return names.map((name) => cellOf(cells.get(name)));
    }),
  ]);
}

function cellOf(value: unknown): string | number | null {
  if (typeof value === 'number' || typeof value === 'string') return value;
  return Array.isArray(value) ? value.join(' ') : null;
}

function methodNamed(name: string): CorrelationMethod {
  const method = correlationMethods.find((each) => each === name);
  if (method !== undefined) return method;
  const reason = `one of ${correlationMethods.join(', ')}`;
  throw new AppError('invalid-request', `--correlation is ${reason}, not "${name}".`, {
    details: { field: '--correlation', value: name, reason },
  });
}

function summaryText(report: ReliabilityReport & { readonly files: readonly string[] }): string {
  const figure = (value: number | null): string =>
    value === null || Number.isNaN(value) ? '-' : value.toFixed(3);
  return [
    textTable(
      report.components.map(({ id, children, alpha, kmo }) => ({
        ...{ component: id, inputs: children.length, alpha: figure(alpha), kmo: figure(kmo) },
      })),
    ),
    ...report.warnings.map((warning) => `warning: ${warning}`),
    ...report.files.map((file) => `written: ${file}`),
    '',
  ].join('\n');
}
