import type { IndexDefinition } from '../contract/profile.ts';

/** A profile of the Atlas, or one for files: they differ in what an area may be compared with. */
export interface ComparedProfile extends IndexDefinition {
  readonly base: unknown;
}

export interface ProfileSetting {
  readonly key: keyof ComparedProfile;
  /** What the setting decides, to be followed by "changed". */
  readonly words: string;
}

/** The settings of a profile that stand for themselves, beside its components. */
export const profileSettings = [
  { key: 'recipe', words: 'How figures are prepared' },
  { key: 'normalise', words: 'How indicators are put on one scale' },
  { key: 'weighting', words: 'Where the weights of the components come from' },
  { key: 'aggregate', words: 'How they are put together' },
  { key: 'availability', words: 'How much may be missing' },
  { key: 'availabilityBy', words: 'Whether what is missing is counted or weighed' },
  { key: 'base', words: 'What an area is compared with' },
  { key: 'ranking', words: 'How areas are ranked' },
  { key: 'presentation', words: 'How the score is shown' },
] as const satisfies readonly ProfileSetting[];

/** What a profile says of a setting. A recipe that is left out is one without stages. */
export function settingOf(profile: ComparedProfile, key: keyof ComparedProfile): unknown {
  return key === 'recipe' ? (profile.recipe ?? []) : profile[key];
}
