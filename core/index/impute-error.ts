import { AppError, type ErrorCode } from '../errors.ts';

/** The error of a value that cannot be imputed as asked. */
export function cannotImpute(
  code: ErrorCode,
  details: { readonly field: string; readonly value: string; readonly reason: string },
): AppError {
  return new AppError(code, `Values cannot be imputed: ${details.reason}.`, { details });
}
