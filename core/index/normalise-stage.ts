import type { CompiledIndex } from './compile-profile.ts';
import { clearValue } from './data-set.ts';
import { nameError } from './name-error.ts';
import { normaliseColumn } from './normalise.ts';
import { nextDataSet, type Preparation } from './preparation.ts';

/**
 * Normalises in the middle of a recipe, so that a later stage can compare indicators with each other (imputing within
 * an area). Each indicator by its own method; afterwards all are higher-is-riskier and the scorer takes them as they are.
 *
 * Missing: a value that cannot be normalised is missing with the reason zero-range.
 */
export function normaliseStage(state: Preparation): Preparation {
  const { compiled, groups, sources } = state;
  const rowOfCode = new Map(sources.areaCodes.map((code, row) => [code, row]));
  const rowOfArea = (code: string): number | null => rowOfCode.get(code) ?? null;
  const next = nextDataSet(state, 'normalised', (columns) => {
    for (const leaf of compiled.leaves) {
      const column = columns[leaf.slot];
      if (column === undefined) continue;
      const directed = leaf.sign === 1 ? column.values : column.values.map((value) => -value);
      const { values } = nameError(leaf.indicatorId, () =>
        normaliseColumn(directed, groups, leaf.normalise, { ...leaf, rowOfArea }),
      );
      values.forEach((value, row) => {
        const isLost = Number.isNaN(value) && !Number.isNaN(column.values[row]);
        if (!isLost) column.values[row] = value;
        else clearValue(column, row, (groups.ids[row] ?? -1) < 0 ? 'screened-out' : 'zero-range');
      });
    }
  });
  return { ...next, compiled: takenAsTheyAre(compiled), isNormalised: true };
}

/** The index over indicators that are directed and normalised already. */
export function takenAsTheyAre(compiled: CompiledIndex): CompiledIndex {
  const leaves = compiled.leaves.map((leaf) => ({
    ...leaf,
    sign: 1 as const,
    normalise: { method: 'none' as const },
    target: null,
    goalposts: null,
  }));
  return { ...compiled, leaves };
}
