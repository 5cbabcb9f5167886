import { z } from 'zod';
import { noQuerySchema } from '../../core/contract/queries.ts';
import type { RenderPage } from '../pages/render.ts';
import { describeApi } from '../pages/api-page.ts';
import type { App } from './app-types.ts';
import { documentedKinds } from './error-handling.ts';
import { openApiDocument, type Json } from './openapi.ts';
import { describeKind } from './problem.ts';

/** The OpenAPI document, and the same for people: a page made from it, from our own origin. */
export function registerDocumentRoute(app: App, render: RenderPage): void {
  let document: Json = {};
  let page = '';
  // Only once every route is registered is the document complete; it never changes after that.
  app.addHook('onReady', () => {
    document = openApiDocument(app);
    const problems = documentedKinds.map((kind) => ({ kind, ...describeKind(kind) }));
    page = render('api.njk', { title: 'API', current: 'api', ...describeApi(document), problems });
  });

  app.get(
    '/api/openapi.json',
    {
      schema: {
        summary: 'This description as OpenAPI 3.1',
        tags: ['service'],
        querystring: noQuerySchema,
        response: { 200: z.looseObject({ openapi: z.string() }) },
      },
    },
    async (_request, reply) => {
      reply.headers({ 'access-control-allow-origin': '*', 'cache-control': 'public, no-cache' });
      return { openapi: '3.1.0', ...document };
    },
  );

  app.get('/api/docs', { schema: { hide: true, querystring: noQuerySchema } }, (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'public, no-cache').send(page),
  );
}
