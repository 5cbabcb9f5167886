import { formatBase } from '../../core/contract/base-text.ts';
import type { ComparisonBase, Profile, ProfileSummary } from '../../core/contract/profile.ts';
import { AppError } from '../../core/errors.ts';
import { weightsWith } from '../../core/index/weights.ts';
import type { Queryable } from '../database/database.ts';
import { createAtlasReads } from '../store/atlas-reads.ts';
import { createProfileStore } from '../store/profile-store.ts';
import { createSavedProfileStore } from '../store/saved-profile-store.ts';
import { loadScoringInputs } from './load-scoring-inputs.ts';
import { makeScoreTable, type ScoreTable } from './make-score-table.ts';
import { profileHash } from './profile-hash.ts';

export interface TableRequest {
  readonly profileId: string;
  /** The profile's own when left out. */
  readonly base?: ComparisonBase | undefined;
  /** By indicator or component id; what is not named keeps its weight. */
  readonly weights?: Readonly<Record<string, number>> | undefined;
}

export interface ScoringOptions {
  readonly database: Queryable;
  /** Those that come with the code; an id of theirs cannot be taken by a profile that somebody saves. */
  readonly profiles: readonly Profile[];
  /** Text that changes when the data changes; read from the database unless a cheaper way is given. */
  readonly dataVersion?: () => Promise<string>;
}

/** One profile of all areas of England and Wales is about 15 MB: a few at a time, the least used goes first. */
const keptTables = 6;

/**
 * Scores profiles on demand and keeps the latest few in memory: a request with own weights repeats only the
 * aggregation, and an import is seen because the version of the data is part of every key.
 */
export function createScoring({ database, profiles, dataVersion }: ScoringOptions) {
  const readVersion = dataVersion ?? (() => createAtlasReads(database).version());
  const saved = createSavedProfileStore(database);
  const kept = new Map<string, Promise<ScoreTable>>();

  async function allProfiles(): Promise<readonly Profile[]> {
    const own = new Set(profiles.map(({ id }) => id));
    return [...profiles, ...(await saved.newest()).filter(({ id }) => !own.has(id))];
  }

  async function profileOf(profileId: string): Promise<Profile> {
    const shipped = profiles.find(({ id }) => id === profileId);
    if (shipped !== undefined) return shipped;
    const [found] = await saved.versions(profileId);
    if (found !== undefined) return found;
    throw new AppError('not-found', `There is no profile "${profileId}".`, {
      details: { field: 'profileId', value: profileId, known: (await allProfiles()).map(({ id }) => id) },
    });
  }

  async function prepared(profile: Profile, base: ComparisonBase): Promise<ScoreTable> {
    const key = `${await readVersion()}\n${profileHash(profile)}\n${formatBase(base)}`;
    const known = kept.get(key);
    const preparing = known ?? prepare(database, profile, base);
    kept.delete(key);
    kept.set(key, preparing);
    const oldest = kept.keys().next().value;
    if (kept.size > keptTables && oldest !== undefined) kept.delete(oldest);
    try {
      return await preparing;
    } catch (error) {
      // What failed must be tried again, not remembered.
      kept.delete(key);
      throw error;
    }
  }

  return {
    /** @throws AppError not-found for an unknown profile. */
    profile: profileOf,

    /** Every profile with its latest stored run. */
    async summaries(): Promise<ProfileSummary[]> {
      const runs = await createProfileStore(database).latestRuns();
      return (await allProfiles()).map((profile) => {
        const hash = profileHash(profile);
        const { id, version, title, summary, areas, base } = profile;
        return { id, version, hash, title, summary, areas, base, latestRunId: runs.get(hash) ?? null };
      });
    },

    /**
     * The scores of a profile now.
     *
     * @throws AppError not-found (profile, code of a selection), invalid-request (weights), not-computable (no data).
     */
    async table(request: TableRequest): Promise<ScoreTable> {
      const profile = await profileOf(request.profileId);
      const base = request.base ?? profile.base;
      const table = await prepared(profile, base);
      if (request.weights === undefined) return table;
      const scored = table.scorer.score(weightsWith(table.scorer.compiled, request.weights));
      return { ...table, scored, hasOwnWeights: true };
    },

    /**
     * The scores of a profile by its definition, saved or not, against its own base.
     *
     * @throws AppError invalid-request (the profile), not-computable (no data).
     */
    async draft(profile: Profile): Promise<ScoreTable> {
      return prepared(profile, profile.base);
    },
  };
}

export type Scoring = ReturnType<typeof createScoring>;

async function prepare(database: Queryable, profile: Profile, base: ComparisonBase): Promise<ScoreTable> {
  return makeScoreTable(await loadScoringInputs(database, profile), base);
}
