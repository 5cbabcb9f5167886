import { z } from 'zod';
import { datasetSchema } from '../../core/contract/dataset.ts';
import { datasetParamsSchema, noQuerySchema } from '../../core/contract/queries.ts';
import { AppError } from '../../core/errors.ts';
import type { DatasetStore } from '../store/dataset-store.ts';
import type { App } from './app-types.ts';

const datasetListSchema = z.array(datasetSchema);

/** Where every figure comes from: publisher, licence, file, checksum, rows kept and rejected. */
export function registerDatasetRoutes(api: App, datasets: DatasetStore): void {
  api.get(
    '/datasets',
    {
      schema: {
        summary: 'Every dataset with its releases',
        tags: ['datasets'],
        querystring: noQuerySchema,
        response: { 200: datasetListSchema },
      },
    },
    () => datasets.list(),
  );

  api.get(
    '/datasets/:datasetId',
    {
      schema: {
        summary: 'One dataset with its releases',
        tags: ['datasets'],
        params: datasetParamsSchema,
        querystring: noQuerySchema,
        response: { 200: datasetSchema },
      },
    },
    async (request) => {
      const { datasetId } = request.params;
      const dataset = await datasets.find(datasetId);
      if (dataset === null) throw new AppError('not-found', `There is no dataset "${datasetId}".`);
      return dataset;
    },
  );
}
