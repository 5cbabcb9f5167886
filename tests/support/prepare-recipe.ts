import { recipeStageSchema } from '../../core/contract/recipe.ts';
import { groupsByKey, oneGroup } from '../../core/index/comparison-groups.ts';
import { missingCauses } from '../../core/index/data-set.ts';
import { columnOf, matrixOf } from '../../core/index/indicator-matrix.ts';
import { prepareData } from '../../core/index/prepare-data.ts';
import { currentData, type Preparation } from '../../core/index/preparation.ts';
import { neighboursFromLists } from '../../core/spatial/neighbours.ts';
import { buildIndex } from './build-profile.ts';

export type Column = readonly (number | null)[];

export interface Given {
  readonly columns: Readonly<Record<string, Column>>;
  readonly leaves?: Readonly<Record<string, object>>;
  readonly recipe: readonly object[];
  readonly extra?: Readonly<Record<string, Column>>;
  readonly groups?: Readonly<Record<string, readonly (string | null)[]>>;
  /** Rows outside the comparison base. */
  readonly outside?: readonly number[];
  /** The rows that are neighbours of each. */
  readonly neighbours?: readonly (readonly number[])[];
}

/** Carries out a recipe on a few areas, A1, A2 ...; columns that are no indicators are `extra`. */
export function prepare(given: Given): Preparation {
  const { columns, leaves = {}, recipe, extra = {}, groups = {}, outside = [], neighbours } = given;
  const names = Object.keys(columns);
  const rowCount = Object.values(columns)[0]?.length ?? 0;
  const compiled = buildIndex({
    normalise: { method: 'none' },
    presentation: { method: 'none' },
    recipe: recipe.map((stage) => recipeStageSchema.parse(stage)),
    components: [
      { id: 'all', title: 'All', children: names.map((name) => ({ indicator: name, ...leaves[name] })) },
    ],
  });
  const numbers = (column: Column): Float64Array => Float64Array.from(column, (value) => value ?? NaN);
  return prepareData({
    compiled,
    raw: matrixOf(rowCount, Object.values(columns)),
    groups: { count: 1, ids: oneGroup(rowCount).ids.map((id, row) => (outside.includes(row) ? -1 : id)) },
    sources: {
      areaCodes: Array.from({ length: rowCount }, (_, row) => `A${row + 1}`),
      column: (name) => (extra[name] === undefined ? null : numbers(extra[name])),
      groups: (name) => (groups[name] === undefined ? null : groupsByKey(groups[name])),
      neighbours: neighbours === undefined ? null : neighboursFromLists(neighbours),
    },
  });
}

export const valuesOf = (preparation: Preparation, column = 0): number[] => [
  ...columnOf(currentData(preparation).matrix, column),
];
export const flagsOf = (preparation: Preparation): number[] => [...currentData(preparation).flags];
export const causesOf = (preparation: Preparation): string[] =>
  Array.from(currentData(preparation).causes, (cause) => missingCauses[cause] ?? '');
