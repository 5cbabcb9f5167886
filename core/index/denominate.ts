import type { RecipeStage } from '../contract/recipe.ts';
import { AppError } from '../errors.ts';
import type { CompiledLeaf } from './compile-profile.ts';
import { clearValue, valueFlag } from './data-set.ts';
import { isMeant, nextDataSet, type Preparation, type PreparationSources } from './preparation.ts';

/**
 * Denomination: x / (denominator / scale), for every indicator that names a denominator and is not a rate already.
 *
 * Missing: a denominator of zero gives a missing value with that reason, never 0 or infinity (three zones of the
 * Scottish index have no residents); so does one that is missing. A count above its denominator is kept and flagged:
 * small numbers are perturbed by some publishers, and clipping them would hide it.
 *
 * @throws AppError invalid-request when the denominator's column is not there or has a negative value.
 * Source: COINr `Denominate`; IoD 2019 technical report, section 3.
 */
export function denominateStage(
  state: Preparation,
  stage: Extract<RecipeStage, { stage: 'denominate' }>,
): Preparation {
  const rated = new Set(state.rated);
  const next = nextDataSet(state, 'denominated', (columns) => {
    for (const leaf of state.compiled.leaves) {
      const column = columns[leaf.slot];
      const isDue = leaf.denominator !== null && isMeant(stage, leaf.indicatorId) && !rated.has(leaf.slot);
      if (!isDue || column === undefined) continue;
      rated.add(leaf.slot);
      const denominators = denominatorsOf(leaf, state.sources);
      const scale = leaf.scale ?? stage.scale;
      denominators.forEach((denominator, row) => {
        const value = column.values[row] ?? NaN;
        if (Number.isNaN(value)) return;
        if (Number.isNaN(denominator)) clearValue(column, row, 'no-denominator');
        else if (denominator === 0) clearValue(column, row, 'zero-denominator');
        else {
          if (value > denominator) column.flags[row] = (column.flags[row] ?? 0) | valueFlag.aboveDenominator;
          column.values[row] = value / (denominator / scale);
        }
      });
    }
  });
  return { ...next, rated };
}

/** The column that a leaf is divided by. @throws AppError invalid-request where it is not there or negative. */
export function denominatorsOf(leaf: CompiledLeaf, sources: PreparationSources): Float64Array {
  const name = leaf.denominator ?? '';
  const values = sources.column(name);
  if (values === null) throw invalid(leaf, `there is no column "${name}" to divide by`);
  const negative = values.findIndex((value) => value < 0);
  if (negative >= 0) {
    const where = sources.areaCodes[negative] ?? `row ${negative + 1}`;
    throw invalid(leaf, `the denominator "${name}" is ${values[negative] ?? NaN} in ${where}`);
  }
  return values;
}

function invalid(leaf: CompiledLeaf, reason: string): AppError {
  return new AppError('invalid-request', `"${leaf.indicatorId}" cannot be divided: ${reason}.`, {
    details: { indicator: leaf.indicatorId, value: leaf.denominator, reason },
  });
}
