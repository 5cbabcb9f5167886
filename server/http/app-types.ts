import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';

/** The Fastify instance that routes are added to: requests are parsed, and answers typed, by zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** The beginning of links: the public address, or nothing, which makes them paths. */
export function linkBase(settings: Pick<HttpSettings, 'publicUrl'>): string {
  return settings.publicUrl ?? '';
}

/** What hooks and error handlers are given, whatever the route. */
export type AnyRequest = FastifyRequest;
export type AnyReply = FastifyReply;

/** The part of the configuration that the HTTP layer needs. */
export interface HttpSettings {
  /**
   * The address people reach the service at, without a trailing slash: the only source of absolute links. Null where
   * it is not configured: links are then paths, never made from what a request says its host is.
   */
  readonly publicUrl: string | null;
  /** A MapLibre style for the background map; its origin is let through the content security policy. */
  readonly basemapStyleUrl: string | null;
  /** Whether X-Forwarded-For is believed; only behind a proxy that sets it. */
  readonly trustProxy: boolean;
  /** Lets profiles be saved and reports be checked; null where both are switched off. */
  readonly adminToken: string | null;
  /** Who runs this copy, for those who read it; null where that is not configured. */
  readonly operator: { readonly name: string | null; readonly email: string | null };
  /** Reports that coverage is wrong: how long an e-mail address is kept, and how many are taken in 24 hours. */
  readonly coverageProblems: { readonly emailDays: number; readonly dailyLimit: number };
  /** Requests a minute from one address; tiles may be asked for twenty times as often. */
  readonly rateLimitPerMinute: number;
}
