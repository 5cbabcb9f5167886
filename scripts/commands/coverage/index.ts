import type { Command } from 'commander';
import { addProblemsCommands } from './problems.ts';

/** `atlas coverage ...`: who can get which broadband, and what people say of it. */
export function addCoverageCommands(program: Command): void {
  const group = program
    .command('coverage')
    .description('Coverage: who can get which broadband, and what people say of it.');
  addProblemsCommands(group);
}
