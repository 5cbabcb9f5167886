import type { AnyReply, AnyRequest } from './app-types.ts';
import { pathOf } from './error-handling.ts';

/**
 * One line of log for each answer. Query strings are left out: they hold postcodes that people search for. Headers
 * are left out: they may hold secrets.
 */
export function describeRequest(request: AnyRequest, reply: AnyReply, done: () => void): void {
  const facts = {
    requestId: request.id,
    method: request.method,
    path: pathOf(request),
    route: request.routeOptions.url ?? null,
    status: reply.statusCode,
    milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    address: request.ip,
  };
  if (reply.statusCode >= 500) request.log.warn(facts, 'answered');
  else request.log.info(facts, 'answered');
  done();
}
