import { createHash } from 'node:crypto';
import type { AnyReply, AnyRequest, App } from './app-types.ts';
import './route-config.ts';

/** Gives the version of everything that is loaded: the same text as long as no answer can have changed. */
export type DataVersion = () => Promise<string>;

export interface DataVersionOptions {
  readonly readVersion: () => Promise<string>;
  readonly now: () => number;
  /** For how long a version that was read is taken as current. */
  readonly holdMilliseconds: number;
}

/**
 * Remembers the version for a moment and reads it once for all requests that wait for it, so that answering 304 costs
 * no query under load. An import is seen after at most `holdMilliseconds`.
 */
export function createDataVersion(options: DataVersionOptions): DataVersion {
  let held: { readonly version: string; readonly readAt: number } | null = null;
  let reading: Promise<string> | null = null;

  async function read(): Promise<string> {
    const readAt = options.now();
    const version = await options.readVersion();
    held = { version, readAt };
    return version;
  }

  return () => {
    if (held !== null && options.now() - held.readAt < options.holdMilliseconds) {
      return Promise.resolve(held.version);
    }
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  };
}

/** Does an If-None-Match header name this tag? Weak comparison (RFC 9110, 13.1.2). */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const opaque = etag.replace(/^W\//, '');
  return header.split(',').some((part) => part.trim() === '*' || part.trim().replace(/^W\//, '') === opaque);
}

/** Where one address has several answers: the headers that decide, and the name of the one that a request gets. */
export interface Variants {
  readonly vary: string;
  readonly of: (request: AnyRequest) => string;
}

/**
 * Gives every answer of this scope an ETag of the data and the address, and answers 304 before any other query runs.
 * `no-cache` lets browsers and proxies keep the answer but makes them ask whether it still holds. Weak, because
 * compression makes several byte sequences of one answer.
 */
export function registerConditionalRequests(
  scope: App,
  dataVersion: DataVersion,
  variants: Variants = { vary: 'accept-encoding', of: () => '' },
): void {
  scope.addHook('preHandler', async (request: AnyRequest, reply: AnyReply) => {
    if (request.routeOptions.config.isVolatile === true) {
      reply.header('cache-control', 'no-store');
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return;
    const version = await dataVersion();
    const etag = `W/"${createHash('sha256')
      .update(`${version}\n${request.url}${variants.of(request)}`)
      .digest('base64url')
      .slice(0, 22)}"`;
    reply.header('etag', etag).header('cache-control', 'public, no-cache').header('vary', variants.vary);
    if (matchesEtag(request.headers['if-none-match'], etag)) await reply.code(304).send();
  });
}
