import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Problem } from '../../core/contract/problem.ts';
import { AppError, type ErrorCode } from '../../core/errors.ts';

/** What can go wrong with a request: the errors of the domain and those that only HTTP knows. */
export type ProblemKind =
  | ErrorCode
  | 'method-not-allowed'
  | 'uri-too-long'
  | 'unsupported-media-type'
  | 'too-many-requests'
  | 'internal';

/** An error that only HTTP knows, thrown by hooks and caught by the one error handler. */
export class HttpProblem extends Error {
  readonly kind: ProblemKind;
  readonly headers: Readonly<Record<string, string>>;

  constructor(kind: ProblemKind, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'HttpProblem';
    this.kind = kind;
    this.headers = headers;
  }
}

interface FieldError {
  readonly field: string;
  readonly reason: string;
}

export interface Failure {
  readonly kind: ProblemKind;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;
}

/** Seconds after which it is worth asking again, where nothing more is known. */
const defaultRetryAfter = '5';

interface Kind {
  readonly status: number;
  readonly title: string;
}

/** The one place where a kind of failure gets its HTTP status. */
export function describeKind(kind: ProblemKind): Kind {
  switch (kind) {
    case 'invalid-request':
      return { status: 400, title: 'The request is not valid' };
    case 'unauthorised':
      return { status: 401, title: 'Sign in first' };
    case 'forbidden':
      return { status: 403, title: 'Not allowed' };
    case 'not-found':
      return { status: 404, title: 'Not found' };
    case 'method-not-allowed':
      return { status: 405, title: 'Method not allowed' };
    case 'conflict':
      return { status: 409, title: 'Conflict' };
    case 'too-large':
      return { status: 413, title: 'Too large' };
    case 'uri-too-long':
      return { status: 414, title: 'Address too long' };
    case 'unsupported-media-type':
      return { status: 415, title: 'Unsupported media type' };
    case 'not-computable':
      return { status: 422, title: 'Cannot be computed' };
    case 'source-rejected':
      return { status: 422, title: 'The data was rejected' };
    case 'too-many-requests':
      return { status: 429, title: 'Too many requests' };
    case 'source-unavailable':
      return { status: 503, title: 'Not available at the moment' };
    case 'not-implemented':
      return { status: 501, title: 'Not available in this form' };
    case 'internal':
      return { status: 500, title: 'Something went wrong' };
  }
}

function fieldErrors(error: AppError): FieldError[] {
  const { field, reason } = error.details;
  if (typeof field !== 'string') return [];
  return [{ field, reason: typeof reason === 'string' ? reason : error.message }];
}

interface Issue {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message?: string | undefined;
  readonly params?: unknown;
}

/** When it is worth asking again, where the thrower knows. */
function retryHeaders(error: AppError): Record<string, string> {
  if (error.code !== 'source-unavailable') return {};
  const { retryAfterSeconds } = error.details;
  return {
    'retry-after': typeof retryAfterSeconds === 'number' ? String(retryAfterSeconds) : defaultRetryAfter,
  };
}

/** The parameters that a strict schema did not know; the issue stands at the object, not at the field. */
function unknownFields(issue: Issue): string[] {
  const keys =
    typeof issue.params === 'object' && issue.params !== null && 'keys' in issue.params
      ? issue.params.keys
      : [];
  return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
}

function issueErrors(issue: Issue): FieldError[] {
  if (issue.keyword === 'unrecognized_keys') {
    return unknownFields(issue).map((field) => ({ field, reason: 'this parameter is not known here' }));
  }
  return [{ field: issue.instancePath.replace(/^\//, ''), reason: issue.message ?? 'is not valid' }];
}

function validationFailure(issues: readonly Issue[]): Failure {
  const errors = issues.flatMap(issueErrors);
  const isPageTooLarge =
    issues.length > 0 &&
    issues.every((issue) => issue.instancePath === '/limit' && issue.keyword === 'too_big');
  const fields = errors.map((error) => `${error.field}: ${error.reason}`).join('; ');
  return {
    kind: isPageTooLarge ? 'too-large' : 'invalid-request',
    detail: `The request does not fit what this address takes: ${fields}.`,
    errors,
    headers: {},
  };
}

function statusCodeOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 500;
  return typeof error.statusCode === 'number' ? error.statusCode : 500;
}

/** Errors that Fastify itself raises, by the status it gives them; what it does not blame on the caller is ours. */
function frameworkKind(status: number): ProblemKind {
  switch (status) {
    case 404:
      return 'not-found';
    case 413:
      return 'too-large';
    case 414:
      return 'uri-too-long';
    case 415:
      return 'unsupported-media-type';
    case 503:
      return 'source-unavailable';
    default:
      return status >= 400 && status < 500 ? 'invalid-request' : 'internal';
  }
}

/** Says of anything that was thrown what kind of failure it is and what the caller may know of it. */
export function classifyFailure(error: unknown): Failure {
  if (error instanceof HttpProblem) {
    return { kind: error.kind, detail: error.message, errors: [], headers: error.headers };
  }
  if (error instanceof AppError) {
    return {
      kind: error.code,
      detail: error.message,
      errors: fieldErrors(error),
      headers: retryHeaders(error),
    };
  }
  if (hasZodFastifySchemaValidationErrors(error)) return validationFailure(error.validation);
  const kind = frameworkKind(statusCodeOf(error));
  if (kind === 'internal') {
    const detail = 'This is our mistake, not yours. It is in our log under the request id.';
    return { kind, detail, errors: [], headers: {} };
  }
  const headers = kind === 'source-unavailable' ? { 'retry-after': defaultRetryAfter } : {};
  return {
    kind,
    detail: error instanceof Error ? error.message : 'The request failed.',
    errors: [],
    headers,
  };
}

export interface ProblemContext {
  readonly publicUrl: string;
  /** The path that was asked for, without the query string. */
  readonly path: string;
  readonly requestId: string;
}

/** The body of an answer that is not a success, by RFC 9457. */
export function toProblem(failure: Failure, context: ProblemContext): Problem {
  const { status, title } = describeKind(failure.kind);
  return {
    type: `${context.publicUrl}/api/docs#problem-${failure.kind}`,
    title,
    status,
    detail: failure.detail,
    instance: context.path,
    requestId: context.requestId,
    ...(failure.errors.length > 0 ? { errors: failure.errors.map((error) => ({ ...error })) } : {}),
  };
}
