import { AppError } from '../../../core/errors.ts';
import { spearman } from '../../../core/index/agreement.ts';
import { oneGroup } from '../../../core/index/comparison-groups.ts';
import { ranksOf } from '../../../core/index/rank-scores.ts';
import type { RankTies } from '../../../core/index/ranks.ts';
import { bestFitQuality, type BestFitQuality } from '../../../core/summaries/best-fit-quality.ts';
import {
  summariseLevel,
  type LevelSummaries,
  type SummarisedAreas,
} from '../../../core/summaries/level-summaries.ts';
import { readAreaTable, type AreaTable } from '../index-run/read-area-table.ts';
import { cellError } from '../index-run/reject-cell.ts';
import { levelOfColumn, type AreaLevel } from './level-of-areas.ts';
import { readMembership, readPieces } from './read-levels.ts';

export interface SummariesRequest {
  readonly input: string;
  /** Columns; at least one of the two. Rank 1 = worst; worked out from the score where null. */
  readonly score: string | null;
  readonly rank: string | null;
  /** A low score is the worse one. */
  readonly isReversed: boolean;
  /** How many areas the ranks of the column are among; null: those of the file that have one. */
  readonly rankedAmong: number | null;
  /** Columns with the code of a larger area. */
  readonly parents: readonly string[];
  /** A lookup file; null for none. */
  readonly membership: string | null;
  /** Column of people; each area is one where null. */
  readonly population: string | null;
  /** Columns that are added up. */
  readonly counts: readonly string[];
  /** A file that says what areas and larger ones have in common, for the quality of a best fit; null for none. */
  readonly points: string | null;
  readonly ties: RankTies;
  readonly missing: readonly string[];
}

export interface SummarisedLevel {
  readonly level: AreaLevel;
  readonly summaries: LevelSummaries;
  readonly fit: BestFitQuality | null;
}

export interface SummariesReport {
  readonly table: AreaTable;
  readonly areas: SummarisedAreas;
  readonly levels: readonly SummarisedLevel[];
}

/**
 * Summaries of larger areas from the scores or ranks of the small areas in a CSV file.
 *
 * @throws AppError as readAreaTable and the readers of the lookups; source-rejected naming file, line and column for a
 *   population or count below zero and a rank that cannot be one; invalid-request for ranks that are tenths, that run the
 *   other way than the score, or that are among fewer areas than have one.
 */
export async function summariseAreas(request: SummariesRequest): Promise<SummariesReport> {
  const { score, rank, population, counts, parents, membership, points } = request;
  const table = await readAreaTable(request.input, {
    numbers: [...new Set([score, rank, population, ...counts].filter((name) => name !== null))],
    texts: [...new Set(parents)],
    code: null,
    missing: request.missing,
    askedBy: () => 'the command',
  });
  const areas = areasOf(request, table);
  const levels = [
    ...parents.map((name) => levelOfColumn(name, table.texts.get(name) ?? [])),
    ...(membership === null ? [] : [await readMembership(membership, table.codes)]),
  ];
  for (const { name, parents: found } of levels) if (found.length === 0) throw noParents(request, name);
  const summarised: SummarisedLevel[] = [];
  for (const level of levels) {
    const pieces = points === null ? null : await readPieces(points, table.codes, level);
    summarised.push({
      level,
      summaries: summariseLevel(areas, level.list, request.ties),
      fit: pieces === null ? null : bestFitQuality(pieces, level.list),
    });
  }
  return { table, areas, levels: summarised };
}

function areasOf(request: SummariesRequest, table: AreaTable): SummarisedAreas {
  const column = (name: string): Float64Array => table.numbers.get(name) ?? new Float64Array();
  const { population, counts, isReversed } = request;
  for (const name of [...(population === null ? [] : [population]), ...counts]) {
    refuse(table, name, (value) => (value < 0 ? 'this is below zero' : null));
  }
  const score = request.score === null ? null : column(request.score);
  const ranked = request.rank === null ? null : column(request.rank);
  const rank = ranked ?? ranksFrom(score ?? new Float64Array(), isReversed);
  const present = rank.filter((each) => !Number.isNaN(each));
  const rankedCount = request.rankedAmong ?? present.length;
  if (request.rank !== null) checkRanks(request, table, { rank, present, rankedCount, score });
  return {
    score,
    isReversed,
    rank,
    rankedCount,
    population: population === null ? new Float64Array(table.codes.length).fill(1) : column(population),
    counts: new Map(counts.map((name) => [name, column(name)])),
  };
}

function ranksFrom(score: Float64Array, isReversed: boolean): Float64Array {
  const risk = isReversed ? score.map((value) => -value) : score;
  return ranksOf(risk, oneGroup(risk.length), { ties: 'average' }).ranks;
}

interface RanksToCheck {
  readonly rank: Float64Array;
  readonly present: Float64Array;
  readonly rankedCount: number;
  readonly score: Float64Array | null;
}

function checkRanks(
  { rank: name, rankedAmong, isReversed }: SummariesRequest,
  table: AreaTable,
  { rank, present, rankedCount, score }: RanksToCheck,
): void {
  const field = name ?? '';
  // Before the ranks are held against their number: tenths are best called by their name.
  if (areTenths(present)) {
    throw wrongRanks(field, table, 'has so few different values that they are tenths or the like, not ranks');
  }
  refuse(table, field, (value) => {
    if (value < 1) return 'a rank is 1 or more';
    // An area without a rank is not ranked, as one without a score.
    if (Number.isNaN(value) || value <= rankedCount) return null;
    return rankedAmong === null
      ? `the file has ${rankedCount} ranks: where they are among more areas, say how many`
      : `the ranks are said to be among ${rankedCount} areas`;
  });
  if (present.length > rankedCount) {
    throw wrongRanks(field, table, `has ${present.length} ranks, said to be among ${rankedCount} areas`);
  }
  const agreement = score === null ? NaN : spearman(isReversed ? score.map((each) => -each) : score, rank);
  if (agreement > 0) {
    const reason = isReversed
      ? 'is 1 where the score is high, and low scores are said to be worse'
      : 'is 1 where the score is low, and high scores are taken to be worse';
    throw wrongRanks(field, table, reason);
  }
}

/** Of a hundred ranks and more a fifth at least must differ; tenths, fifths and percentiles do not. */
function areTenths(present: Float64Array): boolean {
  return present.length >= 100 && new Set(present).size * 5 < present.length;
}

function wrongRanks(column: string, table: AreaTable, reason: string): AppError {
  return new AppError('invalid-request', `${table.file}: column ${column} ${reason}.`, {
    details: { file: table.file, column, reason },
  });
}

function refuse(table: AreaTable, column: string, problemOf: (value: number) => string | null): void {
  table.numbers.get(column)?.forEach((value, row) => {
    const problem = problemOf(value);
    if (problem === null) return;
    throw cellError({ path: table.file, line: table.lines[row] ?? 0, column }, String(value), problem);
  });
}

function noParents({ input, membership, parents }: SummariesRequest, name: string): AppError {
  const isColumn = parents.includes(name);
  const file = isColumn ? input : (membership ?? '');
  const reason = isColumn ? `column ${name} is empty` : `no area of ${input} stands in it`;
  return new AppError('source-rejected', `${file}: ${reason}.`, {
    details: { file, column: name, reason },
  });
}
