import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { locales } from '../../core/language/locale.ts';
import { noQuerySchema } from '../../core/contract/queries.ts';
import type { App, HttpSettings } from '../http/app-types.ts';
import type { DatasetStore } from '../store/dataset-store.ts';
import { registerEditor, type EditorDependencies } from './editor/editor-routes.ts';
import { registerPublicPages, type PublicPageDependencies } from './public-pages.ts';
import type { MethodPageDependencies } from './method-page.ts';
import type { RenderPage } from './render.ts';

export interface PageDependencies extends PublicPageDependencies, MethodPageDependencies {
  readonly render: RenderPage;
  readonly editor: Omit<EditorDependencies, 'render' | 'scoring' | 'methods' | 'adminToken'>;
  readonly settings: HttpSettings;
  readonly datasets: Pick<DatasetStore, 'list'>;
}

const html = 'text/html; charset=utf-8';

/** The pages that people read; each is whole without JavaScript. */
export function registerPages(app: App, dependencies: PageDependencies): void {
  const { render, settings, datasets, credits, scoring, methods } = dependencies;
  app.get('/data', { schema: { hide: true, querystring: noQuerySchema } }, async (_request, reply) => {
    const [list, attribution] = await Promise.all([datasets.list(), credits.everything()]);
    const page = render('data.njk', {
      title: 'Data and sources',
      current: 'data',
      datasets: list,
      attribution,
    });
    return reply.type(html).send(page);
  });

  for (const locale of locales) {
    void app.register(
      (scope, _options, done) => {
        registerPublicPages({ app: scope.withTypeProvider<ZodTypeProvider>(), locale, render }, dependencies);
        done();
      },
      { prefix: locale === 'en' ? '' : `/${locale}` },
    );
  }
  registerEditor(app, { render, scoring, methods, adminToken: settings.adminToken, ...dependencies.editor });
}
