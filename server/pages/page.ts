import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { addressIn, type Locale } from '../../core/language/locale.ts';
import { createTranslator, type Translate } from '../../core/language/translator.ts';
import type { App } from '../http/app-types.ts';
import type { PageFacts, RenderPage } from './render.ts';

/** What a page is asked for, in which language. */
export interface PageRequest<Params, Query> {
  readonly params: Params;
  readonly query: Query;
  readonly locale: Locale;
  readonly t: Translate;
  /** The address that was asked for in English, without `.json` or `.pdf`, with its query. */
  readonly path: string;
}

/** A page: its address, what it says, and how it is shown. The data is its machine-readable twin. */
export interface PageDefinition<Params extends z.ZodType, Query extends z.ZodType, Data extends z.ZodType> {
  /** In English, without an ending: `/areas/:code`. */
  readonly path: string;
  readonly params?: Params;
  readonly query: Query;
  /** The contract of the data. */
  readonly data: Data;
  readonly template: string;
  /** Whether the page exists as PDF as well. */
  readonly print?: boolean;
  /** Where people are sent instead of being shown the page, as a path in English; null to show it. Data is never elsewhere. */
  redirect?(data: z.output<Data>): string | null;
  read(request: PageRequest<z.output<Params>, z.output<Query>>): Promise<z.output<Data>>;
  /** What the template needs: the data alone is never formatted, the facts may be. */
  view(
    data: z.output<Data>,
    request: PageRequest<z.output<Params>, z.output<Query>>,
  ): PageFacts & Readonly<Record<string, unknown>>;
}

/** What all pages of one language share. */
export interface PageScope {
  readonly app: App;
  readonly locale: Locale;
  readonly render: RenderPage;
}

const html = 'text/html; charset=utf-8';
const json = 'application/json; charset=utf-8';

/** Does the caller ask for data rather than for a page? Browsers always name text/html. */
export function prefersJson(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const types = accept.split(',').map((part) => part.split(';', 1)[0]?.trim().toLowerCase());
  const asData = types.findIndex((type) => type === 'application/json' || type === 'application/ld+json');
  const asPage = types.indexOf('text/html');
  return asData >= 0 && (asPage < 0 || asData < asPage);
}

/** The address without the language and the ending, as links are made from. */
function pathOf(request: FastifyRequest, { locale }: PageScope): string {
  const at = request.url.indexOf('?');
  const path = at < 0 ? request.url : request.url.slice(0, at);
  const prefix = addressIn(locale, '/');
  const bare = locale === 'en' ? path : path.slice(prefix.length) || '/';
  return `${bare.replace(/\.(json|pdf)$/, '')}${at < 0 ? '' : request.url.slice(at)}`;
}

/** `/areas?type=ward` as `/areas.json?type=ward`. */
export function withEnding(path: string, ending: 'json' | 'pdf'): string {
  const at = path.indexOf('?');
  const [bare, query] = at < 0 ? [path, ''] : [path.slice(0, at), path.slice(at)];
  return `${bare === '/' ? '/home' : bare}.${ending}${query}`;
}

/**
 * Registers a page at its address, in the language of the scope, and its data at the same address with `.json` or by
 * `Accept: application/json`. The home page's data is at `/home.json`.
 */
export function registerPage<Params extends z.ZodType, Query extends z.ZodType, Data extends z.ZodType>(
  scope: PageScope,
  definition: PageDefinition<Params, Query, Data>,
): void {
  const { app, locale, render } = scope;
  const schema = {
    hide: true,
    querystring: definition.query,
    ...(definition.params === undefined ? {} : { params: definition.params }),
  };
  const requestOf = (request: FastifyRequest): PageRequest<z.output<Params>, z.output<Query>> => ({
    // Fastify has parsed both by the schemas above.
    params: request.params as z.output<Params>,
    query: request.query as z.output<Query>,
    locale,
    t: createTranslator(locale),
    path: pathOf(request, scope),
  });
  const dataText = (data: unknown): string => JSON.stringify(data);

  // Under /cy the page at / has no slash at its end.
  app.get(definition.path, { schema, prefixTrailingSlash: 'no-slash' }, async (raw, reply) => {
    const request = requestOf(raw);
    const data = await definition.read(request);
    if (prefersJson(raw.headers.accept)) {
      return reply.type(json).serializer(dataText).send(data);
    }
    const elsewhere = definition.redirect?.(data) ?? null;
    if (elsewhere !== null) return reply.redirect(addressIn(locale, elsewhere), 302);
    const facts = definition.view(data, request);
    return reply.type(html).send(
      render(definition.template, {
        isTranslated: true,
        dataAddress: addressIn(locale, withEnding(request.path, 'json')),
        ...facts,
        locale,
        path: request.path,
      }),
    );
  });

  const dataPath = withEnding(definition.path, 'json');
  app.get(dataPath, { schema }, async (raw, reply) => {
    const data = await definition.read(requestOf(raw));
    return reply.type(json).serializer(dataText).send(data);
  });
}
