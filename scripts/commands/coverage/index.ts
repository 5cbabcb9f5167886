import type { Command } from 'commander';
import { addBuildCommand } from './build.ts';
import { addProblemsCommands } from './problems.ts';
import { addRiskCommand } from './risk.ts';
import { addCheckCommand } from './check.ts';
import { addPremisesCommand } from './premises.ts';
import { addReportCommand } from './report.ts';
import { addNotSpotsCommand } from './not-spots.ts';

/** `atlas coverage ...`: from premises to not-spots. */
export function addCoverageCommands(program: Command): void {
  const coverage = program
    .command('coverage')
    .description('Coverage gaps: premises, what they can order, and where nobody serves them.');
  addBuildCommand(coverage);
  addProblemsCommands(coverage);
  addRiskCommand(coverage);
  addReportCommand(coverage);
  addPremisesCommand(coverage);
  addCheckCommand(coverage);
  addNotSpotsCommand(coverage);
}
