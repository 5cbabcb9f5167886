import type { Imputation } from '../contract/recipe.ts';

/** A column, besides the indicators, that a method of imputation looks at. */
export interface ImputationColumn {
  readonly name: string;
  readonly use: 'number' | 'group';
  /** Where the method names it. */
  readonly field: readonly string[];
}

/** The columns that a method asks for: groups of areas, figures of other dates. */
export function imputationColumns(method: Imputation): readonly ImputationColumn[] {
  switch (method.method) {
    case 'group-mean':
    case 'group-median':
      return [method.group].flat().map((name) => ({ name, use: 'group', field: ['group'] }));
    case 'panel':
      return Object.entries(method.dates).flatMap(([indicator, { columns }]) =>
        Object.entries(columns).map(([date, name]): ImputationColumn => {
          return { name, use: 'number', field: ['dates', indicator, 'columns', date] };
        }),
      );
    case 'none':
    case 'mean':
    case 'median':
    case 'row-mean':
    case 'nearest':
    case 'em':
    case 'spatial-lag':
      return [];
  }
}
