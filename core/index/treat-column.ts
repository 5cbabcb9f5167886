import type { Transform, Treatment } from '../contract/recipe.ts';
import { boxCox } from './box-cox.ts';
import { logTransform } from './log-transforms.ts';
import { passes, shapeOf, type Shape } from './skewness-kurtosis.ts';
import { winsorise } from './winsorise.ts';

/** What the treatment of one indicator did, step by step. */
export interface TreatmentDetail {
  readonly id: string;
  /** `passed`: nothing to do; `constant`: cannot be tested; `failing`: treated as far as the rule goes, and still failing. */
  readonly outcome: 'passed' | 'constant' | 'winsorised' | 'transformed' | 'failing';
  readonly before: Shape;
  /** How many values winsorising brought in, also where the transform took its place; null where it was not tried. */
  readonly winsorisedCount: number | null;
  readonly afterWinsorising: Shape | null;
  /** Null where none was needed. */
  readonly transform: Exclude<Transform, 'none'> | null;
  /** Of Box-Cox. */
  readonly lambda: number | null;
  readonly afterTransform: Shape | null;
}

export interface TreatedColumn {
  readonly values: Float64Array;
  /** Rows whose value was brought down or up in the result. */
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly isTransformed: boolean;
  readonly detail: TreatmentDetail;
}

/**
 * Treats the outliers of one column: tests skewness and kurtosis; where both are too great, winsorises up to the limit;
 * where that does not do, transforms - the values before winsorising, or with `combine` the winsorised ones.
 *
 * Missing: stays missing. A column that is constant, or too short to be tested, is left as it is.
 *
 * @throws AppError not-computable when the transform cannot take the values.
 * Source: OECD/JRC Handbook (2008), section 3; COINr `Treat` (equal to the last digits on 49 indicators).
 */
export function treatColumn(id: string, values: Float64Array, rule: Treatment): TreatedColumn {
  const before = shapeOf(values);
  const isForced = rule.when === 'always';
  const pass = passes(before, rule);
  const untouched = { values, high: [], low: [], isTransformed: false };
  const empty = {
    winsorisedCount: null,
    afterWinsorising: null,
    transform: null,
    lambda: null,
    afterTransform: null,
  };
  if (pass === null && !(isForced && varies(values)))
    return { ...untouched, detail: { id, outcome: 'constant', before, ...empty } };
  if (pass && !isForced) return { ...untouched, detail: { id, outcome: 'passed', before, ...empty } };
  const first = winsoriseFirst(values, rule);
  const tried = { id, before, ...empty, ...first.detail };
  const isMended = passes(first.detail.afterWinsorising ?? before, rule) === true;
  const isWinsorised = first.high.length + first.low.length > 0;
  if (rule.transform === 'none' || (isMended && !isForced)) {
    const outcome = isMended ? (isWinsorised ? 'winsorised' : 'passed') : 'failing';
    return { ...first, isTransformed: false, detail: { ...tried, outcome } };
  }
  const from = rule.combine ? first : untouched;
  const { values: bent, lambda } = transformed(from.values, { ...rule, transform: rule.transform });
  const afterTransform = shapeOf(bent);
  const outcome = passes(afterTransform, rule) === false ? 'failing' : 'transformed';
  return {
    ...{ values: bent, high: from.high, low: from.low, isTransformed: true },
    detail: { ...tried, outcome, transform: rule.transform, lambda, afterTransform },
  };
}

function varies(values: Float64Array): boolean {
  const first = values.find((value) => !Number.isNaN(value));
  return values.some((value) => !Number.isNaN(value) && value !== first);
}

function winsoriseFirst(values: Float64Array, rule: Treatment) {
  if (rule.winsorise === 'none') return { values, high: [], low: [], detail: {} };
  const most =
    'points' in rule.winsorise
      ? rule.winsorise.points
      : Math.ceil(rule.winsorise.share * values.filter((value) => !Number.isNaN(value)).length - 1e-9);
  const done = winsorise(values, { test: rule, most, isForced: rule.when === 'always' });
  const winsorisedCount = done.high.length + done.low.length;
  return { ...done, detail: { winsorisedCount, afterWinsorising: shapeOf(done.values) } };
}

function transformed(
  values: Float64Array,
  rule: { readonly transform: Exclude<Transform, 'none'>; readonly lambda?: number | undefined },
): { values: Float64Array; lambda: number | null } {
  return rule.transform === 'box-cox'
    ? boxCox(values, rule.lambda)
    : { values: logTransform(values, rule.transform), lambda: null };
}
