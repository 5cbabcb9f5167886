import { Option, type Command } from 'commander';
import { protectFile, type NamedLine } from '../../../server/usecases/disclosure/protect-file.ts';
import { roundFile } from '../../../server/usecases/disclosure/round-file.ts';
import { writeWholeFiles } from '../../../server/usecases/index-run/write-whole-files.ts';
import { namedLines } from '../../text-table.ts';
import { collect, invalidOption, refuseOverwriting, wholeNumber } from './option-values.ts';
import { protectHelp } from './protect-help.ts';

interface ProtectOptions {
  readonly input: string;
  readonly columns?: string;
  readonly totals?: string;
  readonly threshold?: number;
  readonly zeroIsDisclosive?: true;
  readonly within?: string;
  readonly minimumPopulation?: string;
  readonly round?: number;
  readonly method?: 'nearest' | 'random';
  readonly seed?: number;
  readonly missing: readonly string[];
  readonly output: string;
  readonly json: boolean;
}

const usualThreshold = 10;

/** `atlas index protect`. */
export function addProtectCommand(group: Command): void {
  group
    .command('protect')
    .summary('a table of counts to be shared: withhold or round small counts')
    .description(
      'Makes a table of counts fit to be shared: withholds small counts, and others so that totals do not give them ' +
        'away; or rounds every count.',
    )
    .requiredOption('--input <file>', 'CSV of counts: first column what a row is; .gz and zip too')
    .option(
      '--columns <names>',
      'the columns of counts, with commas between (default: all but the first and those of other options)',
    )
    .option('--totals <column>', 'the column of row totals, if the file has one')
    .option(
      '--threshold <number>',
      `counts above 0 and below this are withheld (default: ${usualThreshold})`,
      wholeNumber('--threshold', 2, 1_000_000),
    )
    .option('--zero-is-disclosive', 'counts of 0 are withheld too')
    .option('--within <column>', 'totals of the columns are known for each of these: authorities')
    .option('--minimum-population <column,number>', 'withhold all counts of a row with fewer people')
    .option(
      '--round <base>',
      'instead: round every count to a multiple of this',
      wholeNumber('--round', 2, 1000),
    )
    .addOption(new Option('--method <name>', 'of --round (default: nearest)').choices(['nearest', 'random']))
    .option(
      '--seed <number>',
      'of --method random: a number that nobody can guess',
      wholeNumber('--seed', 0, 2 ** 32 - 1),
    )
    .option('--missing <code>', 'what stands for a missing value; may be said again', collect, [])
    .requiredOption('--output <file>', 'where the table goes that may be shared: CSV')
    .option('--json', 'print the summary as JSON', false)
    .addHelpText('after', protectHelp)
    .action(runProtect);
}

async function runProtect(options: ProtectOptions): Promise<void> {
  const { input, output, round } = options;
  refuseOverwriting({ output }, [input]);
  const { csv, summary, openLines } =
    round === undefined ? await withheld(options) : await rounded(options, round);
  await writeWholeFiles([{ path: output, text: csv }]);
  if (options.json) {
    const whole = { ...summary, ...(openLines === null ? {} : { open_lines: openLines }), output };
    process.stdout.write(`${JSON.stringify(whole, null, 2)}\n`);
    return;
  }
  const lines = (openLines ?? []).map(
    (line) => `${inWords(line)} must be withheld wherever it is published.\n`,
  );
  process.stdout.write(`${namedLines({ ...summary, output })}${lines.join('')}`);
}

interface Shared {
  readonly csv: string;
  readonly summary: Readonly<Record<string, string | number>>;
  readonly openLines: readonly NamedLine[] | null;
}

async function withheld(options: ProtectOptions): Promise<Shared> {
  for (const option of ['method', 'seed'] as const) {
    const value = options[option];
    if (value !== undefined)
      throw invalidOption(option, String(value), 'is of --round, which is not asked for');
  }
  const threshold = options.threshold ?? usualThreshold;
  const found = await protectFile({
    ...sourceOf(options),
    threshold,
    withholdZero: options.zeroIsDisclosive === true,
    within: options.within ?? null,
    minimum: options.minimumPopulation === undefined ? null : minimumOf(options.minimumPopulation),
  });
  return {
    csv: found.csv,
    summary: {
      ...{ input: options.input, threshold, rows: found.rows, columns: found.columns.join(',') },
      ...found.cells,
      rows_of_few_people: found.rowsOfFewPeople,
      totals_that_differ: found.totalsThatDiffer,
    },
    openLines: found.openLines,
  };
}

async function rounded(options: ProtectOptions, base: number): Promise<Shared> {
  const { threshold, zeroIsDisclosive, within, minimumPopulation, seed } = options;
  const ofWithholding = {
    ...{ threshold, within, 'zero-is-disclosive': zeroIsDisclosive },
    'minimum-population': minimumPopulation,
  };
  for (const [option, value] of Object.entries(ofWithholding)) {
    if (value !== undefined)
      throw invalidOption(option, String(value), 'is of withholding; --round shows every count');
  }
  const method = options.method ?? 'nearest';
  if (method === 'nearest' && seed !== undefined) {
    throw invalidOption('seed', String(seed), 'is of --method random');
  }
  if (method === 'random' && seed === undefined) {
    throw invalidOption('method', method, 'wants a --seed that nobody can guess');
  }
  const found = await roundFile({ ...sourceOf(options), base, seed: seed ?? null });
  return {
    csv: found.csv,
    summary: {
      ...{ input: options.input, base, method, rows: found.rows, columns: found.columns.join(',') },
      ...{ rounded: found.rounded, withheld_before: found.withheldBefore },
    },
    openLines: null,
  };
}

function sourceOf({ input, columns, totals, missing }: ProtectOptions) {
  return {
    ...{ input, missing, totals: totals ?? null },
    columns: columns === undefined ? null : namesOf(columns),
  };
}

function namesOf(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (!names.includes('')) return names;
  throw invalidOption('columns', text, 'has a name that is empty');
}

function minimumOf(text: string): { readonly column: string; readonly people: number } {
  const comma = text.lastIndexOf(',');
  const people = text.slice(comma + 1).trim();
  if (comma > 0 && /^\d{1,9}$/.test(people)) {
    return { column: text.slice(0, comma).trim(), people: Number(people) };
  }
  throw invalidOption('minimum-population', text, 'is no column and number: people,1000');
}

function inWords({ line, name, within }: NamedLine): string {
  return `The total of ${line} ${name}${within === null ? '' : ` within ${within}`}`;
}
