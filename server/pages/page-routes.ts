import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { locales } from '../../core/language/locale.ts';
import type { App, HttpSettings } from '../http/app-types.ts';
import { registerDcatRoute } from '../http/catalogue-routes.ts';
import { pageSecurity } from '../http/security.ts';
import type { CreditReads } from '../store/credit-reads.ts';
import type { PagePrinter } from '../pdf/page-printer.ts';
import { registerClusterPage, type ClusterPageDependencies } from './cluster-page.ts';
import { readTableTwin } from './explorer-page.ts';
import { registerEditor, type EditorDependencies } from './editor/editor-routes.ts';
import { registerPublicPages, type PublicPageDependencies } from './public-pages.ts';
import { registerMethodPages, type MethodPageDependencies } from './method-page.ts';

export interface PageDependencies
  extends MethodPageDependencies, ClusterPageDependencies, PublicPageDependencies {
  readonly editor: Omit<EditorDependencies, 'render' | 'scoring' | 'methods' | 'adminToken'>;
  readonly settings: HttpSettings;
  readonly printer: PagePrinter;
  readonly credits: CreditReads;
}

const html = 'text/html; charset=utf-8';

function queryOf(url: string): URLSearchParams {
  const [, query = ''] = url.split('?', 2);
  return new URLSearchParams(query);
}

/** The pages that people read; each is whole without JavaScript. */
export function registerPages(app: App, dependencies: PageDependencies): void {
  const { render, settings, credits, scoring, methods } = dependencies;
  async function explorer(url: string, isEmbedded: boolean): Promise<string> {
    const [twin, credit] = await Promise.all([readTableTwin(scoring, queryOf(url)), credits.everything()]);
    return render('explorer.njk', {
      title: twin === null ? 'Map' : twin.profileTitle,
      current: 'map',
      twin,
      preloads: twin?.preloads ?? [],
      isEmbedded,
      attribution: credit,
    });
  }

  // The query string is the map's own state: what it does not know it passes over, so that no old link breaks.
  app.get('/map', { schema: { hide: true } }, async (request, reply) => {
    return reply.type(html).send(await explorer(request.url, false));
  });

  app.get('/embed', { schema: { hide: true }, helmet: pageSecurity(settings, '*') }, async (request, reply) =>
    reply.type(html).send(await explorer(request.url, true)),
  );

  registerDcatRoute(app, dependencies);
  for (const locale of locales) {
    void app.register(
      (scope, _options, done) => {
        const app = scope.withTypeProvider<ZodTypeProvider>();
        const { printer } = dependencies;
        registerPublicPages({ app, locale, render, printer, publicUrl: settings.publicUrl }, dependencies);
        done();
      },
      { prefix: locale === 'en' ? '' : `/${locale}` },
    );
  }
  registerMethodPages(app, dependencies);
  registerEditor(app, { render, scoring, methods, adminToken: settings.adminToken, ...dependencies.editor });
  registerClusterPage(app, dependencies);
}
