import type { FastifyHelmetOptions } from '@fastify/helmet';
import type { FastifyContextConfig, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { addressIn, type Locale } from '../../core/language/locale.ts';
import { createTranslator, type Translate } from '../../core/language/translator.ts';
import { AppError } from '../../core/errors.ts';
import type { AnyReply, App } from '../http/app-types.ts';
import { describeKind } from '../http/problem.ts';
import type { PagePrinter } from '../pdf/page-printer.ts';
import { createFileReader, createPrintJob, pdfFileName } from './print-job.ts';
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

/** What a template is given. */
export type PageView = PageFacts & Readonly<Record<string, unknown>>;

/** What stands in place of the page, with the template that shows it, where that is not the page's own. */
export type RefusedView = PageView & { readonly template?: string };

/** An address as it was asked for, before anything of it is checked. */
export interface AskedAddress {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** As it stands in the address, with its question mark; empty without one. */
  readonly queryText: string;
  /** Null for the page itself. */
  readonly ending: 'json' | 'pdf' | null;
}

/** Where to go on to, in English and without an ending: for good (301), or to see there what was asked for (303). */
export interface Onward {
  readonly address: string;
  readonly status: 301 | 303;
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
  /** Security headers of its own, where they are not those of every page: pages that others may show in a frame. */
  readonly security?: FastifyHelmetOptions;
  /** Of its routes, where they are not like those of every page: pages that change without the data. */
  readonly config?: Readonly<FastifyContextConfig>;
  /** Whether the page exists as PDF as well: its template includes print.njk. */
  readonly print?: boolean | ((data: z.output<Data>) => boolean);
  read(request: PageRequest<z.output<Params>, z.output<Query>>): Promise<z.output<Data>>;
  /** What the template needs: the data alone is never formatted, the facts may be. */
  view(
    data: z.output<Data>,
    request: PageRequest<z.output<Params>, z.output<Query>>,
  ): PageView | Promise<PageView>;
  /** Where an address leads that is not this page's own, before anything of it is checked; null where it is. */
  onward?(asked: AskedAddress): Onward | null;
  /** The address, in English, that people go on to in place of a page; null where they stay. */
  goesTo?(data: z.output<Data>, request: PageRequest<z.output<Params>, z.output<Query>>): string | null;
  /**
   * The page that people get in place of what `read` refused, so that they can put right what they asked for; null
   * where the service's own error page says it. Programs get the problem all the same.
   */
  refused?(
    error: AppError,
    request: PageRequest<z.output<Params>, z.output<Query>>,
  ): RefusedView | null | Promise<RefusedView | null>;
}

/** What all pages of one language share. */
export interface PageScope {
  readonly app: App;
  readonly locale: Locale;
  readonly render: RenderPage;
  readonly printer: PagePrinter;
  /** The address people reach the service at; null where it is not configured. */
  readonly publicUrl: string | null;
}

const html = 'text/html; charset=utf-8';
const json = 'application/json; charset=utf-8';

/** How much a caller wants a kind of answer, 0 to 1 (RFC 9110, 12.4.2): 1 unless said, and 0 is not at all. */
function weightOf(parameters: readonly string[]): number {
  const [said] = parameters.flatMap((parameter) => /^\s*q=([\d.]+)\s*$/i.exec(parameter)?.[1] ?? []);
  return said === undefined ? 1 : Number(said);
}

/** Does the caller ask for data rather than for a page? Browsers always name text/html. */
export function prefersJson(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const wanted = accept
    .split(',')
    .map((part) => part.split(';'))
    .map(([type = '', ...parameters]) => ({ type: type.trim().toLowerCase(), weight: weightOf(parameters) }))
    .filter(({ weight }) => weight > 0)
    // The order of the header settles what is wanted alike.
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ type }) => type);
  const asData = wanted.findIndex((type) => type === 'application/json' || type === 'application/ld+json');
  const asPage = wanted.indexOf('text/html');
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
 * `Accept: application/json`. The home page's data is at `/home.json`. With `.pdf` it is on paper, where it says so.
 */
export function registerPage<Params extends z.ZodType, Query extends z.ZodType, Data extends z.ZodType>(
  scope: PageScope,
  definition: PageDefinition<Params, Query, Data>,
): void {
  const { app, locale, render, printer, publicUrl } = scope;
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
  type Asked = ReturnType<typeof requestOf>;

  function isPrinted(data: z.output<Data>): boolean {
    return typeof definition.print === 'function' ? definition.print(data) : definition.print === true;
  }

  /** The same page in other forms, as links. */
  function otherForms({ path }: Asked, data: z.output<Data>) {
    const hasPdf = printer.isAvailable && isPrinted(data);
    return {
      dataAddress: addressIn(locale, withEnding(path, 'json')),
      pdfAddress: hasPdf ? addressIn(locale, withEnding(path, 'pdf')) : null,
    };
  }

  function renderFacts(request: Asked, { template = definition.template, ...facts }: RefusedView): string {
    return render(template, {
      isTranslated: true,
      ...facts,
      locale,
      path: request.path,
    });
  }

  async function renderPage(request: Asked, data: z.output<Data>): Promise<string> {
    return renderFacts(request, { ...otherForms(request, data), ...(await definition.view(data, request)) });
  }

  /** The page that says what is wrong with what was asked for, where the page has one. */
  async function sendRefusal(error: unknown, request: Asked, reply: AnyReply): Promise<AnyReply> {
    const facts = error instanceof AppError ? await definition.refused?.(error, request) : null;
    if (!(error instanceof AppError) || facts === null || facts === undefined) throw error;
    const { status } = describeKind(error.code);
    reply.code(status).removeHeader('etag').header('cache-control', 'no-store');
    return reply.type(html).send(renderFacts(request, facts));
  }

  /** For the options of a route: leads on what is not asked for at its own address. */
  function leadOn(ending: AskedAddress['ending']) {
    return async (raw: FastifyRequest, reply: AnyReply): Promise<void> => {
      const at = raw.url.indexOf('?');
      const queryText = at < 0 ? '' : raw.url.slice(at);
      const params = raw.params as AskedAddress['params'];
      const query = new URLSearchParams(queryText);
      const onward = definition.onward?.({ params, query, queryText, ending }) ?? null;
      if (onward === null) return;
      const { address, status } = onward;
      await reply.redirect(
        addressIn(locale, ending === null ? address : withEnding(address, ending)),
        status,
      );
    };
  }

  const config = definition.config === undefined ? {} : { config: definition.config };
  const security = definition.security === undefined ? {} : { helmet: definition.security };
  // Under /cy the page at / has no slash at its end.
  const options = {
    schema,
    ...config,
    ...security,
    prefixTrailingSlash: 'no-slash',
    onRequest: leadOn(null),
  } as const;
  app.get(definition.path, options, async (raw, reply) => {
    const request = requestOf(raw);
    const asData = prefersJson(raw.headers.accept);
    let data: z.output<Data>;
    try {
      data = await definition.read(request);
    } catch (error) {
      if (asData) throw error;
      return await sendRefusal(error, request, reply);
    }
    if (asData) return reply.type(json).serializer(dataText).send(data);
    const next = definition.goesTo?.(data, request) ?? null;
    if (next !== null) return reply.redirect(addressIn(locale, next), 303);
    return reply.type(html).send(await renderPage(request, data));
  });

  app.get(
    withEnding(definition.path, 'json'),
    { schema, ...config, onRequest: leadOn('json') },
    async (raw, reply) => {
      const data = await definition.read(requestOf(raw));
      return reply.type(json).serializer(dataText).send(data);
    },
  );

  if (definition.print === undefined || definition.print === false) return;
  const readFile = createFileReader(app);
  app.get(withEnding(definition.path, 'pdf'), { schema, onRequest: leadOn('pdf') }, async (raw, reply) => {
    const request = requestOf(raw);
    const { path } = request;
    const pdf = await printer.print({
      key: String(reply.getHeader('etag')),
      makeJob: async () => {
        const data = await definition.read(request);
        if (!isPrinted(data))
          throw new AppError('invalid-request', 'There is nothing to print at this address.');
        const page = await renderPage(request, data);
        return createPrintJob({ html: page, path, locale }, { publicUrl, readFile });
      },
    });
    return reply
      .type('application/pdf')
      .header('content-disposition', `inline; filename="${pdfFileName(path)}"`)
      .send(pdf);
  });
}
