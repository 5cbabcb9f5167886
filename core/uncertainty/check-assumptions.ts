import type { Assumptions } from '../contract/assumptions.ts';
import type { Imputation, RecipeStage } from '../contract/recipe.ts';
import { AppError } from '../errors.ts';
import type { CompiledIndex, CompiledLeaf } from '../index/compile-profile.ts';
import { methodsWithSpread } from '../index/imputation-spread.ts';
import { isMeant } from '../index/preparation.ts';

/**
 * Whether the assumptions speak of what the profile has.
 *
 * @throws AppError invalid-request naming the field: an indicator that the profile does not have, small numbers where
 * nothing is a count, or imputed values that no method can draw.
 */
export function checkAssumptions(assumptions: Assumptions, { leaves, recipe }: CompiledIndex): void {
  const known = new Set(leaves.map(({ indicatorId }) => indicatorId));
  for (const [field, names] of [
    ['leaveOut.indicators', assumptions.leaveOut?.indicators],
    ['smallNumbers.indicators', assumptions.smallNumbers?.indicators],
    ['imputedValues.indicators', assumptions.imputedValues?.indicators],
    ['standardErrors', Object.keys(assumptions.standardErrors ?? {})],
  ] as const) {
    const unknown = names?.find((name) => !known.has(name));
    if (unknown !== undefined) {
      throw invalid(
        field,
        unknown,
        `the profile has no indicator of this name; it has ${[...known].join(', ')}`,
      );
    }
  }
  checkImputed(assumptions, { leaves, recipe });
  if (assumptions.smallNumbers === undefined) return;
  const isRate = leaves.some(({ denominator }) => denominator !== null);
  if (!isRate || !recipe.some(({ stage }) => stage === 'denominate' || stage === 'shrink')) {
    throw invalid(
      'smallNumbers',
      '',
      'the profile has no counts: give an indicator a denominator and the recipe a denominate or shrink stage',
    );
  }
}

/**
 * Drawing imputed values anew wants a method that says how far off they may be: for each indicator that is named, else for
 * one at least.
 */
function checkImputed(
  assumptions: Assumptions,
  { leaves, recipe }: Pick<CompiledIndex, 'leaves' | 'recipe'>,
): void {
  const { imputedValues } = assumptions;
  if (imputedValues === undefined) return;
  const stages = imputeStages(assumptions, recipe);
  const isDrawn = ({ indicatorId, impute }: CompiledLeaf): boolean =>
    stages.some((stage) => isMeant(stage, indicatorId) && hasSpread(impute ?? stage.by));
  const lacks = `imputed by a method that knows how far off it may be: ${methodsWithSpread.join(', ')}`;
  const still = leaves.find(
    (leaf) => imputedValues.indicators?.includes(leaf.indicatorId) === true && !isDrawn(leaf),
  );
  if (still !== undefined) {
    throw invalid('imputedValues.indicators', still.indicatorId, `"${still.indicatorId}" is not ${lacks}`);
  }
  if (!leaves.some(isDrawn)) throw invalid('imputedValues', '', `nothing is ${lacks}`);
}

type ImputeStage = Extract<RecipeStage, { stage: 'impute' }>;

/** The impute stages of every version: the recipe's own, and those with an option of the assumptions as their method. */
function imputeStages({ imputation }: Assumptions, recipe: readonly RecipeStage[]): ImputeStage[] {
  const own = recipe.filter((stage) => stage.stage === 'impute');
  return (imputation ?? ['own' as const]).flatMap((by): ImputeStage[] => {
    if (by === 'own') return own;
    return own.length === 0 ? [{ stage: 'impute', by }] : own.map((stage) => ({ ...stage, by }));
  });
}

function hasSpread({ method }: Imputation): boolean {
  return methodsWithSpread.some((name) => name === method);
}

/** @returns the error of an assumption that names a column which the data does not have. */
export function unknownColumn(field: string, value: string): AppError {
  return invalid(field, value, `the data has no column "${value}"`);
}

function invalid(field: string, value: string, reason: string): AppError {
  return new AppError('invalid-request', `The assumptions are not valid at ${field}: ${reason}.`, {
    details: { field, value, reason },
  });
}
