import type { Assumptions } from '../contract/assumptions.ts';
import { AppError } from '../errors.ts';
import { methodsWithSpread } from '../index/imputation-spread.ts';
import type { CompiledIndex } from '../index/compile-profile.ts';

/**
 * Whether the assumptions speak of what the profile has.
 *
 * @throws AppError invalid-request naming the field: an indicator that the profile does not have, or small numbers where
 * nothing is a count.
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

/** Drawing imputed values anew wants a method that says how far off they may be. */
function checkImputed(
  { imputedValues, imputation }: Assumptions,
  { leaves, recipe }: Pick<CompiledIndex, 'leaves' | 'recipe'>,
): void {
  if (imputedValues === undefined) return;
  const isImputed = recipe.some(({ stage }) => stage === 'impute');
  const methods = [
    ...recipe.flatMap((stage) => (stage.stage === 'impute' ? [stage.by] : [])),
    ...(isImputed ? leaves.flatMap(({ impute }) => impute ?? []) : []),
    ...(imputation ?? []).flatMap((option) => (option === 'own' ? [] : [option])),
  ];
  if (methods.some(({ method }) => methodsWithSpread.some((name) => name === method))) return;
  throw invalid(
    'imputedValues',
    '',
    `nothing is imputed by a method that knows how far off it may be: ${methodsWithSpread.join(', ')}`,
  );
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
