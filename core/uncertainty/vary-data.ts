import type { Assumptions, Frame } from '../contract/assumptions.ts';
import { oneGroup, type ComparisonGroups } from '../index/comparison-groups.ts';
import {
  currentData,
  nextDataSet,
  startPreparation,
  type Preparation,
  type PreparationInput,
} from '../index/preparation.ts';
import type { RandomStream } from '../random.ts';
import { unknownColumn } from './check-assumptions.ts';

/**
 * The raw data with normal noise of the size of each figure's standard error, which stands in a column of its own.
 * Figures without one (missing, negative) stay as they are.
 *
 * @throws AppError invalid-request where the column is not there.
 */
export function startWithErrors(
  input: PreparationInput,
  columns: NonNullable<Assumptions['standardErrors']>,
  random: RandomStream,
): Preparation {
  const noisy = nextDataSet(startPreparation(input), 'raw', (drafts) => {
    for (const leaf of input.compiled.leaves) {
      const name = columns[leaf.indicatorId];
      if (name === undefined) continue;
      const errors = input.sources.column(name);
      if (errors === null) throw unknownColumn(`standardErrors.${leaf.indicatorId}`, name);
      const values = drafts[leaf.slot]?.values;
      errors.forEach((error, row) => {
        const noise = random.nextNormal();
        if (values !== undefined && error >= 0) values[row] = (values[row] ?? NaN) + error * noise;
      });
    }
  });
  // The noisy figures are the raw ones of this version: shrinkage starts from them.
  return { ...noisy, dataSets: noisy.dataSets.slice(1) };
}

/** The groups that a frame normalises in; null for the profile's own. Areas without rank stay outside. */
export function frameGroups(frame: Frame, state: Preparation): ComparisonGroups | null {
  if (frame === 'own') return null;
  const rowCount = currentData(state).matrix.rowCount;
  const wider = frame === 'everything' ? oneGroup(rowCount) : state.sources.groups(frame.within);
  if (wider === null) throw unknownColumn('base', frame === 'everything' ? frame : frame.within);
  const ids = wider.ids.map((id, row) => ((state.groups.ids[row] ?? -1) < 0 ? -1 : id));
  return { ids, count: wider.count };
}
