import type { Command } from 'commander';
import { AppError } from '../../../core/errors.ts';
import { conversionSummary } from '../../../server/usecases/convert-table/conversion-summary.ts';
import type { RateColumns } from '../../../server/usecases/convert-table/coded-values.ts';
import {
  convertTable,
  type ConversionRequest,
} from '../../../server/usecases/convert-table/convert-table.ts';
import { convertedCsv } from '../../../server/usecases/convert-table/converted-csv.ts';
import { writeWholeFiles } from '../../../server/usecases/index-run/write-whole-files.ts';
import { textTable } from '../../text-table.ts';
import { convertHelp } from './convert-help.ts';
import { collect, invalidOption, refuseOverwriting } from './option-values.ts';

interface ConvertOptions {
  readonly input: string;
  readonly lookup: string;
  readonly from?: string;
  readonly to?: string;
  readonly counts: readonly string[];
  readonly rates: readonly string[];
  readonly scores: readonly string[];
  readonly ranks: readonly string[];
  readonly population?: string;
  readonly newPopulation?: string;
  readonly overlaps?: string;
  readonly missing: readonly string[];
  readonly output: string;
  readonly json: boolean;
}

/** `atlas index convert`. */
export function addConvertCommand(group: Command): void {
  group
    .command('convert')
    .summary('figures on areas of one year, brought to those of another')
    .description('Brings counts, rates, scores and ranks from one vintage of areas to another, by a lookup.')
    .requiredOption('--input <file>', 'CSV of the old areas: first column the area code; .gz and zip too')
    .requiredOption('--lookup <file>', 'CSV: an exact-fit lookup from old codes to new ones')
    .option('--from <column>', 'its column of old codes (default: found)')
    .option('--to <column>', 'its column of new codes (default: found)')
    .option('--counts <columns>', 'counts, with commas between; may be said again', collectList, [])
    .option(
      '--rates <rates>',
      'NAME:NUMERATOR/DENOMINATOR, with *100 behind for percent; commas between; may be said again',
      collectList,
      [],
    )
    .option('--scores <columns>', 'scores and means, with commas between; may be said again', collectList, [])
    .option('--ranks <columns>', 'ranks, 1 = lowest, with commas between; may be said again', collectList, [])
    .option('--population <column>', 'people of the old areas: weights of a merger')
    .option('--new-population <file>', 'CSV of two columns: new code, people: shares of a split')
    .option('--overlaps <file>', 'CSV of three columns: old code, new code, people who live in both')
    .option('--missing <code>', 'what stands for a missing value; may be said again', collect, [])
    .requiredOption('--output <file>', 'where the figures of the new areas go: CSV')
    .option('--json', 'print what was done, and what could not be placed, as JSON', false)
    .addHelpText('after', convertHelp)
    .action(runConvert);
}

async function runConvert(options: ConvertOptions): Promise<void> {
  const { input, lookup, output, overlaps, newPopulation } = options;
  refuseOverwriting({ output }, [input, lookup, overlaps, newPopulation]);
  const converted = await convertTable(readRequest(options));
  await writeWholeFiles([{ path: output, text: convertedCsv(converted) }]);
  const summary = conversionSummary(converted);
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ input, output, ...summary }, null, 2)}\n`
      : summaryText(summary, output),
  );
}

function summaryText(summary: ReturnType<typeof conversionSummary>, output: string): string {
  const { areas, changes, columns, warnings } = summary;
  const parts = Object.entries(changes).map(([change, count]) => `${count} ${change}`);
  return [
    `${areas} new areas: ${parts.join(', ')}.`,
    textTable(
      columns.map(({ unallocated_codes: codes, ...figures }) => ({ ...figures, codes: codes.length })),
    ),
    ...warnings.map((warning) => `warning: ${warning}`),
    `written: ${output}`,
    '',
  ].join('\n');
}

function readRequest(options: ConvertOptions): ConversionRequest {
  const { from, to, counts, rates, scores, ranks } = options;
  if (counts.length + rates.length + scores.length + ranks.length === 0) {
    throw new AppError('invalid-request', 'Give --counts, --rates, --scores or --ranks: what to convert.', {
      details: { field: 'counts' },
    });
  }
  if ((from === undefined) !== (to === undefined)) {
    throw invalidOption(
      from === undefined ? 'to' : 'from',
      from ?? to ?? '',
      'wants its counterpart: give both',
    );
  }
  return {
    input: options.input,
    lookup: options.lookup,
    columns: from === undefined || to === undefined ? null : { from, to },
    ...{ counts, scores, ranks, rates: rates.map(rateOf), missing: options.missing },
    population: options.population ?? null,
    newPopulation: options.newPopulation ?? null,
    overlaps: options.overlaps ?? null,
  };
}

function rateOf(text: string): RateColumns {
  const [, ...parts] = /^([^:]+):([^/]+)\/([^/*]+)(?:\*([^*]*))?$/.exec(text) ?? [];
  const [name = '', numerator = '', denominator = '', scale = '1'] = parts;
  const rate = {
    ...{ name: name.trim(), numerator: numerator.trim(), denominator: denominator.trim() },
    scale: Number(scale),
  };
  const isNamed = rate.name !== '' && rate.numerator !== '' && rate.denominator !== '';
  if (isNamed && rate.scale > 0 && Number.isFinite(rate.scale)) return rate;
  throw invalidOption('rates', text, 'is not NAME:NUMERATOR/DENOMINATOR or NAME:NUMERATOR/DENOMINATOR*SCALE');
}

/** An option that may be said again, and may hold several values with commas between. */
function collectList(text: string, before: readonly string[]): string[] {
  return [...before, ...text.split(',').map((part) => part.trim())].filter((part) => part !== '');
}
