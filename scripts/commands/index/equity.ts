import type { Command } from 'commander';
import { measureEquity, type EquityRequest } from '../../../server/usecases/equity/measure-equity.ts';
import { writeWholeFiles } from '../../../server/usecases/index-run/write-whole-files.ts';
import { namedLines } from '../../text-table.ts';
import { collect, invalidOption, refuseOverwriting } from './option-values.ts';

interface EquityOptions {
  readonly input: string;
  readonly value: string;
  readonly weight?: string;
  readonly group?: string;
  readonly standing?: string;
  readonly reverse: boolean;
  readonly bounds?: string;
  readonly aversion: string;
  readonly missing: readonly string[];
  readonly output?: string;
  readonly json: boolean;
}

const help = `
Figures
  gini, gini_corrected (times n/(n-1), without --weight), theil (with --group in parts), atkinson_E, hoover, palma
  with --standing: concentration_index (below 0: those who stand low have more than their share), its jackknife standard
  error, slope_index (value at the top less at the bottom of the standing, by the line of best fit), relative_index
  (slope over the mean); with --bounds also erreygers_index and wagstaff_index
  Values are per head (a share, an amount) and 0 or more; --weight says how many people a row is. Rows without value, weight
  or standing are left out of the figures that need them. A value or weight below 0, or a value out of --bounds, is an error
  that names file, line, column and value.

Columns of --output: share_people, share_total (the concentration curve with --standing, else the Lorenz curve)

Examples
  atlas index equity --input incomes.csv --value income --aversion 0.5,1,2
  atlas index equity --input areas.csv --value coverage_share --weight people --standing imd_score --reverse \\
    --bounds 0,1 --output curve.csv

Exit codes: 0 done; 2 an option is wrong; 3 it cannot be worked out; 4 a file breaks its format; 1 our mistake.
Definitions and sources: docs/methods/spatial-statistics.md, section Inequality
`;

/** `atlas index equity`. */
export function addEquityCommand(group: Command): void {
  group
    .command('equity')
    .summary('inequality of a column: Gini, Theil, Atkinson, concentration along a standing')
    .description(
      'How unequally something is shared out between areas or people, and whether along a standing such as deprivation.',
    )
    .requiredOption('--input <file>', 'CSV: first column the area code; .gz and zip too')
    .requiredOption('--value <column>', 'what is shared out, per head')
    .option('--weight <column>', 'people of a row (default: one each)')
    .option('--group <column>', "groups for Theil's parts: authorities, say")
    .option(
      '--standing <column>',
      'where people stand, lowest first: an income, or a deprivation rank with 1 the worst off',
    )
    .option('--reverse', 'the standing is higher for those worse off, as a deprivation score is', false)
    .option('--bounds <lower,upper>', 'lowest and highest possible value: 0,1 for a share')
    .option(
      '--aversion <numbers>',
      "aversions to inequality of Atkinson's index, with commas between",
      '0.5,1',
    )
    .option(
      '--missing <code>',
      'what stands for a missing value beside empty cells and NA; may be said again',
      collect,
      [],
    )
    .option('--output <file>', 'write the curve as CSV')
    .option('--json', 'print the figures as JSON', false)
    .addHelpText('after', help)
    .action(runEquity);
}

async function runEquity(options: EquityOptions): Promise<void> {
  const { figures, curve } = await measureEquity(readRequest(options));
  if (options.output !== undefined) {
    const rows = Array.from(curve.people, (people, at) => `${people},${curve.total[at] ?? ''}`);
    await writeWholeFiles([{ path: options.output, text: `share_people,share_total\n${rows.join('\n')}\n` }]);
  }
  process.stdout.write(options.json ? `${JSON.stringify(figures, null, 2)}\n` : namedLines(figures));
}

function readRequest(options: EquityOptions): EquityRequest {
  const { input, output, standing, reverse } = options;
  refuseOverwriting({ output }, [input]);
  if (reverse && standing === undefined)
    throw invalidOption('reverse', 'true', 'turns a standing round, and none is given');
  if (options.bounds !== undefined && standing === undefined) {
    throw invalidOption(
      'bounds',
      options.bounds,
      'corrects a concentration index, and no --standing is given',
    );
  }
  return {
    input,
    value: options.value,
    weight: options.weight ?? null,
    group: options.group ?? null,
    standing: standing === undefined ? null : { column: standing, isReversed: reverse },
    bounds: options.bounds === undefined ? null : boundsOf(options.bounds),
    aversions: numbersOf('aversion', options.aversion),
    missing: options.missing,
  };
}

function boundsOf(text: string): { readonly lower: number; readonly upper: number } {
  const [lower = NaN, upper = NaN, ...more] = numbersOf('bounds', text);
  if (more.length === 0 && lower < upper) return { lower, upper };
  throw invalidOption('bounds', text, 'is not two numbers, the lower first');
}

function numbersOf(option: string, text: string): number[] {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (numbers.every(Number.isFinite)) return numbers;
  throw invalidOption(option, text, 'is no list of numbers');
}
