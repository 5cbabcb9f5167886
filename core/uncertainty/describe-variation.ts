import { assumptionNames, type Assumptions } from '../contract/assumptions.ts';
import { AppError } from '../errors.ts';
import type { Variation } from './variation.ts';

/** Runs a version and, where it cannot be scored, says which version that was. */
export function explainFailure<Result>(
  run: () => Result,
  assumptions: Assumptions,
  variation: Variation,
): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const choices = describeVariation(assumptions, variation);
    if (choices === '') throw error;
    throw new AppError(error.code, `A version of the index cannot be scored (${choices}): ${error.message}`, {
      cause: error,
      details: { ...error.details, version: choices },
    });
  }
}

/** What a version consists of, in a few words: "normalisation z-score, aggregation geometric". */
export function describeVariation(assumptions: Assumptions, variation: Variation): string {
  return assumptionNames
    .flatMap((name) => {
      const position = variation[name];
      if (position === null) return [];
      const options = assumptions[name];
      if (!Array.isArray(options)) return [];
      return [`${name} ${nameOfOption(options[position])}`];
    })
    .join(', ');
}

/** An option of an assumption by its method's name. */
export function nameOfOption(option: unknown): string {
  if (typeof option !== 'object' || option === null) return String(option);
  if ('method' in option) return String(option.method);
  if ('transform' in option) return String(option.transform);
  return 'within' in option ? `within ${String(option.within)}` : JSON.stringify(option);
}
