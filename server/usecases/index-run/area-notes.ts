import { currentData } from '../../../core/index/preparation.ts';
import { valueFlagNames } from '../../../core/contract/value-flags.ts';
import { namesOfFlags } from '../../../core/index/value-flag-names.ts';
import type { IndexRun } from './run-index.ts';

/**
 * What a reader should know of each area's score, in order of rows: why there is none, and how many of its indicators
 * were imputed, shrunk, treated ... `imputed=2 winsorised-high=1`. Indicators without weight are passed over.
 */
export function areaNotes(run: IndexRun): readonly string[] {
  const { preparation, scored } = run;
  const { flags, matrix } = currentData(preparation);
  const counted = scored.compiled.leaves.filter((leaf) => (scored.weights[leaf.slot] ?? 0) > 0);
  return run.codes.map((_, row) => {
    const notes = Number.isNaN(scored.score[row]) ? [whyMissing(run, row)] : [];
    const flagged = counted.flatMap((leaf) => namesOfFlags(flags[leaf.slot * matrix.rowCount + row] ?? 0));
    for (const name of valueFlagNames) {
      const count = flagged.filter((each) => each === name).length;
      if (count > 0) notes.push(`${name}=${count}`);
    }
    return notes.join(' ');
  });
}

function whyMissing({ preparation }: IndexRun, row: number): string {
  if ((preparation.groups.ids[row] ?? -1) >= 0) return 'too-few-inputs';
  const isScreened = preparation.screenings.some(
    ({ areas, isRemoving }) => isRemoving && areas.included[row] === 0,
  );
  return isScreened ? 'screened-out' : 'outside-base';
}
