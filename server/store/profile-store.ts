import type { Profile } from '../../core/contract/profile.ts';
import { profileSchema } from '../../core/contract/profile.ts';
import type { Queryable } from '../database/database.ts';

export interface StoredProfile {
  readonly hash: string;
  readonly profile: Profile;
  readonly latestRunId: number | null;
}

interface ProfileRow {
  profile_hash: string;
  definition: unknown;
  latest_run_id: number | null;
}

/** The versions of profiles that were ever scored: a score can always say exactly how it was made. */
export function createProfileStore(database: Queryable) {
  return {
    /** Keeps this version; a version that is known already is left as it is. */
    async save(hash: string, profile: Profile): Promise<void> {
      await database.execute(
        `insert into profile_version (profile_hash, profile_id, version, definition)
         values ($1, $2, $3, $4::jsonb) on conflict (profile_hash) do nothing`,
        [hash, profile.id, profile.version, JSON.stringify(profile)],
      );
    },

    /** The latest current run of each version. */
    async latestRuns(): Promise<Map<string, number>> {
      const rows = await database.query<{ profile_hash: string; run_id: number }>(
        `select profile_hash, max(run_id) as run_id from score_run where is_current group by profile_hash`,
      );
      return new Map(rows.map((row) => [row.profile_hash, row.run_id]));
    },

    async find(hash: string): Promise<StoredProfile | null> {
      const rows = await database.query<ProfileRow>(
        `select p.profile_hash, p.definition, max(r.run_id) as latest_run_id
         from profile_version p left join score_run r on r.profile_hash = p.profile_hash and r.is_current
         where p.profile_hash = $1 group by p.profile_hash`,
        [hash],
      );
      const row = rows[0];
      if (row === undefined) return null;
      const profile = profileSchema.parse(row.definition);
      return { hash: row.profile_hash, profile, latestRunId: row.latest_run_id };
    },
  };
}

export type ProfileStore = ReturnType<typeof createProfileStore>;
