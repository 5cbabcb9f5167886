import type { AnyReply, AnyRequest } from './app-types.ts';
import { pathOf } from './error-handling.ts';
import './route-config.ts';

/**
 * One line of log for each answer. Query strings are left out: they hold postcodes that people search for. Headers
 * are left out: they may hold secrets. Of routes that are unlogged neither the address of the connection nor the path.
 */
export function describeRequest(request: AnyRequest, reply: AnyReply, done: () => void): void {
  const { url: route = null, config } = request.routeOptions;
  const isUnlogged = config.isUnlogged === true;
  const facts = {
    requestId: request.id,
    method: request.method,
    path: isUnlogged ? route : pathOf(request),
    route,
    status: reply.statusCode,
    milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    address: isUnlogged ? null : request.ip,
  };
  if (reply.statusCode >= 500) request.log.warn(facts, 'answered');
  else request.log.info(facts, 'answered');
  done();
}
