import { AppError } from '../../../core/errors.ts';
import type {
  AnalysisRequest,
  SpatialStatisticName,
} from '../../../server/usecases/spatial/analyse-areas.ts';
import { isGlobal } from '../../../server/usecases/spatial/analyse-areas.ts';
import type { IslandRule, WeightsRule } from '../../../server/usecases/spatial/build-neighbours.ts';
import { invalidOption, properShare, refuseOverwriting } from './option-values.ts';

/** The options as Commander gives them; choices are checked by it. */
export interface SpatialOptions {
  readonly input: string;
  readonly field?: string;
  readonly events?: string;
  readonly population?: string;
  readonly secondField?: string;
  readonly data?: string;
  readonly dataCode?: string;
  readonly code?: string;
  readonly missing?: string;
  readonly coordinates: 'auto' | 'degrees' | 'plane';
  readonly xField?: string;
  readonly yField?: string;
  readonly weights: string;
  readonly style: AnalysisRequest['style'];
  readonly snap: string;
  readonly symmetrise: boolean;
  readonly idField?: string;
  readonly linkValues: 'ignore' | 'weight' | 'inverse';
  readonly islands: string;
  readonly statistic: SpatialStatisticName;
  readonly alternative: AnalysisRequest['alternative'];
  readonly permutations: number;
  readonly seed: number;
  readonly screenPermutations?: number;
  readonly screenLevel: string;
  readonly p?: 'permutation' | 'analytic';
  readonly fdr: AnalysisRequest['adjustment'];
  readonly level: string;
  readonly divisor: 'n' | 'n-1';
  readonly moments: 'conditional' | 'total';
  readonly gForm: '1995' | '1992';
  readonly counted: 'all' | 'linked';
  readonly threads?: number;
  readonly output?: string;
  readonly json: boolean;
  readonly saveNeighbours?: string;
}

type OptionName = keyof SpatialOptions;

const isLocal = ({ statistic }: SpatialOptions): boolean => !isGlobal(statistic);
const isOf =
  (...statistics: readonly SpatialStatisticName[]) =>
  ({ statistic }: SpatialOptions): boolean =>
    statistics.includes(statistic);
const weighs =
  (...kinds: readonly string[]) =>
  ({ weights }: SpatialOptions): boolean =>
    kinds.includes(weights.split(':')[0] ?? '');

/** Options that only some requests have a use for, and what they are of. */
const uses: readonly {
  readonly names: readonly OptionName[];
  readonly isOfUse: (options: SpatialOptions) => boolean;
  readonly what: string;
}[] = [
  {
    names: ['screenPermutations', 'screenLevel', 'p', 'fdr', 'level', 'threads'],
    ...{ isOfUse: isLocal, what: 'local statistics' },
  },
  {
    names: ['screenLevel'],
    ...{ isOfUse: (options) => options.screenPermutations !== undefined, what: '--screen-permutations' },
  },
  {
    names: ['divisor'],
    ...{ isOfUse: isOf('local-moran', 'bivariate-local-moran'), what: 'local Moran statistics' },
  },
  { names: ['moments'], isOfUse: isOf('local-moran'), what: '--statistic local-moran' },
  {
    names: ['gForm'],
    ...{ isOfUse: isOf('local-g', 'local-g-star'), what: '--statistic local-g and local-g-star' },
  },
  { names: ['counted'], isOfUse: ({ statistic }) => isGlobal(statistic), what: 'global statistics' },
  { names: ['snap'], isOfUse: weighs('queen', 'rook'), what: '--weights queen and rook' },
  { names: ['symmetrise'], isOfUse: weighs('knn', 'file'), what: '--weights knn and file' },
  { names: ['idField', 'linkValues'], isOfUse: weighs('file'), what: '--weights file' },
];

/**
 * Refuses an option that would change nothing.
 *
 * @param isSaid whether the command line says the option, or it stands at its default.
 * @throws AppError invalid-request naming the option, its value and what it is of.
 */
export function refuseWithoutEffect(options: SpatialOptions, isSaid: (name: OptionName) => boolean): void {
  for (const { names, isOfUse, what } of uses) {
    const idle = names.find((name) => isSaid(name) && !isOfUse(options));
    if (idle === undefined) continue;
    const option = idle.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw invalidOption(option, String(options[idle]), `is of ${what}, and has no effect here`);
  }
}

/**
 * What the options ask for.
 *
 * @throws AppError invalid-request naming the option, its value and the reason.
 */
export function readSpatialRequest(options: SpatialOptions): AnalysisRequest {
  refuseOverwriting({ output: options.output, 'save-neighbours': options.saveNeighbours }, [
    options.input,
    options.data,
  ]);
  return {
    input: options.input,
    coordinates: options.coordinates,
    code: options.code,
    table: tableOf(options),
    value: valueOf(options),
    secondField: options.secondField ?? null,
    missingMarks: options.missing === undefined ? undefined : ['', ...options.missing.split(',')],
    pointFields: pointFieldsOf(options),
    weights: weightsOf(options),
    islands: islandsOf(options.islands),
    statistic: options.statistic,
    style: options.style,
    conventions: { divisor: options.divisor, moments: options.moments, form: options.gForm },
    counted: options.counted,
    alternative: options.alternative,
    permutations: options.permutations,
    seed: options.seed,
    screening: screeningOf(options),
    decidedBy: options.p ?? (options.permutations > 0 ? 'permutation' : 'analytic'),
    adjustment: options.fdr,
    level: properShare('level', options.level),
  };
}

function valueOf({ field, events, population }: SpatialOptions): AnalysisRequest['value'] {
  if (field !== undefined && events === undefined && population === undefined)
    return { kind: 'field', field };
  if (field === undefined && events !== undefined && population !== undefined) {
    return { kind: 'rate', events, population };
  }
  throw new AppError('invalid-request', 'Give either --field, or --events and --population together.', {
    details: { field: 'field' },
  });
}

function tableOf({ data, dataCode }: SpatialOptions): AnalysisRequest['table'] {
  if (data !== undefined) return { path: data, codeColumn: dataCode };
  if (dataCode === undefined) return null;
  throw invalidOption('data-code', dataCode, 'is of a table, and no --data is given');
}

function pointFieldsOf({ xField, yField }: SpatialOptions): AnalysisRequest['pointFields'] {
  if (xField === undefined && yField === undefined) return null;
  if (xField !== undefined && yField !== undefined) return { x: xField, y: yField };
  throw new AppError('invalid-request', 'Give --x-field and --y-field together.', {
    details: { field: 'x-field' },
  });
}

function screeningOf({
  screenPermutations,
  screenLevel,
  permutations,
}: SpatialOptions): AnalysisRequest['screening'] {
  if (screenPermutations === undefined) return null;
  if (screenPermutations > permutations && permutations > 0) {
    return { permutations: screenPermutations, level: properShare('screen-level', screenLevel) };
  }
  throw invalidOption(
    'screen-permutations',
    String(screenPermutations),
    `must be more than --permutations, which is ${permutations}`,
  );
}

function weightsOf(options: SpatialOptions): WeightsRule {
  const { weights, symmetrise } = options;
  const [kind = '', ...rest] = weights.split(':');
  const detail = rest.join(':');
  switch (kind) {
    case 'queen':
    case 'rook':
      if (detail !== '') throw invalidOption('weights', weights, `has something behind ${kind}`);
      return { kind, tolerance: distance('snap', options.snap) };
    case 'knn': {
      const k = Number(detail);
      if (!/^\d{1,6}$/.test(detail) || k < 1)
        throw invalidOption('weights', weights, 'wants a whole number: knn:4');
      return { kind, k, symmetrise };
    }
    case 'distance': {
      const [lower = '', upper = '', ...more] = detail.split(',');
      if (more.length > 0 || upper === '')
        throw invalidOption('weights', weights, 'wants two limits: distance:0,5000');
      return { kind, lower: distance('weights', lower), upper: distance('weights', upper) };
    }
    case 'file':
      if (detail === '') throw invalidOption('weights', weights, 'wants a path: file:neighbours.gal');
      return {
        kind,
        path: detail,
        idField: options.idField ?? null,
        linkValues: options.linkValues,
        symmetrise,
      };
    default:
      throw invalidOption('weights', weights, 'is not queen, rook, knn:K, distance:LOW,HIGH or file:PATH');
  }
}

function islandsOf(text: string): IslandRule {
  if (text === 'none' || text === 'nearest') return { kind: text };
  if (text.startsWith('links:') && text.length > 6) return { kind: 'links', path: text.slice(6) };
  throw invalidOption('islands', text, 'is not none, nearest or links:FILE');
}

/** A distance of 0 or more: a plain number, or metres with m or km behind. */
function distance(option: string, text: string): number {
  const [, digits = '', unit = ''] = /^\s*(\d+\.?\d*(?:e-?\d+)?|\.\d+)\s*(m|km)?\s*$/i.exec(text) ?? [];
  if (digits === '') throw invalidOption(option, text, 'has no distance of 0 or more');
  return Number(digits) * (unit.toLowerCase() === 'km' ? 1000 : 1);
}
