import type { AreaType } from '../../core/contract/area.ts';
import type { Attribution } from '../../core/contract/dataset.ts';
import type { ScoreList } from '../../core/contract/score.ts';
import type { ScoreTable } from './make-score-table.ts';
import { placesOf, type ScoredPlaces } from './scored-places.ts';

export interface ListScoresRequest {
  /** The profile's own kind of area when left out. */
  readonly type?: AreaType | undefined;
  /** Only places within this area, or this area itself. */
  readonly within?: string | undefined;
  /** A minus sign turns the order round; places without a score come last either way. */
  readonly sort: 'rank' | '-rank' | 'code' | 'name';
  /** How many to pass over: where the page begins. */
  readonly offset: number;
  /** Null: all. */
  readonly limit: number | null;
}

export interface ListedScores extends Omit<ScoreList, 'next'> {
  /** Where the next page begins; null on the last. */
  readonly nextOffset: number | null;
}

/**
 * The scores of places of one kind. A table does not change, so a position in its order is a stable cursor as long as
 * profile and data have the same hashes.
 *
 * @throws AppError not-found when the profile has no places of that kind.
 */
export function listScores(table: ScoreTable, request: ListScoresRequest): ListedScores {
  const { inputs, base } = table;
  const places = placesOf(table, request.type ?? inputs.profile.areas.type);
  const rows = rowsWithin(table, places, request.within);
  rows.sort(orderOf(places, request.sort));
  const end = request.limit === null ? rows.length : request.offset + request.limit;
  return {
    profileId: inputs.profile.id,
    profileVersion: inputs.profile.version,
    profileHash: inputs.profileHash,
    dataHash: inputs.dataHash,
    base,
    areas: { type: places.type, vintage: places.vintage },
    attribution: attributionOf(table),
    total: rows.length,
    scores: rows.slice(request.offset, end).map((row) => places.score(row)),
    nextOffset: end < rows.length ? end : null,
  };
}

/** The credit lines of the figures behind a table and of the boundaries it is drawn with, each once. */
export function attributionOf({ inputs }: Pick<ScoreTable, 'inputs'>): Attribution {
  const series = [...inputs.series, ...(inputs.populationSeries === null ? [] : [inputs.populationSeries])];
  return {
    lines: [...new Set([...series.map(({ attribution }) => attribution), ...inputs.boundaryCredits])].sort(),
    madeUp: inputs.areas.isMadeUp || series.some(({ madeUp }) => madeUp),
  };
}

/** The rows of the compared places that are, or lie within, the area of this code; with no code all. */
export function rowsWithin({ inputs }: ScoreTable, places: ScoredPlaces, code: string | undefined): number[] {
  if (code === undefined) return [...places.rows];
  const larger = inputs.parents.flatMap(({ type, codes }) => {
    const position = codes.indexOf(code);
    return position < 0 ? [] : { type, position };
  });
  return places.rows.filter(
    (row) =>
      places.codes[row] === code ||
      larger.some(({ type, position }) => places.parentPosition(type, row) === position),
  );
}

const collator = new Intl.Collator('en-GB', { numeric: true });

function orderOf(places: ScoredPlaces, sort: ListScoresRequest['sort']): (a: number, b: number) => number {
  // Rows are in the order of their codes already.
  const byCode = (a: number, b: number): number => a - b;
  const byScore = (direction: 1 | -1) => (a: number, b: number) => {
    const first = places.scores[a] ?? NaN;
    const second = places.scores[b] ?? NaN;
    if (Number.isNaN(first) || Number.isNaN(second)) {
      return Number(Number.isNaN(first)) - Number(Number.isNaN(second)) || byCode(a, b);
    }
    return direction * (second - first) || byCode(a, b);
  };
  switch (sort) {
    case 'rank':
      return byScore(1);
    case '-rank':
      return byScore(-1);
    case 'code':
      return byCode;
    case 'name':
      return (a, b) => collator.compare(places.names[a] ?? '', places.names[b] ?? '') || byCode(a, b);
  }
}
