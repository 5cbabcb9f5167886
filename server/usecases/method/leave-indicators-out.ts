import { leaveOneOut } from '../../../core/reliability/leave-one-out.ts';
import { oncePer } from '../once-per.ts';
import type { ScoreTable } from '../make-score-table.ts';

/** The index without each of its indicators in turn: the method page and the editor's preview both read it. */
export const leaveIndicatorsOut = oncePer(({ scorer, scored }: ScoreTable) => leaveOneOut(scorer, scored));
