import { leaveOneOut, type LeaveOneOut } from '../../../core/reliability/leave-one-out.ts';
import { finish } from '../../../core/steps.ts';
import { inTurns, type Turn } from '../in-turns.ts';
import type { ScoreTable } from '../make-score-table.ts';

/** Once for each table: the method page and the editor's preview both read it. */
const known = new WeakMap<ScoreTable, LeaveOneOut>();

function keep(table: ScoreTable, found: LeaveOneOut): LeaveOneOut {
  known.set(table, found);
  return found;
}

/** The index without each of its indicators in turn. */
export function leaveIndicatorsOut(table: ScoreTable): LeaveOneOut {
  return known.get(table) ?? keep(table, finish(leaveOneOut(table.scorer, table.scored)));
}

/** The same, with a turn for the others after each indicator. */
export async function leaveIndicatorsOutInTurns(table: ScoreTable, turn: Turn): Promise<LeaveOneOut> {
  return known.get(table) ?? keep(table, await inTurns(leaveOneOut(table.scorer, table.scored), turn));
}
