import type { App } from './app-types.ts';

/**
 * Single slashes between segments of what needs no second look: `//elsewhere/` and `/\elsewhere/` without their last slash
 * would be the addresses of another host.
 */
const withSlashes = /^((?:\/[\w.~%!$'()*+,;=:@&-]+)+)\/+$/;

/** The address without the slashes at its end, with its query; null where it has none, or is no plain path. */
export function withoutTrailingSlash(url: string): string | null {
  const at = url.indexOf('?');
  const [path, query] = at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at)];
  const bare = withSlashes.exec(path)?.[1];
  return bare === undefined ? null : `${bare}${query}`;
}

/** People and their tools put a slash at the end of addresses; none here has one but the first page's. */
export function redirectTrailingSlashes(app: App): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return;
    const bare = withoutTrailingSlash(request.url);
    if (bare !== null) await reply.redirect(bare, 301);
  });
}
