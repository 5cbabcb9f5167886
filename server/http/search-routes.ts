import { searchQuerySchema } from '../../core/contract/queries.ts';
import { searchResultsSchema } from '../../core/contract/score.ts';
import type { SearchReads } from '../store/search-reads.ts';
import { findPlaces, tidyQuery } from '../usecases/search/find-places.ts';
import { searchResults } from '../usecases/search/search-results.ts';
import type { App } from './app-types.ts';

/** Search never leaves the house: postcodes are looked up in the directory that was imported. */
export function registerSearchRoutes(api: App, search: SearchReads): void {
  api.get(
    '/search',
    {
      schema: {
        summary: 'Find an area or a postcode by name, code or postcode, or the beginning of one',
        tags: ['search'],
        querystring: searchQuerySchema,
        response: { 200: searchResultsSchema },
      },
    },
    async (request) => {
      const { q, limit } = request.query;
      const found = await findPlaces(search, q, limit);
      return { query: q, results: searchResults(found, tidyQuery(q)).slice(0, limit) };
    },
  );
}
