import { profileSchema, type Profile } from '../../core/contract/profile.ts';
import type { Queryable } from '../database/database.ts';

interface SavedRow {
  definition: unknown;
}

/** Profiles that people made: the newest version of each is in force, the older ones stay readable. */
export function createSavedProfileStore(database: Queryable) {
  return {
    /** The newest version of each, by id. */
    async newest(): Promise<Profile[]> {
      const rows = await database.query<SavedRow>(
        `select distinct on (profile_id) definition from saved_profile
         order by profile_id, saved_profile_id desc`,
      );
      return rows.map((row) => profileSchema.parse(row.definition));
    },

    /** All versions of one, the newest first. */
    async versions(profileId: string): Promise<Profile[]> {
      const rows = await database.query<SavedRow>(
        'select definition from saved_profile where profile_id = $1 order by saved_profile_id desc',
        [profileId],
      );
      return rows.map((row) => profileSchema.parse(row.definition));
    },

    async save(profile: Profile): Promise<void> {
      await database.execute(
        'insert into saved_profile (profile_id, version, definition) values ($1, $2, $3::jsonb)',
        [profile.id, profile.version, JSON.stringify(profile)],
      );
    },
  };
}
