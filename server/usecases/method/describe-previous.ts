import type { MethodReport } from '../../../core/contract/method-report.ts';
import type { Profile } from '../../../core/contract/profile.ts';
import { AppError } from '../../../core/errors.ts';
import { compareRuns } from '../../../core/index/compare-runs.ts';
import { profileChanges } from '../../../core/index/profile-changes.ts';
import type { Queryable } from '../../database/database.ts';
import { createProfileStore } from '../../store/profile-store.ts';
import { createSavedProfileStore } from '../../store/saved-profile-store.ts';
import type { ScoreTable } from '../make-score-table.ts';
import type { Scoring } from '../score-table.ts';
import { present } from '../scored-places.ts';

/** What the version before this one did otherwise, in words and in ranks; null where there was none. */
export async function describePrevious(
  database: Queryable,
  scoring: Scoring,
  table: ScoreTable,
): Promise<MethodReport['previous']> {
  const { profile, profileHash, series } = table.inputs;
  const before = await findPrevious(database, profile, profileHash);
  if (before === null) return null;
  const titles = new Map(series.map(({ indicatorId, title }) => [indicatorId, title]));
  const changes = profileChanges(before, profile, (id) => titles.get(id) ?? id);
  const earlier = await scoreEarlier(scoring, before);
  const isComparable = earlier?.inputs.areas.codes.length === table.inputs.areas.codes.length;
  const compared = earlier === null || !isComparable ? null : compareRuns(earlier.scored, table.scored);
  return {
    version: before.version,
    changes,
    meanAbsoluteShift: compared === null ? null : present(compared.meanAbsoluteShift),
    worstTenthKept: compared === null ? null : present(compared.worstTenthKept),
  };
}

/** A profile that people save keeps every version; of one that comes with the code those are known that were scored. */
async function findPrevious(database: Queryable, profile: Profile, hash: string): Promise<Profile | null> {
  const versions = await createSavedProfileStore(database).versions(profile.id);
  const at = versions.findIndex(({ version }) => version === profile.version);
  return at < 0 ? createProfileStore(database).previous(profile.id, hash) : (versions[at + 1] ?? null);
}

/** The earlier version on the data of today; null where what it needs is no longer loaded. */
async function scoreEarlier(scoring: Scoring, profile: Profile): Promise<ScoreTable | null> {
  try {
    return await scoring.draft(profile);
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not-computable' || error.code === 'not-found'))
      return null;
    throw error;
  }
}
