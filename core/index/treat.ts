import type { RecipeStage } from '../contract/recipe.ts';
import { insideBase } from './comparison-groups.ts';
import { valueFlag } from './data-set.ts';
import { nameError } from './name-error.ts';
import { isMeant, nextDataSet, type Preparation } from './preparation.ts';
import { treatColumn, type TreatedColumn, type TreatmentDetail } from './treat-column.ts';

/**
 * Treats outlying values, each indicator by its own rule or else the stage's, and flags every value that was changed.
 * The areas of the comparison base are treated together, whatever groups they are compared in.
 *
 * @throws AppError not-computable naming the indicator whose values the transform cannot take.
 */
export function treatStage(state: Preparation, stage: Extract<RecipeStage, { stage: 'treat' }>): Preparation {
  const details: TreatmentDetail[] = [];
  const next = nextDataSet(state, 'treated', (columns) => {
    for (const leaf of state.compiled.leaves) {
      const column = columns[leaf.slot];
      const rule = leaf.treat ?? stage.by;
      if (column === undefined || rule === 'none' || !isMeant(stage, leaf.indicatorId)) continue;
      const inside = insideBase(column.values, state.groups);
      const treated = nameError(leaf.indicatorId, () => treatColumn(leaf.indicatorId, inside, rule));
      details.push(treated.detail);
      if (treated.values !== inside) write(treated, column);
    }
  });
  return { ...next, treatments: [...state.treatments, ...details] };
}

function write(
  treated: TreatedColumn,
  column: { readonly values: Float64Array; readonly flags: Uint16Array },
): void {
  const { values, flags } = column;
  const flag = (row: number, bit: number): void => {
    flags[row] = (flags[row] ?? 0) | bit;
  };
  treated.values.forEach((value, row) => {
    if (Number.isNaN(value)) return;
    values[row] = value;
    if (treated.isTransformed) flag(row, valueFlag.transformed);
  });
  for (const row of treated.high) flag(row, valueFlag.winsorisedHigh);
  for (const row of treated.low) flag(row, valueFlag.winsorisedLow);
}
