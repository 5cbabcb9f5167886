import { chooseProfile } from '../../core/choose-profile.ts';
import { parseBase } from '../../core/contract/base-text.ts';
import { areaTypeSchema, type AreaType } from '../../core/contract/area.ts';
import type { TableTwin } from '../../core/contract/map-page.ts';
import type { ComparisonBase } from '../../core/contract/profile.ts';
import { scoredExtent } from '../../core/geography/scored-extent.ts';
import { AppError } from '../../core/errors.ts';
import { profileSummary, profileTitle } from '../../core/language/data-texts.ts';
import type { Translate } from '../../core/language/translator.ts';
import { listScores } from '../usecases/list-scores.ts';
import type { Scoring } from '../usecases/score-table.ts';

/** How many areas the page holds without JavaScript; all of them are in the CSV that it links to. */
const shownRows = 100;

/** The kinds of area that the page can show. */
const shownTypes = ['lsoa', 'msoa', 'ward', 'lad'] as const satisfies readonly AreaType[];

function describeBase(base: ComparisonBase, t: Translate): string {
  switch (base.kind) {
    case 'everything':
      return t('tableTwin.baseEverything');
    case 'within':
      return t(
        (
          {
            nation: 'tableTwin.baseNation',
            region: 'tableTwin.baseRegion',
            lad: 'tableTwin.baseAuthority',
          } as const
        )[base.type],
      );
    case 'selection':
      return t('tableTwin.baseSelection', { codes: base.codes.join(', ') });
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

/** What the explorer will ask the API for first, spelled as it spells it: its first script asks for it at once. */
function preloadsOf({ profile: { id }, baseText }: TableTwin): string[] {
  const profile = `/api/v1/profiles/${encodeURIComponent(id)}`;
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
    const { profile, parents } = table.inputs;
    const loaded = new Set<string>([profile.areas.type, ...parents.map((each) => each.type)]);
    const extent = scoredExtent({ ...table.inputs.areas, score: table.scored.score });
    return {
      profile: { id: profileId, title: profile.title, summary: profile.summary },
      base: table.base,
      baseText: wanted.base === undefined ? null : query.get('base'),
      type: list.areas.type,
      otherTypes: shownTypes.filter((type) => loaded.has(type) && type !== list.areas.type),
      total: list.total,
      scores: [...list.scores],
      extent: extent === null ? null : [...extent],
    };
  } catch (error) {
    if (isNothingToShow(error)) return null;
    throw error;
  }
}

/** The table in the words of a language. */
export function tableTwinFacts(twin: TableTwin, query: URLSearchParams, t: Translate) {
  const { profile, base, baseText, type, otherTypes, ...rest } = twin;
  const csv = new URLSearchParams({ type, format: 'csv', ...(baseText === null ? {} : { base: baseText }) });
  return {
    ...rest,
    profileTitle: profileTitle(t, profile.id, profile.title),
    profileSummary: profileSummary(t, profile.id, profile.summary),
    baseText: describeBase(base, t),
    kindText: t(`kinds.${type}Many`),
    csvAddress: `/api/v1/profiles/${encodeURIComponent(profile.id)}/scores?${csv.toString()}`,
    /** The same page for other kinds of area. */
    otherKinds: otherTypes.map((other) => ({
      address: addressOf(query, other),
      many: t(`kinds.${other}Many`),
    })),
    preloads: preloadsOf(twin),
  };
}
