import type { MethodReport } from '../../../core/contract/method-report.ts';
import type { Profile } from '../../../core/contract/profile.ts';
import type { ProfileComparison } from '../../../core/contract/profile-comparison.ts';
import { AppError } from '../../../core/errors.ts';
import { leaveIndicatorsOut } from '../method/leave-indicators-out.ts';
import { compareProfiles } from '../compare-profiles.ts';
import type { MethodReports } from '../method/describe-method.ts';
import type { Scoring } from '../score-table.ts';
import { checkDraft } from './draft-profile.ts';

/** What a draft would change, before anybody saves it. */
export interface DraftPreview {
  readonly report: MethodReport;
  /** Against the profile it is set against. */
  readonly comparison: ProfileComparison;
  /** Areas in the worst tenth, and of these how many stay in it whichever single indicator is left out. */
  readonly worstTenth: { readonly areas: number; readonly always: number };
}

export interface PreviewServices {
  readonly scoring: Scoring;
  readonly methods: Pick<MethodReports, 'ofTable'>;
  /** Ids of the indicators that no profile may be made of. */
  readonly outcomeIds: readonly string[];
}

const shownMoves = 20;

/**
 * Scores a draft on what is loaded and sets it against another profile.
 *
 * @throws AppError invalid-request (the draft), not-computable (no data, or nothing that can be scored).
 */
export async function previewDraft(
  { scoring, methods, outcomeIds }: PreviewServices,
  draft: Profile,
  againstId: string,
): Promise<DraftPreview> {
  checkDraft(draft, outcomeIds);
  const table = await scoring.draft(draft);
  const against = await scoring.table({ profileId: againstId });
  // First, as it leaves indicators out in turns with other requests, and keeps what comes of it.
  const report = await methods.ofTable(table);
  const { alwaysInWorstTenth } = leaveIndicatorsOut(table);
  return {
    report,
    comparison: compareProfiles(against, table, shownMoves),
    worstTenth: {
      areas: table.scored.decile.reduce((sum, decile) => sum + (decile === 1 ? 1 : 0), 0),
      always: alwaysInWorstTenth.reduce((sum, isAlways) => sum + isAlways, 0),
    },
  };
}

/** The version after this one: 1.2.0 after 1.1.0. */
export function nextVersion(version: string): string {
  const [major = '1', minor = '0'] = version.split('.');
  return `${major}.${Number(minor) + 1}.0`;
}

const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * The draft as it is saved under a name: a new profile at version 1.0.0, or the next version of one saved before.
 *
 * @throws AppError invalid-request for an id that cannot be, conflict for one of the profiles that come with the code.
 */
export function namedDraft(
  draft: Profile,
  id: string,
  known: { readonly shipped: readonly string[]; readonly newest: Profile | null },
): Profile {
  if (!idPattern.test(id) || id.length > 60 || ['edit', 'draft', 'save'].includes(id)) {
    throw new AppError('invalid-request', 'The name must be lower-case words joined by hyphens.', {
      details: { field: 'id', value: id, reason: 'use a name such as our-borough' },
    });
  }
  if (known.shipped.includes(id)) {
    throw new AppError('conflict', `"${id}" comes with the Atlas and cannot be replaced.`, {
      details: { field: 'id', value: id, reason: 'choose another name' },
    });
  }
  const version = known.newest === null ? '1.0.0' : nextVersion(known.newest.version);
  return { ...draft, id, version };
}
