import type { RecipeStage } from '../contract/recipe.ts';
import { AppError } from '../errors.ts';
import { shrinkRates } from '../small-area/shrink-rates.ts';
import { clearValue, setValue, valueFlag } from './data-set.ts';
import { denominatorsOf } from './denominate.ts';
import { columnOf } from './indicator-matrix.ts';
import { isMeant, nextDataSet, type Preparation } from './preparation.ts';

/**
 * Shrinks the rates of small areas towards the rate of their group, for every indicator that names a denominator, from
 * the raw counts; takes the place of denomination for them and uses the same scale.
 *
 * Not for modelled figures, distances, or figures known for whole authorities only: name the others in `indicators`.
 *
 * Missing: a missing count stays missing; no denominator, or none above zero, is missing with that reason; an area
 * without a group, or with more events than people, has no shrunk rate and is missing as not computable.
 *
 * @throws AppError invalid-request when the group's column is not there.
 * Source: English Indices of Deprivation 2019 technical report, appendix D (core/small-area/shrink-rates.ts).
 */
export function shrinkStage(
  state: Preparation,
  stage: Extract<RecipeStage, { stage: 'shrink' }>,
): Preparation {
  const groups = state.sources.groups(stage.group);
  if (groups === null) throw noGroup(stage.group);
  const rated = new Set(state.rated);
  const raw = state.dataSets[0];
  const next = nextDataSet(state, 'shrunk', (columns) => {
    for (const leaf of state.compiled.leaves) {
      const column = columns[leaf.slot];
      if (leaf.denominator === null || !isMeant(stage, leaf.indicatorId)) continue;
      if (column === undefined || raw === undefined) continue;
      rated.add(leaf.slot);
      const denominators = denominatorsOf(leaf, state.sources);
      const numerators = columnOf(raw.matrix, leaf.slot);
      const { rates } = shrinkRates({ numerators, denominators }, groups);
      rates.forEach((rate, row) => {
        if (Number.isNaN(numerators[row])) return;
        if (!Number.isNaN(rate)) setValue(column, row, rate * (leaf.scale ?? 1), valueFlag.shrunk);
        else clearValue(column, row, causeOf(denominators[row] ?? NaN));
      });
    }
  });
  return { ...next, rated };
}

function causeOf(denominator: number): 'no-denominator' | 'zero-denominator' | 'not-computable' {
  if (Number.isNaN(denominator)) return 'no-denominator';
  return denominator === 0 ? 'zero-denominator' : 'not-computable';
}

function noGroup(name: string): AppError {
  const reason = `there is no column "${name}" to group the areas by`;
  return new AppError('invalid-request', `Rates cannot be shrunk: ${reason}.`, {
    details: { field: 'group', value: name, reason },
  });
}
