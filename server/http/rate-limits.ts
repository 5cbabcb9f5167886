import rateLimit from '@fastify/rate-limit';
import type { AnyRequest, App, HttpSettings } from './app-types.ts';
import { HttpProblem } from './problem.ts';

/** A map shows dozens of tiles at once, each a few kilobytes from a file: they are counted apart. */
const tileFactor = 20;

/** For the options of a route: health checks are never limited, tiles have their own count. */
export const unlimited = { rateLimit: false } as const;

/**
 * What the service asks itself, for a page that is made into a PDF, seems to come from here: no connection does, and no
 * header can say so. The PDF itself was counted.
 */
export const ownRequests = 'the service itself';

export function tileLimit(settings: HttpSettings) {
  return {
    rateLimit: { max: settings.rateLimitPerMinute * tileFactor, timeWindow: 60_000, groupId: 'tiles' },
  } as const;
}

const reportMinutes = 10;

/**
 * Counts reports about coverage from one visitor, by all routes that take them together: a sixtieth of what may be read in a
 * minute, in ten minutes (10 unless RATE_LIMIT_PER_MINUTE says otherwise). In memory and nowhere else. A route that has it
 * is `unlimited` otherwise: only one limit counts a request.
 */
export function createReportLimit(app: App, settings: HttpSettings): ReportLimit {
  return app.rateLimit({
    max: Math.max(1, Math.round(settings.rateLimitPerMinute / 60)),
    timeWindow: reportMinutes * 60_000,
    errorResponseBuilder: (_request, context) =>
      new HttpProblem(
        'too-many-requests',
        `More than ${context.max} reports in ${reportMinutes} minutes from one address. Send the rest later.`,
        { 'retry-after': String(Math.ceil(context.ttl / 1000)) },
      ),
  });
}
export type ReportLimit = ReturnType<App['rateLimit']>;

/** Attempts to sign in with the administrator token, from one address in a minute. */
export const signInLimit = { rateLimit: { max: 10, timeWindow: 60_000 } } as const;

/** A report of a polygon is a second of work, where a page is a hundredth. */
const reportShare = 6;

/** For the options of a route that reports a drawn polygon. */
export function reportLimit(settings: HttpSettings) {
  const max = Math.max(1, Math.floor(settings.rateLimitPerMinute / reportShare));
  return { rateLimit: { max, timeWindow: 60_000, groupId: 'reports' } } as const;
}

/**
 * Counts requests by address and minute. The address is the connection's own; X-Forwarded-For counts only where
 * TRUST_PROXY says so, else anybody could write a new one for each request.
 */
export async function registerRateLimits(app: App, settings: HttpSettings): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    max: settings.rateLimitPerMinute,
    timeWindow: 60_000,
    cache: 20_000,
    allowList: (request: AnyRequest) => request.socket.remoteAddress === ownRequests,
    enableDraftSpec: true,
    errorResponseBuilder: (_request, context) =>
      new HttpProblem(
        'too-many-requests',
        `More than ${context.max} requests a minute from one address. Wait ${context.after}, or ask for larger pages.`,
        { 'retry-after': String(Math.ceil(context.ttl / 1000)) },
      ),
  });
}
