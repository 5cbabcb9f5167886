import type { GlobalAnalysis } from '../../../server/analysis/global-analysis.ts';
import type { LocalAnalysis } from '../../../server/analysis/local-analysis.ts';
import { csvText } from '../../../server/usecases/index-run/scores-csv.ts';
import type { AnalysisRequest, AreasAnalysis } from '../../../server/usecases/spatial/analyse-areas.ts';
import { namedLines, textTable } from '../../text-table.ts';

type Cell = string | number | null;
type Row = Readonly<Record<string, Cell>>;

export interface OutputTable {
  readonly csv: () => string;
  readonly records: () => readonly Row[];
}

/** One column of the local output: its name, what it holds (for the help), and its cell of an area. */
interface LocalColumn {
  readonly name: string;
  readonly meaning: string;
  readonly cell: (found: LocalAnalysis, area: number, analysis: AreasAnalysis) => Cell;
}

export const localColumns: readonly LocalColumn[] = [
  {
    name: 'feature',
    meaning: 'number of the feature in the file, from 1',
    cell: (_, area, { areas }) => areas.areas[area]?.feature ?? null,
  },
  { name: 'code', meaning: 'code of the area', cell: (_, area, { codes }) => codes.codes[area] ?? null },
  {
    name: 'value',
    meaning: 'the field, or the standardised rate; empty where there is none',
    cell: (_, area, { values }) => number(values[area]),
  },
  {
    name: 'second_value',
    meaning: 'the second field',
    cell: (_, area, { secondValues }) => number(secondValues?.[area]),
  },
  {
    name: 'neighbours',
    meaning: 'neighbours that have a value',
    cell: (found, area) => found.neighbourCounts[area] ?? 0,
  },
  {
    name: 'lag',
    meaning: "weighted sum of the neighbours' values (their mean with style W)",
    cell: (found, area) => number(found.lag[area]),
  },
  {
    name: 'statistic',
    meaning: 'local Moran I_i; weighted sum for Gi and Gi* (z is the published form); c_i',
    cell: (found, area) => number(found.statistic[area]),
  },
  {
    name: 'expectation',
    meaning: 'what the statistic would be by chance, by formula',
    cell: (found, area) => number(found.expectation[area]),
  },
  {
    name: 'variance',
    meaning: 'its variance by formula',
    cell: (found, area) => number(found.variance[area]),
  },
  {
    name: 'z',
    meaning: '(statistic - expectation) / standard deviation',
    cell: (found, area) => number(found.z[area]),
  },
  {
    name: 'p_analytic',
    meaning: 'p of z under a normal distribution',
    cell: (found, area) => number(found.analyticP[area]),
  },
  {
    name: 'permutations',
    meaning: 'conditional permutations of this area',
    cell: (found, area) => found.permutations[area] ?? 0,
  },
  {
    name: 'p_permutation',
    meaning: 'p by permutations; two-sided: 2 (min(#>=, #<=) + 1) / (P + 1), at most 1',
    cell: (found, area) => number(found.permutationP[area]),
  },
  {
    name: 'permutation_mean',
    meaning: 'mean of the statistic over the permutations',
    cell: (found, area) => number(found.permutedMean[area]),
  },
  {
    name: 'permutation_sd',
    meaning: 'its standard deviation over them',
    cell: (found, area) => number(found.permutedDeviation[area]),
  },
  {
    name: 'p',
    meaning: 'the p that decides (--p); 1 for an area without neighbours',
    cell: (found, area) => number(found.p[area]),
  },
  { name: 'q', meaning: 'p corrected by --fdr', cell: (found, area) => number(found.q[area]) },
  { name: 'class', meaning: 'see Classes', cell: (found, area) => found.classes[area] ?? null },
];

/** The result as a table: one row for each area, or the one row of a global statistic. */
export function tableOf(analysis: AreasAnalysis, request: AnalysisRequest): OutputTable {
  const { result } = analysis;
  if (result.scope === 'global') return table([globalRow(result.found, request)]);
  const columns = localColumns.filter(
    ({ name }) => name !== 'second_value' || analysis.secondValues !== null,
  );
  return table(
    analysis.areas.areas.map((_, area) =>
      Object.fromEntries(columns.map(({ name, cell }) => [name, cell(result.found, area, analysis)])),
    ),
  );
}

function table(rows: readonly Row[]): OutputTable {
  return {
    records: () => rows,
    csv: () => {
      const names = Object.keys(rows[0] ?? {});
      return csvText([names, ...rows.map((row) => names.map((name) => row[name] ?? null))]);
    },
  };
}

export interface Summary {
  readonly request: Row;
  readonly notes: readonly string[];
  readonly result: Row;
  /** Areas by class; null for a global statistic. */
  readonly classes: Readonly<Record<string, number>> | null;
}

export function summaryOf(analysis: AreasAnalysis, request: AnalysisRequest): Summary {
  const { result, notes } = analysis;
  const asked: Row = {
    input: request.input,
    value: valueName(request),
    second_value: request.secondField,
    statistic: request.statistic,
    weights: weightsName(request),
    style: request.style,
    islands: request.islands.kind,
    alternative: request.alternative,
    permutations: request.permutations,
    seed: request.seed,
  };
  if (result.scope === 'global')
    return { request: asked, notes, result: globalRow(result.found, request), classes: null };
  const { found } = result;
  const classes: Record<string, number> = {};
  for (const name of found.classes) classes[name] = (classes[name] ?? 0) + 1;
  return {
    request: {
      ...asked,
      decided_by: request.decidedBy,
      correction: request.adjustment,
      level: request.level,
      screen_permutations: request.screening?.permutations ?? null,
      screen_level: request.screening?.level ?? null,
    },
    notes,
    result: {
      areas: found.classes.length,
      with_value: found.valued,
      without_neighbours: found.isolated,
      links: found.links,
      screened: found.screened,
      smallest_p: smallest(found.p),
      smallest_q: smallest(found.q),
    },
    classes,
  };
}

/** The summary for people. */
export function summaryLines(
  { request, notes, result, classes }: Summary,
  output: string | undefined,
): string {
  const lines = [
    `${String(request['statistic'])} of ${String(request['value'])}, weights ${String(request['weights'])} style ${String(request['style'])}, ${String(request['alternative'])}.`,
    ...notes,
    '',
    namedLines(result),
  ];
  if (classes !== null)
    lines.push(textTable(Object.entries(classes).map(([name, areas]) => ({ class: name, areas }))));
  if (output !== undefined) lines.push(`Written to ${output}.\n`);
  return lines.join('\n');
}

function globalRow(found: GlobalAnalysis, request: AnalysisRequest): Row {
  const { permuted, normality, randomisation } = found;
  return {
    statistic_name: request.statistic,
    value: valueName(request),
    areas_with_value: found.valued,
    n: found.counted,
    without_neighbours: found.isolated,
    links: found.links,
    weights: weightsName(request),
    style: request.style,
    statistic: found.statistic,
    expectation: found.expectation,
    alternative: request.alternative,
    variance_randomisation: number(randomisation.variance),
    z_randomisation: number(randomisation.z),
    p_randomisation: number(randomisation.p),
    variance_normality: number(normality?.variance),
    z_normality: number(normality?.z),
    p_normality: number(normality?.p),
    permutations: permuted?.permutations ?? 0,
    seed: request.seed,
    permutation_mean: number(permuted?.mean),
    permutation_sd: number(permuted?.standardDeviation),
    p_permutation: number(permuted?.p),
  };
}

function valueName({ value }: AnalysisRequest): string {
  return value.kind === 'field'
    ? value.field
    : `rate of ${value.events} in ${value.population}, standardised`;
}

function weightsName({ weights }: AnalysisRequest): string {
  switch (weights.kind) {
    case 'queen':
    case 'rook':
      return weights.tolerance > 0 ? `${weights.kind} (snap ${weights.tolerance})` : weights.kind;
    case 'knn':
      return `knn:${weights.k}${weights.symmetrise ? ' symmetrised' : ''}`;
    case 'distance':
      return `distance:${weights.lower},${weights.upper}`;
    case 'file':
      return `file:${weights.path}${weights.symmetrise ? ' symmetrised' : ''}`;
  }
}

function smallest(values: Float64Array): number | null {
  return number(values.reduce((least, value) => (value < least ? value : least), Infinity));
}

/** A missing number is an empty cell. */
function number(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}
