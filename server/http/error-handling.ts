import type { Problem } from '../../core/contract/problem.ts';
import { AppError } from '../../core/errors.ts';
import { progressOf } from '../usecases/background-jobs.ts';
import type { AnyReply, AnyRequest, App } from './app-types.ts';
import { classifyFailure, describeKind, HttpProblem, toProblem, type ProblemKind } from './problem.ts';

/** Every kind that an answer can be, for the documentation. */
export const documentedKinds = [
  'invalid-request',
  'not-found',
  'method-not-allowed',
  'conflict',
  'too-large',
  'uri-too-long',
  'unsupported-media-type',
  'not-computable',
  'too-many-requests',
  'source-unavailable',
  'not-implemented',
  'internal',
] as const satisfies readonly ProblemKind[];

/** Longest address that is read. */
const maximumUrlLength = 4096;

export function pathOf(request: AnyRequest): string {
  const [path = '/'] = request.url.split('?', 1);
  return path.slice(0, 300);
}

/** People get a page, programs get problem details; what is under /api is for programs whoever asks. */
function wantsPage(request: AnyRequest): boolean {
  if (request.url.startsWith('/api')) return false;
  return (request.headers.accept ?? '').includes('text/html');
}

/** `done`: how far the work is that an answer waits for, 0 to 1; null where it is a failure. */
type ErrorPage = (problem: Problem, done: number | null) => string;

export interface ErrorHandlingOptions {
  readonly publicUrl: string;
  readonly renderErrorPage: ErrorPage;
}

function createFailureSender(options: ErrorHandlingOptions) {
  return (error: unknown, request: AnyRequest, reply: AnyReply): void => {
    const failure = classifyFailure(error);
    const done = progressOf(error);
    const problem = toProblem(failure, {
      publicUrl: options.publicUrl,
      path: pathOf(request),
      requestId: request.id,
    });
    if (failure.kind === 'internal') request.log.error({ err: error }, 'request failed');
    else if (failure.kind === 'source-unavailable' && done === null)
      request.log.warn({ err: error }, 'not available');
    reply.removeHeader('etag');
    reply.removeHeader('link');
    reply.removeHeader('content-disposition');
    reply.code(problem.status).header('cache-control', 'no-store').headers(failure.headers);
    if (wantsPage(request)) {
      reply.type('text/html; charset=utf-8').send(options.renderErrorPage(problem, done));
    } else {
      // Sent as text: the schema of the route's success must not be applied to it.
      reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
    }
  };
}

/**
 * A path that answers GET says so to other methods, which would else be a puzzling 404. A path that takes another method as
 * well has that one registered before its GET.
 */
function refuseOtherMethods(app: App): void {
  const others = ['POST', 'PUT', 'PATCH', 'DELETE'];
  const seen = new Set<string>();
  const written = new Map<string, string[]>();
  app.addHook('onRoute', (route) => {
    const methods = [route.method].flat();
    if (seen.has(route.url)) return;
    if (!methods.includes('GET')) {
      written.set(route.url, [...(written.get(route.url) ?? []), ...methods]);
      return;
    }
    seen.add(route.url);
    const taken = others.filter((method) => written.get(route.url)?.includes(method) === true);
    const allow = ['GET', 'HEAD', ...taken, 'OPTIONS'].join(', ');
    const what = taken.length === 0 ? 'can only be read' : `takes ${allow}`;
    app.route({
      method: others.filter((method) => !taken.includes(method)),
      url: route.url,
      schema: { hide: true },
      onRequest: () =>
        Promise.reject(new HttpProblem('method-not-allowed', `This address ${what}.`, { allow })),
      handler: () => null,
    });
  });
}

/** One error handler, one not-found handler, and the checks that come before any route. */
export function registerErrorHandling(app: App, options: ErrorHandlingOptions): void {
  const sendFailure = createFailureSender(options);
  app.setErrorHandler(sendFailure);
  app.addHook('onRequest', (request, _reply, done) => {
    const isTooLong = request.url.length > maximumUrlLength;
    done(
      isTooLong
        ? new HttpProblem('uri-too-long', `Addresses may hold ${maximumUrlLength} characters.`)
        : undefined,
    );
  });
  refuseOtherMethods(app);
}

/** Must come after the rate limit, which also counts requests for what does not exist: scanning is an attack. */
export function registerNotFound(app: App): void {
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request) => {
    throw new AppError('not-found', `There is nothing at ${pathOf(request)}.`);
  });
}

/** Addresses that cannot be decoded fail before any hook; Fastify asks here what to answer. */
export function answerFrameworkError(publicUrl: string) {
  return (error: unknown, request: AnyRequest, reply: AnyReply): void => {
    const failure = classifyFailure(error);
    const context = { publicUrl, path: pathOf(request), requestId: request.id };
    const { status } = describeKind(failure.kind);
    reply
      .code(status)
      .header('cache-control', 'no-store')
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(toProblem(failure, context)));
  };
}
