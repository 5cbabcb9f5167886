import { AppError } from '../../../core/errors.ts';
import type { Adjustment } from '../../../core/spatial/adjust-p-values.ts';
import type { Neighbours } from '../../../core/spatial/neighbours.ts';
import type { Alternative } from '../../../core/spatial/significance.ts';
import type { WeightStyle } from '../../../core/spatial/spatial-weights.ts';
import { standardiseRates } from '../../../core/spatial/standardise-rates.ts';
import {
  globalAnalysis,
  globalStatistics,
  type GlobalAnalysis,
  type GlobalStatisticName,
} from '../../analysis/global-analysis.ts';
import { localAnalysis, type LocalAnalysis } from '../../analysis/local-analysis.ts';
import {
  localStatistics,
  type LocalStatisticName,
  type StatisticConventions,
} from '../../analysis/local-statistics.ts';
import type { RunControl } from '../../analysis/run-control.ts';
import { readAreaCodes, readAreaField, type AreaCodes } from '../../sources/spatial/area-fields.ts';
import { joinFields } from '../../sources/spatial/join-fields.ts';
import { readSpatialAreas } from '../../sources/spatial/read-spatial-areas.ts';
import type { SpatialAreas } from '../../sources/spatial/spatial-areas.ts';
import { buildNeighbours, type NeighbourRequest } from './build-neighbours.ts';

export const spatialStatistics = [...globalStatistics, ...localStatistics] as const;
export type SpatialStatisticName = GlobalStatisticName | LocalStatisticName;

export interface AnalysisRequest extends NeighbourRequest {
  readonly input: string;
  readonly coordinates: 'auto' | 'degrees' | 'plane';
  /** The property that holds the areas' codes; undefined to find it. */
  readonly code: string | undefined;
  /** A CSV table that has the fields, joined by code; null where they are in the input. */
  readonly table: { readonly path: string; readonly codeColumn: string | undefined } | null;
  readonly value:
    | { readonly kind: 'field'; readonly field: string }
    | { readonly kind: 'rate'; readonly events: string; readonly population: string };
  readonly secondField: string | null;
  readonly missingMarks: readonly string[] | undefined;
  readonly statistic: SpatialStatisticName;
  readonly style: WeightStyle;
  readonly conventions: StatisticConventions;
  readonly counted: 'all' | 'linked';
  readonly alternative: Alternative;
  readonly permutations: number;
  readonly seed: number;
  readonly screening: { readonly level: number; readonly permutations: number } | null;
  readonly decidedBy: 'permutation' | 'analytic';
  readonly adjustment: Adjustment;
  readonly level: number;
}

export interface AreasAnalysis {
  readonly areas: SpatialAreas;
  readonly codes: AreaCodes;
  readonly neighbours: Neighbours;
  readonly values: Float64Array;
  readonly secondValues: Float64Array | null;
  /** What was found out about the data, in sentences. */
  readonly notes: readonly string[];
  readonly result:
    | { readonly scope: 'global'; readonly found: GlobalAnalysis }
    | { readonly scope: 'local'; readonly found: LocalAnalysis };
}

/**
 * A spatial statistic of the areas of a file, with no database: reads them, finds who neighbours whom, computes.
 *
 * @throws AppError naming file, feature, field, value and reason, as the readers and the statistics.
 */
export async function analyseAreas(
  request: AnalysisRequest,
  options: RunControl = {},
): Promise<AreasAnalysis> {
  const areas = await readSpatialAreas(request.input, { coordinates: request.coordinates });
  const codes = readAreaCodes(areas, request.code);
  const notes = [
    `${areas.areas.length} areas; coordinates: ${areas.planeReason}.`,
    codes.field === null
      ? 'No property has a code of its own for each area: areas go by the number of their feature, from 1.'
      : `The code of an area is its ${codes.field}.`,
  ];
  const withFields = await fieldsOf(areas, codes, { request, notes });
  const values = valuesOf(withFields, request, notes);
  const secondValues = secondOf(withFields, request, notes);
  const built = await buildNeighbours(areas, codes, request);
  notes.push(...built.notes);
  const question = {
    ...request,
    values,
    neighbours: built.neighbours,
    linkWeights: built.linkWeights,
  };
  const { statistic } = request;
  const result = isGlobal(statistic)
    ? ({ scope: 'global', found: globalAnalysis({ ...question, statistic }) } as const)
    : ({
        scope: 'local',
        found: await localAnalysis({ ...question, statistic, around: secondValues }, options),
      } as const);
  const { isolated } = result.found;
  if (isolated > 0) notes.push(`${isolated} areas with a value have no neighbour with a value.`);
  return { areas, codes, neighbours: built.neighbours, values, secondValues, notes, result };
}

export function isGlobal(statistic: SpatialStatisticName): statistic is GlobalStatisticName {
  return globalStatistics.some((name) => name === statistic);
}

interface Noted {
  readonly request: AnalysisRequest;
  readonly notes: string[];
}

async function fieldsOf(
  areas: SpatialAreas,
  codes: AreaCodes,
  { request, notes }: Noted,
): Promise<SpatialAreas> {
  if (request.table === null) return areas;
  const { areas: joined, unmatched, unused } = await joinFields(areas, codes, request.table);
  if (unmatched > 0) notes.push(`${unmatched} areas have no row in ${request.table.path}.`);
  if (unused > 0)
    notes.push(`${unused} rows of ${request.table.path} have a code of no area and were left out.`);
  return joined;
}

function valuesOf(
  areas: SpatialAreas,
  { value, missingMarks }: AnalysisRequest,
  notes: string[],
): Float64Array {
  if (value.kind === 'field') {
    const { values, missing } = readAreaField(areas, value.field, missingMarks);
    if (missing > 0) notes.push(`${missing} areas have no ${value.field} and are left out.`);
    return values;
  }
  const events = readAreaField(areas, value.events, missingMarks).values;
  const population = readAreaField(areas, value.population, missingMarks).values;
  const rates = standardiseRates(events, population);
  const missing = rates.filter((rate) => Number.isNaN(rate)).length;
  if (missing > 0) {
    notes.push(
      `${missing} areas have no ${value.events} of 0 or more or no ${value.population} above 0 and are left out.`,
    );
  }
  return rates;
}

function secondOf(areas: SpatialAreas, request: AnalysisRequest, notes: string[]): Float64Array | null {
  const { secondField, statistic, missingMarks } = request;
  if (statistic !== 'bivariate-local-moran') {
    if (secondField === null) return null;
    throw new AppError('invalid-request', `A second field has no meaning for ${statistic}.`, {
      details: { field: 'second-field', value: secondField },
    });
  }
  if (secondField === null) {
    throw new AppError(
      'invalid-request',
      'bivariate-local-moran needs --second-field: what is looked for around an area.',
      {
        details: { field: 'second-field' },
      },
    );
  }
  const { values, missing } = readAreaField(areas, secondField, missingMarks);
  if (missing > 0) notes.push(`${missing} areas have no ${secondField} and are left out.`);
  return values;
}
