import type { Command } from 'commander';
import { AppError } from '../../../core/errors.ts';
import { groupsByKey } from '../../../core/index/comparison-groups.ts';
import type { LargerAreas } from '../../../core/uncertainty/larger-areas.ts';
import type { UncertaintyResult } from '../../../server/analysis/run-uncertainty.ts';
import type { AreaTable } from '../../../server/usecases/index-run/read-area-table.ts';
import type { OtherColumn } from '../../../server/usecases/index-run/read-run-input.ts';
import { csvText } from '../../../server/usecases/index-run/scores-csv.ts';
import { collect } from './option-values.ts';
import { intervalCells, intervalColumns } from './interval-columns.ts';

/** The options that ask for intervals of larger areas; all of them, or none, but for the population. */
export interface LargerAreaOptions {
  readonly parent: readonly string[];
  readonly population?: string;
  readonly parentsOutput?: string;
}

/** Adds the options to a command. */
export function addLargerAreaOptions(command: Command): Command {
  return command
    .option(
      '--parent <column>',
      'larger areas too: the column that says which one each area is in; may be said again',
      collect,
      [],
    )
    .option('--population <column>', 'how many people each area counts for in its larger area; 1 unless said')
    .option('--parents-output <file>', 'where the intervals of larger areas go: CSV, a row per larger area');
}

/** What the help says of the larger areas. */
export const largerAreasHelp = `Larger areas. With --parent COLUMN and --parents-output FILE, wards, authorities ... get intervals too: in every version
the score of each is the population-weighted mean of the scores of its areas, ranked among those of the same column in the same
comparison group of the profile (one that lies across two groups has no rank). Its file has a row per larger area, in the order in
which they first come in the input, the columns asked for one after the other:
  parent, code                 the column and what stands in it; areas with an empty cell are in none
  areas                        how many areas are in it
  score, rank, rank_of         of the index as it is: mean score (empty where no area has both score and population), rank
                               (ties share their average), and how many are ranked
  draws ... mean_rank_shift    as above; of fewer than ten that are ranked none is in the worst tenth`;

/** The columns that the options need. @throws AppError invalid-request where one is said without another. */
export function largerAreaColumns({
  parent,
  population,
  parentsOutput,
}: LargerAreaOptions): readonly OtherColumn[] {
  const isAsked = parent.length > 0;
  if (isAsked !== (parentsOutput !== undefined)) {
    throw together('--parent and --parents-output', 'say both or neither');
  }
  if (population !== undefined && !isAsked) {
    throw together('--population', 'it weighs the areas of a --parent, and none is named');
  }
  const repeated = parent.find((name, at) => parent.indexOf(name) !== at);
  if (repeated !== undefined) throw together(`--parent ${repeated}`, 'it is said twice');
  return [
    ...parent.map((name) => ({ name, use: 'group', askedBy: '--parent' }) as const),
    ...(population === undefined
      ? []
      : ([{ name: population, use: 'number', askedBy: '--population' }] as const)),
  ];
}

/** The larger areas of a file. @throws AppError source-rejected for a population below zero. */
export function largerAreasOf(table: AreaTable, { parent, population }: LargerAreaOptions): LargerAreas {
  return {
    population:
      population === undefined
        ? new Float64Array(table.codes.length).fill(1)
        : populationOf(table, population),
    kinds: parent.map((name) => {
      const { ids, count } = groupsByKey(table.texts.get(name) ?? []);
      return { parentOf: ids, count };
    }),
  };
}

/** The intervals of all larger areas, one column of the input after the other. */
export function largerAreasCsv(
  table: AreaTable,
  { larger }: UncertaintyResult,
  { parent }: LargerAreaOptions,
): string {
  const header = ['parent', 'code', 'areas', 'score', 'rank', 'rank_of', ...intervalColumns];
  const rows = parent.flatMap((name, kind) => {
    const intervals = larger[kind];
    if (intervals === undefined) return [];
    const { nominal, statistics } = intervals;
    // In the order of first appearance, as the groups are numbered.
    const areaCounts = new Map<string, number>();
    for (const code of table.texts.get(name) ?? []) {
      if (code !== null) areaCounts.set(code, (areaCounts.get(code) ?? 0) + 1);
    }
    return [...areaCounts].map(([code, areas], row) => [
      ...[name, code, areas, nominal.score[row] ?? null, nominal.rank[row] ?? null],
      ...[nominal.rankedAmong[row] ?? null, ...intervalCells(statistics, row)],
    ]);
  });
  return csvText([header, ...rows]);
}

function populationOf(table: AreaTable, column: string): Float64Array {
  const people = table.numbers.get(column) ?? new Float64Array(table.codes.length);
  const below = people.findIndex((count) => count < 0);
  if (below < 0) return people;
  const [code, value] = [table.codes[below], people[below]];
  const reason = 'a population is not below zero';
  throw new AppError(
    'source-rejected',
    `${table.file}, area ${code}, column ${column}: ${value} (${reason}).`,
    {
      details: { file: table.file, code, column, value, reason },
    },
  );
}

function together(field: string, reason: string): AppError {
  return new AppError('invalid-request', `${field}: ${reason}.`, { details: { field, reason } });
}
