import { csvText } from '../index-run/scores-csv.ts';
import type { ComparedFiles } from './compare-files.ts';
import type { ComparedRecipes } from './compare-recipes.ts';
import type { ComparedRuns } from './compared-runs.ts';

type Cell = string | number | null | undefined;

interface MoveColumn<Kind> {
  readonly name: string;
  readonly meaning: string;
  readonly cell: (compared: Kind, row: number, places: number) => Cell;
}

/** The columns of both comparisons. */
export const moveColumns: readonly MoveColumn<ComparedRuns>[] = [
  { name: 'code', meaning: 'of the area', cell: ({ codes }, row) => codes[row] },
  { name: 'score_before', meaning: 'of the first run', cell: ({ before }, row) => before.score[row] },
  { name: 'score_after', meaning: 'of the second run', cell: ({ after }, row) => after.score[row] },
  { name: 'rank_before', meaning: '1 = highest score', cell: ({ before }, row) => before.rank[row] },
  { name: 'rank_after', meaning: '1 = highest score', cell: ({ after }, row) => after.rank[row] },
  {
    name: 'places',
    meaning: 'towards rank 1, negative for away from it; empty where a run has no rank',
    cell: (_, __, places) => places,
  },
  {
    name: 'decile_before',
    meaning: '1 = worst tenth',
    cell: ({ before }, row) => before.decile[row] || null,
  },
  { name: 'decile_after', meaning: '1 = worst tenth', cell: ({ after }, row) => after.decile[row] || null },
];

/** What two profiles add: why an area moves. */
export const recipeColumns: readonly MoveColumn<ComparedRecipes>[] = [
  {
    name: 'indicator',
    meaning: 'whose points of the score changed most in the direction of the move',
    cell: ({ reasonOf }, row, places) => reasonOf(row, places).indicator,
  },
  {
    name: 'points',
    meaning: 'that it gained or lost',
    cell: ({ reasonOf }, row, places) => reasonOf(row, places).points,
  },
  {
    name: 'setting',
    meaning: 'of the second profile that by itself moves the area furthest that way',
    cell: ({ reasonOf }, row, places) => reasonOf(row, places).setting,
  },
  {
    name: 'setting_places',
    meaning: 'how far it does',
    cell: ({ reasonOf }, row, places) => reasonOf(row, places).settingPlaces,
  },
];

/** What two dates add: the change by itself, between goalposts that are the same at both. */
export const dateColumns: readonly MoveColumn<ComparedFiles>[] = [
  {
    name: 'fixed_before',
    meaning: 'score between the lowest and highest values of both dates, 0 to 100',
    cell: ({ fixed }, row) => fixed.get(row)?.before,
  },
  {
    name: 'fixed_after',
    meaning: 'the same of the second date',
    cell: ({ fixed }, row) => fixed.get(row)?.after,
  },
  {
    name: 'fixed_change',
    meaning:
      'only this is a change of the area itself; empty where its inputs are not the same at both dates',
    cell: ({ fixed }, row) => fixed.get(row)?.change,
  },
  {
    name: 'indicator',
    meaning: 'whose points of the fixed score changed most in that direction',
    cell: ({ fixed }, row) => fixed.get(row)?.indicator,
  },
  { name: 'points', meaning: 'that it gained or lost', cell: ({ fixed }, row) => fixed.get(row)?.points },
];

/** A row per area, the largest move first, those without two ranks last. Full precision; missing is empty. */
export function movesCsv<Kind extends ComparedRuns>(
  compared: Kind,
  more: readonly MoveColumn<Kind>[],
): string {
  const columns: readonly MoveColumn<Kind>[] = [...moveColumns, ...more];
  const { moves } = compared.comparison;
  const moved = new Set(moves.map(({ row }) => row));
  const rows = [
    ...moves.map(({ row, places }) => ({ row, places })),
    ...compared.codes.flatMap((_, row) => (moved.has(row) ? [] : [{ row, places: NaN }])),
  ];
  return csvText([
    columns.map(({ name }) => name),
    ...rows.map(({ row, places }) => columns.map(({ cell }) => cell(compared, row, places) ?? null)),
  ]);
}
