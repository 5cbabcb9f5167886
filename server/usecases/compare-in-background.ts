import type { ProfileComparison } from '../../core/contract/profile-comparison.ts';
import type { ProfileOverTime } from '../../core/contract/profile-over-time.ts';
import type { Queryable } from '../database/database.ts';
import { createBackgroundJobs, type JobContext, type Patience } from './background-jobs.ts';
import { checkYears, compareDates } from './compare-dates.ts';
import { compareProfiles } from './compare-profiles.ts';
import { profileHash } from './profile-hash.ts';
import type { Scoring } from './score-table.ts';

export interface ComparisonServices {
  readonly database: Queryable;
  readonly scoring: Scoring;
  /** Text that changes when the data changes. */
  readonly dataVersion: () => Promise<string>;
  /** How long whoever asks for a comparison waits. */
  readonly patience: Pick<Patience, 'waitMilliseconds' | 'retryAfterSeconds'>;
}

export interface Years {
  readonly before: number;
  readonly after: number;
}

/** One of 50 areas is some 20 kB, the longest that can be asked for some 4 MB. */
const keptComparisons = 16;

/**
 * Comparisons of two profiles and of two years of one, each made in the background when first asked for, one at a time, and
 * kept as long as the data is the same.
 */
export function createComparisons({ database, scoring, dataVersion, patience }: ComparisonServices) {
  const profiles = createBackgroundJobs<ProfileComparison>(keptComparisons);
  const dates = createBackgroundJobs<ProfileOverTime>(keptComparisons);

  return {
    /**
     * From one profile to another; `compareProfiles` says more. Both must be known before either is scored.
     *
     * @throws AppError as `Scoring.table` and `compareProfiles` do; source-unavailable while it is being made.
     */
    async ofProfiles(firstId: string, secondId: string, limit: number): Promise<ProfileComparison> {
      const [first, second] = [await scoring.profile(firstId), await scoring.profile(secondId)];
      const key = [await dataVersion(), profileHash(first), profileHash(second), limit].join(' ');
      const work = async ({ onProgress }: JobContext): Promise<ProfileComparison> => {
        const before = await scoring.draft(first);
        onProgress(0.5);
        return compareProfiles(before, await scoring.draft(second), limit);
      };
      return profiles.ask(key, work, {
        saying: `"${first.title}" and "${second.title}" are being compared`,
        ...patience,
      });
    },

    /**
     * From one year to another; `compareDates` says more.
     *
     * @throws AppError not-found (the profile), as `checkYears` and `compareDates` do; source-unavailable while it is being made.
     */
    async ofDates(profileId: string, years: Years, limit: number): Promise<ProfileOverTime> {
      const profile = await scoring.profile(profileId);
      checkYears(years.before, years.after);
      const key = [await dataVersion(), profileHash(profile), years.before, years.after, limit].join(' ');
      const request = { profile, yearBefore: years.before, yearAfter: years.after, limit };
      return dates.ask(key, (job) => compareDates(database, request, job), {
        saying: `"${profile.title}" is being compared between ${years.before} and ${years.after}`,
        ...patience,
      });
    },

    /** Ends what is being made. */
    close(): void {
      profiles.close();
      dates.close();
    },
  };
}

export type Comparisons = ReturnType<typeof createComparisons>;
