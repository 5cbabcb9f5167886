import type { ProfileSummary } from '../../../core/contract/profile.ts';
import type { RankIntervalList } from '../../../core/contract/rank-interval.ts';
import { smallProfile } from './small-block.ts';

/** The small profile as the service lists it. */
export const smallSummary: ProfileSummary = {
  ...{ id: smallProfile.id, version: smallProfile.version, hash: 'p', title: smallProfile.title },
  ...{ summary: smallProfile.summary, areas: smallProfile.areas, base: smallProfile.base, latestRunId: 1 },
};

const about = {
  ...{ profileId: 'small', profileVersion: '1.0.0', profileHash: 'p', dataHash: 'd' },
  base: { kind: 'everything' as const },
  areas: { type: 'lsoa' as const, vintage: 2021 },
};

/** The answer where nobody has worked them out. */
export const missingIntervals: Extract<RankIntervalList, { status: 'missing' }> = {
  status: 'missing',
  ...about,
  reason: 'never-run',
};

/** Intervals of five of the six areas of the small block, not in their order; one has no rank. */
export const knownIntervals: Extract<RankIntervalList, { status: 'known' }> = {
  status: 'known',
  ...about,
  attribution: { lines: ['Made for tests'], madeUp: true },
  draws: 1000,
  seed: 1,
  codes: ['E01000005', 'E01000004', 'E01000003', 'E01000002', 'E01000001'].join('\n'),
  rankOf: [5, 5, 5, 5, 5],
  median: [null, 4, 3, 2, 1],
  q5: [null, 3, 2, 1, 1],
  q95: [null, 5, 4, 3.2, 1],
  worstTenthShare: [null, 0, 0.05, 0.4, 0.99],
  isFragile: [null, false, false, true, false],
};
