import { chooseProfile } from '../../../core/choose-profile.ts';
import { parseBase } from '../../../core/contract/base-text.ts';
import {
  listingQuerySchema,
  listingSchema,
  type Listing,
  type ListingQuery,
} from '../../../core/contract/listing.ts';
import { AppError } from '../../../core/errors.ts';
import { addressIn } from '../../../core/language/locale.ts';
import { combineAreas } from '../../usecases/lists/combine-areas.ts';
import {
  orderOf,
  type AreaListing,
  type AreaListRequest,
  type AreaLists,
} from '../../usecases/lists/list-areas.ts';
import { listingData } from '../../usecases/lists/listing-data.ts';
import type { Scoring } from '../../usecases/score-table.ts';
import { registerPage, type PageRequest, type PageScope } from '../page.ts';
import { queryOfForm } from './list-form.ts';
import { registerListFiles, type ListFileDependencies } from './list-files.ts';
import { listView, type ShownList } from './list-view.ts';

export interface ListPageDependencies extends ListFileDependencies {
  readonly scoring: Scoring;
  readonly lists: AreaLists;
}

/** The id of the profile that is served where an address names none. */
async function usualProfile(scoring: Scoring): Promise<string> {
  const profile = chooseProfile(await scoring.summaries());
  if (profile === undefined) throw new AppError('not-found', 'There is no profile.');
  return profile.id;
}

function listRequest(query: ListingQuery, profileId: string): AreaListRequest {
  return {
    profileId,
    type: query.type,
    base: query.base === undefined ? undefined : parseBase(query.base),
    within: query.within,
    filters: { match: query.match, rules: query.where ?? [] },
    order: orderOf(query.sort),
    columns: query.columns,
    selected: query.selected,
  };
}

/** Areas as a list that can be sorted, filtered and taken away: `/areas`, whole without JavaScript. */
export function registerListPage(scope: PageScope, dependencies: ListPageDependencies): void {
  const { scoring, lists } = dependencies;
  const read = async (query: ListingQuery): Promise<AreaListing> =>
    lists.list(listRequest(query, query.profile ?? (await usualProfile(scoring))));
  // What is shown besides the data is of the same listing: it goes with the data and is not read twice.
  const listings = new WeakMap<Listing, ShownList>();

  redirectForms(scope);
  registerPage(scope, {
    path: '/areas',
    query: listingQuerySchema,
    data: listingSchema,
    template: 'areas.njk',
    print: true,
    async read({ query, t }: PageRequest<unknown, ListingQuery>) {
      const listing = await read(query);
      const combined =
        listing.selected.length === 0 ? null : combineAreas(listing, await lists.members(listing.request));
      const data = listingData(listing, combined, { page: query.page, t });
      const usual = await usualProfile(scoring);
      const profileQuery = data.profile.id === usual ? '' : `profile=${encodeURIComponent(data.profile.id)}`;
      listings.set(data, { listing, data, profileQuery });
      return data;
    },
    view(data, request) {
      const shown = listings.get(data);
      if (shown === undefined) throw new Error('A list is shown from the data that was read for it.');
      return listView(shown, request);
    },
  });
  registerListFiles(scope, { ...dependencies, read });
}

/** Forms without scripts send rows of controls: people go on to the one address of what they asked for. */
function redirectForms({ app, locale }: PageScope): void {
  const path = addressIn(locale, '/areas');
  app.addHook('onRequest', async (request, reply) => {
    const at = request.url.indexOf('?');
    if (at < 0 || request.url.slice(0, at) !== path) return;
    const query = queryOfForm(new URLSearchParams(request.url.slice(at)));
    if (query !== null) await reply.redirect(query.size === 0 ? path : `${path}?${query.toString()}`, 303);
  });
}
