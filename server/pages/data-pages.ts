import { schemaOrgCatalogue, schemaOrgDataset } from '../../core/catalogue/schema-org.ts';
import { dataCatalogueSchema, datasetDescriptionSchema } from '../../core/contract/data-catalogue.ts';
import { datasetParamsSchema, noQuerySchema } from '../../core/contract/queries.ts';
import { linkBase, type HttpSettings } from '../http/app-types.ts';
import type { DataCatalogues } from '../usecases/catalogue/describe-catalogue.ts';
import { viewCatalogue } from './data/view-catalogue.ts';
import { viewDataset } from './data/view-dataset.ts';
import { registerPage, type PageScope } from './page.ts';

export interface DataPageDependencies {
  readonly settings: HttpSettings;
  readonly catalogues: DataCatalogues;
}

/** The catalogue of data, and a page for each dataset. */
export function registerDataPages(scope: PageScope, { settings, catalogues }: DataPageDependencies): void {
  registerPage(scope, {
    path: '/data',
    query: noQuerySchema,
    data: dataCatalogueSchema,
    template: 'data.njk',
    read: () => catalogues.overview(),
    view: (data, { t }) => ({
      title: t('data.title'),
      description: t('data.description'),
      current: 'data',
      attribution: data.attribution,
      jsonLd: schemaOrgCatalogue(data, linkBase(settings)),
      ...viewCatalogue(data, t),
    }),
  });

  registerPage(scope, {
    path: '/data/:datasetId',
    params: datasetParamsSchema,
    query: noQuerySchema,
    data: datasetDescriptionSchema,
    template: 'dataset.njk',
    read: ({ params }) => catalogues.dataset(params.datasetId),
    view: (data, { t }) => ({
      title: data.dataset.title,
      description: t('data.datasetDescription', {
        title: data.dataset.title,
        publisher: data.dataset.publisher,
      }),
      current: 'data',
      attribution: { lines: [data.dataset.attribution], madeUp: data.dataset.madeUp },
      jsonLd: schemaOrgDataset(data, linkBase(settings)),
      ...viewDataset(data, t),
    }),
  });
}
