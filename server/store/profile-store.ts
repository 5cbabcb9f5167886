import { profileSchema, type Profile } from '../../core/contract/profile.ts';
import type { Queryable } from '../database/database.ts';

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

    /** The version of a profile that was scored before this one; null where there was none. */
    async previous(profileId: string, hash: string): Promise<Profile | null> {
      const rows = await database.query<{ definition: unknown }>(
        `select definition from profile_version
         where profile_id = $1 and profile_hash <> $2
           and first_seen_at <= coalesce((select first_seen_at from profile_version where profile_hash = $2), now())
         order by first_seen_at desc limit 1`,
        [profileId, hash],
      );
      return rows[0] === undefined ? null : profileSchema.parse(rows[0].definition);
    },

    /** The latest current run of each version. */
    async latestRuns(): Promise<Map<string, number>> {
      const rows = await database.query<{ profile_hash: string; run_id: number }>(
        `select profile_hash, max(run_id) as run_id from score_run where is_current group by profile_hash`,
      );
      return new Map(rows.map((row) => [row.profile_hash, row.run_id]));
    },
  };
}
