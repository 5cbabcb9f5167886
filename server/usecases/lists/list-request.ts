import { chooseProfile } from '../../../core/choose-profile.ts';
import { parseBase } from '../../../core/contract/base-text.ts';
import type { ListingQuery } from '../../../core/contract/listing.ts';
import { AppError } from '../../../core/errors.ts';
import type { Scoring } from '../score-table.ts';
import { orderOf, type AreaListRequest } from './list-areas.ts';

/** The id of the profile that is served where an address names none. */
export async function usualProfile(scoring: Pick<Scoring, 'summaries'>): Promise<string> {
  const profile = chooseProfile(await scoring.summaries());
  if (profile === undefined) throw new AppError('not-found', 'There is no profile.');
  return profile.id;
}

/** What a query, of an address or of a command, asks for. */
export function listRequest(query: ListingQuery, profileId: string): AreaListRequest {
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
