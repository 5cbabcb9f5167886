import { AppError } from '../errors.ts';

/** Does the work; an error of the caller's making is thrown on with the indicator's or component's name in front. */
export function nameError<Result>(id: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, `"${id}": ${error.message}`, {
      cause: error,
      details: { id, ...error.details },
    });
  }
}
