import {
  mobileListSchema,
  mobilePageSchema,
  mobileParamsSchema,
  mobileQuerySchema,
} from '../../../core/contract/coverage/mobile-coverage.ts';
import { noQuerySchema } from '../../../core/contract/queries.ts';
import type { MobileCoverage } from '../../usecases/coverage/mobile-coverage.ts';
import type { App } from '../app-types.ts';

/** Mobile coverage of authorities: one measure of all of them, or all measures of one. */
export function registerMobileRoutes(api: App, mobile: MobileCoverage): void {
  api.get(
    '/coverage/mobile',
    {
      schema: {
        summary: 'Mobile coverage of local authorities by number of operators, one technology and place',
        tags: ['coverage'],
        querystring: mobileQuerySchema,
        response: { 200: mobileListSchema },
      },
    },
    (request) => mobile.list(request.query, 'en'),
  );
  api.get(
    '/coverage/mobile/:code',
    {
      schema: {
        summary: 'Mobile coverage of one local authority by technology, place and number of operators',
        tags: ['coverage'],
        params: mobileParamsSchema,
        querystring: noQuerySchema,
        response: { 200: mobilePageSchema },
      },
    },
    (request) => mobile.authority(request.params.code, 'en'),
  );
}
