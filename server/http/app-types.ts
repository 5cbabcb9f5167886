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

/** What hooks and error handlers are given, whatever the route. */
export type AnyRequest = FastifyRequest;
export type AnyReply = FastifyReply;

/** The part of the configuration that the HTTP layer needs. */
export interface HttpSettings {
  /** The address people reach the service at, without a trailing slash: the only source of absolute links. */
  readonly publicUrl: string;
  /** A MapLibre style for the background map; its origin is let through the content security policy. */
  readonly basemapStyleUrl: string | null;
  /** Whose X-Forwarded-For is believed: nobody's (false), everybody's (true), or these addresses. */
  readonly trustProxy: boolean | string;
  /** Requests a minute from one address; tiles may be asked for twenty times as often. */
  readonly rateLimitPerMinute: number;
}
