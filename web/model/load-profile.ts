import { chooseProfile } from '../../core/choose-profile.ts';
import type { ProfileSummary } from '../../core/contract/profile.ts';
import { AppError } from '../../core/errors.ts';
import type { AtlasApi } from '../api/atlas-api.ts';
import type { ExplorerState } from '../state/explorer-state.ts';
import type { LoadedProfile } from './loaded-profile.ts';
import { keepLoads } from './keep-loads.ts';
import { createRescorer } from './rescore.ts';
import { t } from '../language/words.ts';

function chosenProfile(profiles: readonly ProfileSummary[], wanted: string | null): ProfileSummary {
  const found = chooseProfile(profiles, wanted);
  if (found === undefined) throw new AppError('not-found', t('explorer.noIndex'));
  return found;
}

const kept = 4;

/** Loads the columns and the definition of the index that a state asks for; the last few stay in memory. */
export function createProfileLoader(
  api: AtlasApi,
  profiles: readonly ProfileSummary[],
): (state: Pick<ExplorerState, 'profile' | 'base'>) => Promise<LoadedProfile> {
  const keep = keepLoads<LoadedProfile>(kept);
  const load = async (summary: ProfileSummary, base: string | null): Promise<LoadedProfile> => {
    const [block, profile] = await Promise.all([api.block(summary.id, base), api.profile(summary.id)]);
    return { summary, block, rescorer: createRescorer(block, profile) };
  };
  return ({ profile, base }) => {
    const summary = chosenProfile(profiles, profile);
    return keep(`${summary.id}|${base ?? ''}`, () => load(summary, base));
  };
}
