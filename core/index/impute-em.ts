import { insideBase, type ComparisonGroups } from './comparison-groups.ts';
import { completeRows } from './complete-rows.ts';
import { setValue, valueFlag, type ColumnDraft } from './data-set.ts';
import type { ImputationSpread } from './imputation-spread.ts';
import { cannotImpute } from './impute-error.ts';
import { rowsByPattern } from './missing-patterns.ts';
import { conditionalNormal, normalByEm, type EmLimits } from './normal-by-em.ts';

export interface EmImputation extends EmLimits {
  readonly base: ComparisonGroups;
}

/** An indicator that the distribution is fitted to. */
export interface EmColumn {
  readonly slot: number;
  readonly id: string;
  /** Before anything was imputed. */
  readonly before: Float64Array;
  /** Where its missing values are filled; null for an indicator that only helps to tell the others. */
  readonly draft: ColumnDraft | null;
}

/**
 * Fills missing values with what is expected of them given the area's other indicators, under a multivariate normal
 * distribution that EM fits to all areas of the base, whatever their comparison group. No noise is added: the same data
 * give the same values, and they vary less than true ones would.
 *
 * Missing: an area with none of the indicators gets their means, flagged `fallback`. Data are taken to be missing at
 * random: what is missing may hang on what is observed, not on what it would have been.
 *
 * @throws AppError not-computable where an indicator has no value at all, fewer areas are complete than indicators plus
 * one, or the steps run out before the distribution settles.
 * @returns how far off the values may be, given the others of the area.
 * Source: Little and Rubin (2002), section 11.2; OECD/JRC Handbook (2008), section 4.
 */
export function imputeByEm(columns: readonly EmColumn[], rule: EmImputation): ImputationSpread[] {
  const values = columns.map(({ before }) => insideBase(before, rule.base));
  const inside = rule.base.ids;
  const isMissing = ({ draft }: EmColumn, at: number): boolean =>
    draft !== null &&
    (values[at] ?? []).some((value, row) => Number.isNaN(value) && (inside[row] ?? -1) >= 0);
  if (!columns.some(isMissing)) return [];
  checkEnough(columns, values);
  const { means, covariance, steps, change } = normalByEm(values, rule);
  if (change > rule.tolerance) throw notSettled(rule, steps, change);
  const spreads: ImputationSpread[] = [];
  for (const { rows: all, observed, missing } of rowsByPattern(values)) {
    const rows = all.filter((row) => (inside[row] ?? -1) >= 0);
    const filled = missing.filter((at) => columns[at]?.draft !== null);
    if (rows.length === 0 || filled.length === 0) continue;
    const { coefficients, lower } = conditionalNormal(covariance, { observed, missing: filled });
    const flags = valueFlag.imputed | (observed.length === 0 ? valueFlag.fallback : 0);
    filled.forEach((at, place) => {
      const draft = columns[at]?.draft;
      if (draft === null || draft === undefined) return;
      for (const row of rows) {
        const expected = observed.reduce(
          (sum, other, k) =>
            sum + (coefficients[place]?.[k] ?? NaN) * ((values[other]?.[row] ?? NaN) - (means[other] ?? NaN)),
          means[at] ?? NaN,
        );
        setValue(draft, row, expected, flags);
      }
    });
    spreads.push({ slots: filled.map((at) => columns[at]?.slot ?? -1), rows, lower });
  }
  return spreads;
}

function checkEnough(columns: readonly EmColumn[], values: readonly Float64Array[]): void {
  const empty = columns.find((_, at) => values[at]?.every((value) => Number.isNaN(value)));
  if (empty !== undefined) {
    throw notComputable(`"${empty.id}" has no value in any area, so em has nothing to tell it from`);
  }
  const complete = completeRows(values).length;
  const needed = columns.length + 1;
  if (complete < needed) {
    throw notComputable(
      `only ${complete} areas have all ${columns.length} indicators and em needs ${needed}; name fewer under \`indicators\`, or screen first`,
    );
  }
}

function notSettled({ iterations, tolerance }: EmLimits, steps: number, change: number) {
  const rest = change.toPrecision(2);
  return notComputable(
    `em has not settled after ${steps} steps (the last changed ${rest} standard deviations, asked for ${tolerance}); raise \`iterations\` above ${iterations}, or \`tolerance\``,
  );
}

function notComputable(reason: string) {
  return cannotImpute('not-computable', { field: 'by.method', value: 'em', reason });
}
