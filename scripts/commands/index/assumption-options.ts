import type { Command } from 'commander';
import { assumptionsSchema } from '../../../core/contract/assumptions.ts';
import { AppError } from '../../../core/errors.ts';
import { deepestIssue } from '../../../server/usecases/parse-yaml.ts';
import {
  columnsOf,
  readAssumptionsFile,
  type ReadAssumptions,
} from '../../../server/usecases/index-run/read-assumptions.ts';

/** The options that say what is varied; all of them but `assumptions` may be combined. */
export interface AssumptionOptions {
  readonly assumptions?: string;
  readonly weights?: string;
  readonly normalisation?: string;
  readonly aggregation?: string;
  readonly imputation?: string;
  readonly treatment?: string;
  readonly base?: string;
  readonly leaveOut?: string | true;
  readonly smallNumbers?: true;
  readonly imputedValues?: true;
}

/** Adds the options to a command. */
export function addAssumptionOptions(command: Command): Command {
  return command
    .option(
      '--assumptions <file>',
      'what is varied, as YAML or JSON (see below); not with the options that follow',
    )
    .option('--weights <noise>', 'noise on weights: 0.25 for +/-25 %, dirichlet:100 for Dirichlet shares')
    .option('--normalisation <list>', 'methods, each as likely: own,z-score,percentile')
    .option('--aggregation <list>', 'methods: own,geometric')
    .option('--imputation <list>', 'methods: own,median,group-median:COLUMN')
    .option('--treatment <list>', 'of outliers: own,none,default,log-ct')
    .option('--base <list>', 'areas that the normalisation sees: own,everything,within:COLUMN')
    .option('--leave-out [share]', 'leave one indicator out, in this share of the draws (0.5 unless said)')
    .option(
      '--small-numbers',
      'rates that the counts could as well have come from (profiles with denominators)',
    )
    .option(
      '--imputed-values',
      'draw imputed values anew (profiles that impute by mean, group-mean, em, spatial-lag)',
    );
}

/** What is varied where nothing is said: the options written out, for the help and the summary. */
export const defaultAssumptionsText = `weights +/-25 %, one indicator left out in half of the draws, and the profile's own
normalisation against z-score (mean 50, sd 10), min-max (1 to 100) and percentile. Profiles that take means other than
arithmetic ones, or normalise nothing, keep their own normalisation.`;

/**
 * The assumptions of a command line: from the file, or from the options, or the usual ones.
 *
 * @throws AppError invalid-request naming the option, or the file, line and field.
 */
export async function assumptionsOf(options: AssumptionOptions): Promise<ReadAssumptions | null> {
  const written = fromOptions(options);
  if (options.assumptions !== undefined) {
    const [extra] = Object.keys(written);
    if (extra !== undefined) {
      throw invalid(
        '--assumptions',
        options.assumptions,
        `the file says all that is varied: say ${extra} there`,
      );
    }
    return readAssumptionsFile(options.assumptions);
  }
  if (Object.keys(written).length === 0) return null;
  const parsed = assumptionsSchema.safeParse(written);
  if (parsed.success) {
    return { assumptions: parsed.data, columns: columnsOf(parsed.data, (field) => optionOf(field)) };
  }
  const { path, message } = deepestIssue(parsed.error.issues);
  throw invalid(optionOf(String(path[0] ?? 'assumptions')), path.slice(1).map(String).join('.'), message);
}

function fromOptions(options: AssumptionOptions): Readonly<Record<string, unknown>> {
  const written: Record<string, unknown> = {};
  const { weights, leaveOut, smallNumbers, imputedValues } = options;
  if (weights !== undefined) written['weights'] = weightNoise(weights);
  for (const name of ['normalisation', 'aggregation', 'imputation', 'treatment', 'base'] as const) {
    const list = options[name];
    if (list !== undefined) written[name] = list.split(',').map((item) => optionNamed(name, item.trim()));
  }
  if (leaveOut !== undefined)
    written['leaveOut'] = leaveOut === true ? {} : { share: numberOf('--leave-out', leaveOut) };
  if (smallNumbers === true) written['smallNumbers'] = {};
  if (imputedValues === true) written['imputedValues'] = {};
  return written;
}

function weightNoise(text: string): unknown {
  const [kind = '', size] = text.split(':');
  if (kind === 'dirichlet') {
    return {
      noise: 'dirichlet',
      ...(size === undefined ? {} : { concentration: numberOf('--weights', size) }),
    };
  }
  if (kind === 'uniform')
    return { noise: 'uniform', ...(size === undefined ? {} : { spread: numberOf('--weights', size) }) };
  return { noise: 'uniform', spread: numberOf('--weights', text) };
}

/** `group-median:lad` and `within:lad` name a column after the colon. */
function optionNamed(option: string, item: string): unknown {
  const colon = item.indexOf(':');
  if (colon < 0) return item;
  const name = item.slice(0, colon);
  const column = item.slice(colon + 1);
  if (option === 'base' && name === 'within') return { within: column };
  if (option === 'imputation') return { method: name, group: column };
  throw invalid(`--${option}`, item, 'write methods with settings of their own into an --assumptions file');
}

function numberOf(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw invalid(option, text, 'it wants a number');
  return value;
}

function optionOf(field: string): string {
  return `--${field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function invalid(field: string, value: string, reason: string): AppError {
  return new AppError('invalid-request', `${field}${value === '' ? '' : ` (${value})`}: ${reason}.`, {
    details: { field, value, reason },
  });
}
