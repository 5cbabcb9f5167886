import { searchQuerySchema } from '../../core/contract/queries.ts';
import { searchResultsSchema, type SearchResult } from '../../core/contract/score.ts';
import { asPostcodePrefix, type SearchReads } from '../store/search-reads.ts';
import type { App } from './app-types.ts';

/** What the text can be is tried from the most to the least certain: a code, a postcode, a name. */
export async function findPlaces(search: SearchReads, text: string, limit: number): Promise<SearchResult[]> {
  const isCode = /^[a-z]\d{8}$/i.test(text);
  const postcode = asPostcodePrefix(text);
  const [byCode, byPostcode] = await Promise.all([
    isCode ? search.byCode(text, limit) : [],
    postcode === null ? [] : search.byPostcode(postcode, limit),
  ]);
  const certain = [...byCode, ...byPostcode];
  const byName = certain.length >= limit ? [] : await search.byName(text, limit - certain.length);
  return [...certain, ...byName].slice(0, limit);
}

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
      const text = request.query.q.trim().replaceAll(/\s+/g, ' ');
      const results = text === '' ? [] : await findPlaces(search, text, request.query.limit);
      return { query: request.query.q, results };
    },
  );
}
