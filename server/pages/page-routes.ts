import type { App, HttpSettings } from '../http/app-types.ts';
import { noQuerySchema } from '../../core/contract/queries.ts';
import type { DatasetStore } from '../store/dataset-store.ts';
import type { RenderPage } from './render.ts';

export interface PageDependencies {
  readonly render: RenderPage;
  readonly settings: HttpSettings;
  readonly datasets: DatasetStore;
}

/** The pages that people read; each is whole without JavaScript. */
export function registerPages(app: App, { render, datasets }: PageDependencies): void {
  app.get('/data', { schema: { hide: true, querystring: noQuerySchema } }, async (_request, reply) => {
    const [list, attribution] = await Promise.all([datasets.list(), datasets.attribution()]);
    const page = render('data.njk', {
      title: 'Data and sources',
      current: 'data',
      datasets: list,
      attribution,
    });
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
  });
}
