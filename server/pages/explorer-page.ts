import { chooseProfile } from '../../core/choose-profile.ts';
import { parseBase } from '../../core/contract/base-text.ts';
import { areaTypeSchema, type AreaType } from '../../core/contract/area.ts';
import type { Attribution } from '../../core/contract/dataset.ts';
import type { ComparisonBase } from '../../core/contract/profile.ts';
import type { Score } from '../../core/contract/score.ts';
import { scoredExtent } from '../../core/geography/scored-extent.ts';
import { AppError } from '../../core/errors.ts';
import { listScores } from '../usecases/list-scores.ts';
import type { Scoring } from '../usecases/score-table.ts';

/** How many areas the page holds without JavaScript; all of them are in the CSV that it links to. */
const shownRows = 100;

const kinds: readonly { readonly type: AreaType; readonly many: string }[] = [
  { type: 'lsoa', many: 'neighbourhoods (LSOAs)' },
  { type: 'msoa', many: 'larger neighbourhoods (MSOAs)' },
  { type: 'ward', many: 'wards' },
  { type: 'lad', many: 'local authorities' },
];

export interface TableTwin {
  readonly profileTitle: string;
  readonly profileSummary: string;
  readonly baseText: string;
  readonly kindText: string;
  readonly total: number;
  readonly scores: readonly Score[];
  readonly csvAddress: string;
  /** The same page for other kinds of area. */
  readonly otherKinds: readonly { readonly address: string; readonly many: string }[];
  readonly attribution: Attribution;
  /** The box around the areas that have a score: west, south, east, north. */
  readonly extent: readonly number[] | null;
  /** What the explorer will ask the API for first, spelled as it spells it: its first script asks for it at once. */
  readonly preloads: readonly string[];
}

function describeBase(base: ComparisonBase): string {
  switch (base.kind) {
    case 'everything':
      return 'all areas that are loaded';
    case 'within':
      return { nation: 'their own nation', region: 'their own region', lad: 'their own local authority' }[
        base.type
      ];
    case 'selection':
      return `the areas within ${base.codes.join(', ')}`;
  }
}

/** What the address asks for; what it does not say, or says wrongly, is left to the profile: old links still open. */
interface Wanted {
  readonly profileId: string | null;
  readonly base: ComparisonBase | undefined;
  readonly type: AreaType;
}

function readWanted(query: URLSearchParams): Wanted {
  const type = areaTypeSchema.safeParse(query.get('areas'));
  let base: ComparisonBase | undefined;
  try {
    base = parseBase(query.get('base') ?? '');
  } catch {
    base = undefined;
  }
  return { profileId: query.get('profile'), base, type: type.success ? type.data : 'lsoa' };
}

function addressOf(query: URLSearchParams, type: AreaType): string {
  const other = new URLSearchParams(query);
  other.set('areas', type);
  return `/map?${other.toString()}`;
}

function preloadsOf(profileId: string, baseText: string | null): string[] {
  const profile = `/api/v1/profiles/${encodeURIComponent(profileId)}`;
  const query = baseText === null ? '' : `?${new URLSearchParams({ base: baseText }).toString()}`;
  return ['/api/v1/atlas', '/api/v1/profiles', profile, `${profile}/columns${query}`];
}

/** Is this because of what is (not) loaded, or because of what the address asks, rather than a failure? */
function isNothingToShow(error: unknown): boolean {
  return error instanceof AppError && ['not-found', 'not-computable', 'invalid-request'].includes(error.code);
}

/**
 * The areas at greatest risk as a table: what the map shows, in text, before and without any script.
 * Null where nothing that the address asks for can be scored.
 */
export async function readTableTwin(scoring: Scoring, query: URLSearchParams): Promise<TableTwin | null> {
  const wanted = readWanted(query);
  try {
    const profileId = chooseProfile(await scoring.summaries(), wanted.profileId)?.id;
    if (profileId === undefined) return null;
    const table = await scoring.table({ profileId, base: wanted.base });
    const list = listScores(table, { type: wanted.type, sort: 'rank', offset: 0, limit: shownRows });
    const csv = new URLSearchParams({ type: list.areas.type, format: 'csv' });
    const baseText = query.get('base');
    if (wanted.base !== undefined && baseText !== null) csv.set('base', baseText);
    const loaded = new Set<string>([
      table.inputs.profile.areas.type,
      ...table.inputs.parents.map((each) => each.type),
    ]);
    return {
      profileTitle: table.inputs.profile.title,
      profileSummary: table.inputs.profile.summary,
      baseText: describeBase(table.base),
      kindText: kinds.find((kind) => kind.type === list.areas.type)?.many ?? list.areas.type,
      total: list.total,
      scores: list.scores,
      csvAddress: `/api/v1/profiles/${encodeURIComponent(profileId)}/scores?${csv.toString()}`,
      otherKinds: kinds
        .filter((kind) => loaded.has(kind.type) && kind.type !== list.areas.type)
        .map((kind) => ({ address: addressOf(query, kind.type), many: kind.many })),
      attribution: list.attribution,
      extent: scoredExtent({ ...table.inputs.areas, score: table.scored.score }),
      preloads: preloadsOf(profileId, wanted.base === undefined ? null : baseText),
    };
  } catch (error) {
    if (isNothingToShow(error)) return null;
    throw error;
  }
}
