import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { locales } from '../../core/language/locale.ts';
import type { App, HttpSettings } from '../http/app-types.ts';
import { registerDcatRoute } from '../http/catalogue-routes.ts';
import type { PagePrinter } from '../pdf/page-printer.ts';
import { registerCrawlerRoutes, type CrawlerDependencies } from './crawler-routes.ts';
import { registerHostScript } from './embed/host-script.ts';
import { registerOembed } from './embed/oembed-route.ts';
import { registerEditor, type EditorDependencies } from './editor/editor-routes.ts';
import { registerPublicPages, type PublicPageDependencies } from './public-pages.ts';
import type { MethodPageDependencies } from './method-page.ts';
import type { RenderPage } from './render.ts';

export interface PageDependencies
  extends PublicPageDependencies, MethodPageDependencies, CrawlerDependencies {
  readonly render: RenderPage;
  readonly editor: Omit<EditorDependencies, 'render' | 'scoring' | 'methods' | 'adminToken'>;
  readonly settings: HttpSettings;
  /** What the page of a council loads to give cards their height; null where the browser code has not been built. */
  readonly hostScript: Buffer | null;
  readonly printer: PagePrinter;
}

/** The pages that people read; each is whole without JavaScript. */
export function registerPages(app: App, dependencies: PageDependencies): void {
  const { render, settings, scoring, methods } = dependencies;
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
  registerHostScript(app, dependencies.hostScript);
  registerOembed(app, dependencies);
  registerCrawlerRoutes(app, dependencies);
  registerEditor(app, { render, scoring, methods, adminToken: settings.adminToken, ...dependencies.editor });
}
