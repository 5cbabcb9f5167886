import type { Profile } from '../../core/contract/profile.ts';
import { AppError } from '../../core/errors.ts';
import type { Database } from '../database/database.ts';
import { scoreProfile, type ScoreProfileOutcome } from './score-profile.ts';

export interface ScoreAllServices {
  readonly database: Database;
  readonly catalogue: { readonly profiles: readonly Profile[] };
}

/**
 * Scores the named profiles one after the other, each against its own base.
 *
 * @throws AppError not-found for a profile that the catalogue does not have, before anything is scored.
 */
export async function scoreAll(
  services: ScoreAllServices,
  profileIds: readonly string[],
): Promise<readonly { readonly profileId: string; readonly outcome: ScoreProfileOutcome }[]> {
  const profiles = profileIds.map((id) => profileNamed(services.catalogue.profiles, id));
  const outcomes = [];
  for (const profile of profiles) {
    outcomes.push({ profileId: profile.id, outcome: await scoreProfile(services, { profile }) });
  }
  return outcomes;
}

/** @throws AppError not-found, naming the profiles there are. */
export function profileNamed(profiles: readonly Profile[], id: string): Profile {
  const profile = profiles.find((candidate) => candidate.id === id);
  if (profile !== undefined) return profile;
  const known = profiles.map((candidate) => candidate.id);
  throw new AppError('not-found', `There is no profile "${id}"; there are ${known.join(', ') || 'none'}.`, {
    details: { field: 'profile', value: id, known },
  });
}
