import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import type { App, HttpSettings } from './app-types.ts';

type Directives = Record<string, string[]>;

/** Who may show a page inside a frame: nobody, or anybody for the pages under /embed. */
export type FrameAncestors = "'none'" | '*';

/**
 * The strict content security policy under which MapLibre GL JS 6 was measured to run without a violation: everything
 * from our own origin, no inline code or style, no blob: workers. A configured background map adds its origin.
 */
function contentSecurityPolicy(settings: HttpSettings, frameAncestors: FrameAncestors): Directives {
  const basemap = settings.basemapStyleUrl === null ? [] : [new URL(settings.basemapStyleUrl).origin];
  return {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    workerSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', ...basemap],
    connectSrc: ["'self'", ...basemap],
    fontSrc: ["'self'"],
    manifestSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: [frameAncestors],
  };
}

export function pageSecurity(settings: HttpSettings, frameAncestors: FrameAncestors): FastifyHelmetOptions {
  const isHttps = settings.publicUrl?.startsWith('https:') === true;
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: contentSecurityPolicy(settings, frameAncestors),
    },
    xFrameOptions: frameAncestors === '*' ? false : { action: 'deny' },
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  };
}

/** A page that shows pages of ours in frames, as a preview. */
export function previewSecurity(settings: HttpSettings): FastifyHelmetOptions {
  const directives = { ...contentSecurityPolicy(settings, "'none'"), frameSrc: ["'self'"] };
  return { ...pageSecurity(settings, "'none'"), contentSecurityPolicy: { useDefaults: false, directives } };
}

const permissionsPolicy =
  'camera=(), microphone=(), geolocation=(self), payment=(), usb=(), interest-cohort=()';

/** Security headers on every answer; pages under /embed loosen who may frame them, by their route's own options. */
export async function registerSecurity(app: App, settings: HttpSettings): Promise<void> {
  await app.register(helmet, { global: true, ...pageSecurity(settings, "'none'") });
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('permissions-policy', permissionsPolicy).header('x-request-id', request.id);
    done();
  });
}

const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'ETag, Link, Retry-After, X-Request-Id, RateLimit-Limit, RateLimit-Remaining',
  // Open data may be used by any page; helmet's default would keep it to ours.
  'cross-origin-resource-policy': 'cross-origin',
};

/** Lets any page read the API: the data is open and no answer depends on who asks. */
export function registerCors(api: App): void {
  api.addHook('onRequest', (_request, reply, done) => {
    reply.headers(corsHeaders);
    done();
  });
  api.options('/*', { schema: { hide: true } }, (_request, reply) => {
    void reply
      .code(204)
      .headers({
        'access-control-allow-methods': 'GET, HEAD',
        'access-control-allow-headers': 'If-None-Match, Accept',
        'access-control-max-age': '86400',
      })
      .send();
  });
}
