import {
  coverageChangeQuerySchema,
  coverageChangeSchema,
} from '../../../core/contract/coverage/coverage-change.ts';
import type { CoverageChanges } from '../../usecases/coverage/coverage-change.ts';
import type { App } from '../app-types.ts';

/** Two releases of coverage side by side: what the page /coverage/change shows, for programs. */
export function registerCoverageChangeRoute(api: App, changes: CoverageChanges): void {
  api.get(
    '/coverage/change',
    {
      schema: {
        summary:
          'Two releases of fixed broadband coverage side by side, with what cannot be compared and why',
        tags: ['coverage'],
        querystring: coverageChangeQuerySchema,
        response: { 200: coverageChangeSchema },
      },
    },
    (request) => changes.page(request.query, 'en'),
  );
}
