/** The closed list of what can go wrong, shared by HTTP answers and command-line exit codes. */
export const errorCodes = [
  'invalid-request',
  'unauthorised',
  'forbidden',
  'not-found',
  'conflict',
  'too-large',
  'not-computable',
  'source-rejected',
  'source-unavailable',
  'not-implemented',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export interface ErrorOptions {
  readonly cause?: unknown;
  /** Facts the caller can act on: file, line, column, value, field ... Never secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** An error that the caller can do something about. Anything else that is thrown is our bug. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** The process exit code of an error, so that scripts can tell a bad file from a missing database. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof AppError)) return 1;
  switch (error.code) {
    case 'invalid-request':
    case 'not-found':
    case 'too-large':
      return 2;
    case 'conflict':
    case 'not-computable':
    case 'not-implemented':
      return 3;
    case 'source-rejected':
      return 4;
    case 'source-unavailable':
      return 5;
    case 'unauthorised':
    case 'forbidden':
      return 6;
  }
}
