import { neighbourMean } from '../spatial/neighbour-mean.ts';
import type { Neighbours } from '../spatial/neighbours.ts';
import { insideBase, type ComparisonGroups } from './comparison-groups.ts';
import { setValue, valueFlag } from './data-set.ts';
import { singleSpread, type ImputationSpread, type SlotDraft } from './imputation-spread.ts';
import { cannotImpute } from './impute-error.ts';
import { leastSquares, type LinearFit } from './least-squares.ts';
import { mean } from './mean.ts';
import { sampleDeviation } from './sample-deviation.ts';

export interface SpatialLagImputation {
  readonly id: string;
  readonly neighbours: Neighbours;
  /** Other indicators, before anything was imputed. */
  readonly predictors: readonly Float64Array[];
  /** Areas outside the comparison base neither give nor get. */
  readonly base: ComparisonGroups;
}

/**
 * Fills each missing value x of area i with a + b L + c1 z1 + c2 z2 ..., where L is the mean of x over the neighbours of
 * i that have it and the z are other indicators of i. The coefficients are by least squares over the areas that have
 * x, L and every z.
 *
 * Missing: an area that lacks a z gets the fit on L alone, one whose neighbours all lack x the mean of all areas, both
 * flagged `fallback`. An indicator without any value stays missing. Neighbours' values are those before the stage.
 *
 * The fit predicts and does not explain: with x on both sides least squares is biased as an estimate of how neighbours
 * act on each other.
 *
 * @throws AppError not-computable where fewer areas than coefficients plus one are there to fit.
 * @returns how far off the values may be: what the fit leaves over, or the spread of all areas around their mean.
 * Source: LeSage and Pace (2004), Models for spatially dependent missing data; OECD/JRC Handbook (2008), section 4
 * (regression imputation).
 */
export function imputeSpatialLag(
  { slot, column }: SlotDraft,
  rule: SpatialLagImputation,
): readonly ImputationSpread[] {
  const values = insideBase(column.values, rule.base);
  const predictors = [neighbourMean(rule.neighbours, values), ...rule.predictors];
  const rows = { full: [] as number[], lag: [] as number[], mean: [] as number[] };
  values.forEach((value, row) => {
    if (!Number.isNaN(value) || (rule.base.ids[row] ?? -1) < 0) return;
    const present = predictors.map((predictor) => !Number.isNaN(predictor[row]));
    if (present[0] !== true) rows.mean.push(row);
    else if (present.includes(false)) rows.lag.push(row);
    else rows.full.push(row);
  });
  const fill = (list: readonly number[], used: readonly Float64Array[], flags: number) => {
    if (list.length === 0) return [];
    const fit = used.length === 0 ? meanOf(values) : leastSquares(values, used);
    if (fit === null) throw tooFew(rule, used.length);
    if (Number.isNaN(fit.constant)) return [];
    for (const row of list) {
      const value = used.reduce(
        (sum, predictor, at) => sum + (fit.coefficients[at] ?? NaN) * (predictor[row] ?? NaN),
        fit.constant,
      );
      setValue(column, row, value, flags);
    }
    return singleSpread(slot, list, fit.deviation);
  };
  const fallback = valueFlag.imputed | valueFlag.fallback;
  return [
    ...fill(rows.full, predictors, valueFlag.imputed),
    ...fill(rows.lag, predictors.slice(0, 1), fallback),
    ...fill(rows.mean, [], fallback),
  ];
}

function meanOf(values: Float64Array): Omit<LinearFit, 'explained'> {
  const present = [...values].filter((value) => !Number.isNaN(value));
  return { constant: mean(present), coefficients: [], deviation: sampleDeviation(present) };
}

function tooFew({ id }: SpatialLagImputation, predictorCount: number) {
  const others = predictorCount > 1 ? ' and every predictor' : '';
  const reason = `fewer than ${predictorCount + 2} areas have "${id}", a neighbour that has it${others}`;
  return cannotImpute('not-computable', { field: 'by.method', value: 'spatial-lag', reason });
}
