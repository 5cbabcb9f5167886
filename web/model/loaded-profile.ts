import type { ProfileSummary } from '../../core/contract/profile.ts';
import type { ProfileBlock } from './profile-block.ts';
import type { Rescorer } from './rescore.ts';

/** What has been fetched for the profile and base that the state asks for. */
export interface LoadedProfile {
  readonly summary: ProfileSummary;
  readonly block: ProfileBlock;
  readonly rescorer: Rescorer;
}
