import type { Imputation, RecipeStage } from '../contract/recipe.ts';
import { AppError } from '../errors.ts';
import type { ComparisonGroups } from './comparison-groups.ts';
import type { ColumnDraft } from './data-set.ts';
import { imputeByGroup } from './impute-by-group.ts';
import { imputeNearest } from './impute-nearest.ts';
import { imputeWithinRow } from './impute-within-row.ts';
import { isMeant, nextDataSet, type Preparation } from './preparation.ts';

/**
 * Fills in missing values, each indicator by its own method or else the stage's, and flags every one of them.
 *
 * Missing: what no method can fill stays missing with its reason. Suppressed counts are filled like others and never
 * taken as zero, which would make small areas look safe.
 *
 * @throws AppError invalid-request when a group's column is not there, or row-mean comes before normalisation.
 * Source: OECD/JRC Handbook (2008), section 4; COINr `Impute`.
 */
export function imputeStage(
  state: Preparation,
  stage: Extract<RecipeStage, { stage: 'impute' }>,
): Preparation {
  return nextDataSet(state, 'imputed', (columns) => {
    // All work from the data before the stage: what one column lacks is not filled from another's filling.
    const before = columns.map((column) => column.values.slice());
    for (const leaf of state.compiled.leaves) {
      const column = columns[leaf.slot];
      if (column === undefined || !isMeant(stage, leaf.indicatorId)) continue;
      imputeColumn({ state, before, slot: leaf.slot, method: leaf.impute ?? stage.by }, column);
    }
  });
}

interface ColumnImputation {
  readonly state: Preparation;
  readonly before: readonly Float64Array[];
  readonly slot: number;
  readonly method: Imputation;
}

function imputeColumn({ state, before, slot, method }: ColumnImputation, column: ColumnDraft): void {
  const base = state.groups;
  switch (method.method) {
    case 'none':
      return;
    case 'mean':
    case 'median':
      imputeByGroup(column, { levels: [], base, average: method.method, minimum: 1 });
      return;
    case 'group-mean':
    case 'group-median': {
      const names = typeof method.group === 'string' ? [method.group] : method.group;
      const levels = names.map((name) => groupsNamed(state, name));
      const average = method.method === 'group-mean' ? 'mean' : 'median';
      imputeByGroup(column, { levels, base, average, minimum: method.minimum });
      return;
    }
    case 'row-mean': {
      if (!state.isNormalised) throw notNormalised();
      const { componentId } = state.compiled.leaves[slot] ?? { componentId: '' };
      const siblings = state.compiled.leaves.filter((leaf) => leaf.componentId === componentId);
      imputeWithinRow(
        column,
        siblings.map((leaf) => before[leaf.slot] ?? new Float64Array(0)),
        base,
      );
      return;
    }
    case 'nearest':
      imputeNearest(column, { columns: before, slot, base, neighbours: method.neighbours });
  }
}

function groupsNamed(state: Preparation, name: string): ComparisonGroups {
  const groups = state.sources.groups(name);
  if (groups !== null) return groups;
  const reason = `there is no column "${name}" to group the areas by`;
  throw new AppError('invalid-request', `Values cannot be imputed: ${reason}.`, {
    details: { field: 'by.group', value: name, reason },
  });
}

function notNormalised(): AppError {
  const reason = 'row-mean compares indicators with each other, so a normalise stage must come before it';
  return new AppError('invalid-request', `Values cannot be imputed: ${reason}.`, {
    details: { field: 'by.method', value: 'row-mean', reason },
  });
}
