import { Readable } from 'node:stream';
import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { App, HttpSettings } from '../http/app-types.ts';
import { countSitemapFiles, sitemapFile, sitemapIndex } from './sitemap.ts';

export interface CrawlerDependencies {
  readonly settings: Pick<HttpSettings, 'publicUrl'>;
  /** The codes of the areas whose pages are worth finding: wards, authorities and regions as they are now. */
  readonly crawledCodes: () => Promise<readonly string[]>;
}

const xml = 'application/xml; charset=utf-8';

/** Pages that exist in every language whatever is loaded. */
const steadyPaths = [
  ...['/', '/about', '/accessibility', '/areas', '/channel-shift', '/coverage'],
  ...['change', 'map', 'mobile', 'not-spots', 'polygon', 'problems'].map((page) => `/coverage/${page}`),
  ...['/data', '/glossary'],
];

/** Forms, reports that only those look up who know their reference, and pages of single premises and their lists. */
const notCrawledOfCoverage = ['', '/cy'].flatMap((language) => [
  `${language}/coverage/problems/`,
  `${language}/coverage/triage`,
  `${language}/coverage/premises`,
  `${language}/coverage/not-spots?`,
  `${language}/coverage/change?`,
  `${language}/coverage/risk?`,
]);

/** Lists with their thousands of orders and filters, search and data are for people and programs that ask. */
const notCrawled = [
  '/api/',
  '/search',
  '/cy/search',
  '/areas?',
  '/cy/areas?',
  '/map?',
  '/embed',
  ...notCrawledOfCoverage,
];

function robotsText(publicUrl: string | null): string {
  return [
    'User-agent: *',
    ...notCrawled.map((path) => `Disallow: ${path}`),
    ...(publicUrl === null ? [] : ['', `Sitemap: ${publicUrl}/sitemap.xml`]),
    '',
  ].join('\n');
}

/** What search engines ask for. A site map names whole addresses: without a public address there is none. */
export function registerCrawlerRoutes(app: App, { settings, crawledCodes }: CrawlerDependencies): void {
  const schema = { hide: true };
  const publicUrl = (): string => {
    if (settings.publicUrl !== null) return settings.publicUrl;
    throw new AppError('not-found', 'There is no site map, because the public address is not configured.');
  };
  const allPaths = async (): Promise<string[]> => {
    const codes = new Set(await crawledCodes());
    return [...steadyPaths, ...[...codes].map((code) => `/areas/${code}`)];
  };

  app.get('/robots.txt', { schema }, (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(robotsText(settings.publicUrl)),
  );

  app.get('/sitemap.xml', { schema }, async (_request, reply) => {
    const base = publicUrl();
    const paths = await allPaths();
    const files = countSitemapFiles(paths.length);
    const body = files > 1 ? sitemapIndex(base, files) : Readable.from(sitemapFile(base, paths));
    return reply.type(xml).send(body);
  });

  const params = z.strictObject({ file: z.coerce.number().int().min(1).max(1000) });
  app.get('/sitemap/:file', { schema: { ...schema, params } }, async (request, reply) => {
    const base = publicUrl();
    const paths = await allPaths();
    const { file } = request.params;
    if (file > countSitemapFiles(paths.length)) {
      throw new AppError('not-found', `The site map has no part ${file}.`);
    }
    return reply.type(xml).send(Readable.from(sitemapFile(base, paths, file)));
  });

  // Pages carry their icon with them; who asks here all the same gets an answer, and need not ask again.
  app.get('/favicon.ico', { schema }, (_request, reply) =>
    reply.code(204).header('cache-control', 'public, max-age=604800').send(),
  );
}
