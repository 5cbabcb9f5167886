import { comparedAreas, type ComparisonPage } from '../../../core/contract/area-comparison.ts';
import { areaTypeSchema } from '../../../core/contract/area.ts';
import type { SearchResult } from '../../../core/contract/score.ts';
import { chooseCandidate, type Candidate } from '../../../core/compare/choose-candidate.ts';
import { AppError } from '../../../core/errors.ts';
import type { Queryable } from '../../database/database.ts';
import type { Figures } from '../figures/figure-table.ts';
import type { ScoreTable } from '../make-score-table.ts';
import { checkCodes, compareAreas, placeOf, type ComparisonRequest } from './compare-areas.ts';
import { findArea, findAreas } from './find-area.ts';

export interface ComparisonSources {
  readonly database: Queryable;
  readonly figures: Figures;
  /** What a text can mean: areas and postcodes, the likeliest first. */
  readonly search: (text: string, limit: number) => Promise<readonly SearchResult[]>;
}

export interface ChoiceRequest extends ComparisonRequest {
  /** A name, postcode or code of one more area; null where none is to be added. */
  readonly add: string | null;
}

/** More than this nobody reads through: a longer name is asked for instead. */
const shownCandidates = 20;

function refuse(code: 'invalid-request' | 'not-found', fault: string, value: string): AppError {
  const message = `No area can be added by "${value}".`;
  return new AppError(code, message, { details: { field: 'add', value, reason: message, fault } });
}

/** The areas that a search found: of a postcode those that it is in; those without a score are left out. */
function candidatesOf(results: readonly SearchResult[], table: ScoreTable): Candidate[] {
  const found = results.flatMap(({ kind, code, label, areas }) =>
    kind === 'postcode' ? areas.map((area) => ({ code: area.code, label: area.name })) : [{ code, label }],
  );
  const candidates = new Map<string, Candidate>();
  for (const { code, label } of found) {
    const area = findArea(table, code);
    if (area === undefined || candidates.has(code)) continue;
    const { places, row } = area;
    candidates.set(code, {
      code,
      label,
      name: places.names[row] ?? code,
      type: areaTypeSchema.parse(places.type),
    });
  }
  return [...candidates.values()];
}

/**
 * What an address of the page comes to: a comparison, or that areas have still to be chosen: none was named, or several go by the
 * name that was given.
 *
 * @throws AppError as compareAreas; invalid-request or not-found for a text that adds nothing; `details.fault` says why.
 */
export async function chooseAreas(
  sources: ComparisonSources,
  request: ChoiceRequest,
): Promise<ComparisonPage> {
  const { profileId, codes, beside, add } = request;
  if (add === null && codes.length > 0) return await compareAreas(sources, request);
  const { table } = await sources.figures.of({ profileId });
  const { id, title, version } = table.inputs.profile;
  const choice = (chosen: readonly string[], text: string | null, candidates: readonly Candidate[]) => ({
    status: 'choose' as const,
    profile: { id, title, version },
    beside,
    areas: findAreas(table, chosen).map(placeOf),
    text,
    candidates: [...candidates],
  });
  if (add === null) return choice([], null, []);
  if (codes.length >= comparedAreas.least) checkCodes(codes);
  const areas = findAreas(table, codes);
  const text = add.trim();
  if (text === '') throw refuse('invalid-request', 'empty-search', add);
  const found = candidatesOf(await sources.search(text, shownCandidates), table);
  const candidates = found.filter(({ code }) => !codes.includes(code));
  if (candidates.length === 0) {
    throw found.length > 0
      ? refuse('invalid-request', 'already-there', text)
      : refuse('not-found', 'nothing-found', text);
  }
  const chosen = chooseCandidate({ text, candidates, types: areas.map(({ places }) => places.type) });
  if (chosen === null) return choice(codes, text, candidates);
  const all = [...codes, chosen.code];
  return all.length < comparedAreas.least
    ? choice(all, null, [])
    : await compareAreas(sources, { ...request, codes: all });
}

/** The areas of these codes that have a score, each once; those that do not are left out. */
export async function knownAreas(
  { figures }: Pick<ComparisonSources, 'figures'>,
  { profileId, codes }: Pick<ComparisonRequest, 'profileId' | 'codes'>,
): Promise<Extract<ComparisonPage, { status: 'choose' }>['areas']> {
  const { table } = await figures.of({ profileId });
  const known = [...new Set(codes)].filter((code) => findArea(table, code) !== undefined);
  return findAreas(table, known).map(placeOf);
}
