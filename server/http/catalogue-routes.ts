import { z } from 'zod';
import { dataPackage } from '../../core/catalogue/data-package.ts';
import { dcatCatalogue } from '../../core/catalogue/dcat.ts';
import { dataCatalogueSchema, datasetDescriptionSchema } from '../../core/contract/data-catalogue.ts';
import { dataPackageQuerySchema, datasetParamsSchema, noQuerySchema } from '../../core/contract/queries.ts';
import type { DataCatalogues } from '../usecases/catalogue/describe-catalogue.ts';
import { linkBase, type App, type HttpSettings } from './app-types.ts';
import { tableSchema } from './table-schema.ts';
import { valueColumns } from './value-columns.ts';

export interface CatalogueRouteDependencies {
  readonly settings: HttpSettings;
  readonly catalogues: DataCatalogues;
}

const documentSchema = z.record(z.string(), z.unknown());

/** What is loaded, how it was checked, what is missing or out of date, and each dataset as a data package. */
export function registerCatalogueRoutes(
  api: App,
  { settings, catalogues }: CatalogueRouteDependencies,
): void {
  api.get(
    '/catalogue',
    {
      schema: {
        summary: 'What is loaded, what is missing or out of date, and how areas are matched',
        tags: ['datasets'],
        querystring: noQuerySchema,
        response: { 200: dataCatalogueSchema },
      },
    },
    () => catalogues.overview(),
  );

  api.get(
    '/catalogue/:datasetId',
    {
      schema: {
        summary: 'Everything of one dataset: files, quality reports, indicators and downloads',
        tags: ['datasets'],
        params: datasetParamsSchema,
        querystring: noQuerySchema,
        response: { 200: datasetDescriptionSchema },
      },
    },
    (request) => catalogues.dataset(request.params.datasetId),
  );

  api.get(
    '/datapackage.json',
    {
      schema: {
        summary: 'A dataset as a Data Package: its CSV files with their Table Schema',
        tags: ['datasets'],
        querystring: dataPackageQuerySchema,
        response: { 200: { content: { 'application/vnd.datapackage+json': { schema: documentSchema } } } },
      },
    },
    async (request, reply) => {
      const description = await catalogues.dataset(request.query.dataset);
      const schema = tableSchema(valueColumns);
      return reply
        .type('application/vnd.datapackage+json; charset=utf-8')
        .send(dataPackage(description, { base: linkBase(settings), folder: '/api/v1/', schema }));
    },
  );
}

/** The catalogue for other catalogues: DCAT 3 as JSON-LD. */
export function registerDcatRoute(app: App, { settings, catalogues }: CatalogueRouteDependencies): void {
  app.get(
    '/data/catalogue.jsonld',
    {
      schema: {
        summary: 'The catalogue as DCAT 3 in JSON-LD',
        tags: ['datasets'],
        querystring: noQuerySchema,
        response: { 200: { content: { 'application/ld+json': { schema: documentSchema } } } },
      },
    },
    async (_request, reply) => {
      const [{ areaSets, attribution }, descriptions] = await Promise.all([
        catalogues.overview(),
        catalogues.every(),
      ]);
      const options = { base: linkBase(settings), madeUp: attribution.madeUp };
      const document = dcatCatalogue(
        descriptions,
        options,
        (type, vintage) =>
          areaSets.find((set) => set.type === type && set.vintage === vintage)?.nations ?? [],
      );
      return reply
        .type('application/ld+json; charset=utf-8')
        .header('access-control-allow-origin', '*')
        .send(document);
    },
  );
}
