import { Command, CommanderError } from 'commander';
import { AppError, exitCodeOf } from '../core/errors.ts';
import { addCoverageCommands } from './commands/coverage/index.ts';
import { addFetchCommand } from './commands/fetch.ts';
import { addImportCommand } from './commands/import.ts';
import { addIndexCommands } from './commands/index/index.ts';
import { addListCommand } from './commands/list.ts';
import { addScoreCommand } from './commands/score.ts';
import { addStatusCommand } from './commands/status.ts';
import { addUncertaintyCommand } from './commands/uncertainty.ts';
import { addValidateCommand } from './commands/validate.ts';
import { reportText } from './print-report.ts';

const program = new Command('atlas')
  .description('Digital Exclusion Atlas: import open data, score areas, check the scores.')
  .showHelpAfterError()
  // Commander would end the process itself, and with 1: a mistake of the caller is 2 here.
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });

addFetchCommand(program);
addImportCommand(program);
addScoreCommand(program);
addListCommand(program);
addValidateCommand(program);
addUncertaintyCommand(program);
addIndexCommands(program);
addCoverageCommands(program);
addStatusCommand(program);

// `atlas ... | head` closes the pipe early: that is no mistake of anybody's.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = complain(error);
}

/** Says what went wrong and gives the exit code. */
function complain(error: unknown): number {
  // Commander has said it already; help and version are no mistakes.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`atlas: ${message}\n`);
  if (error instanceof AppError) process.stderr.write(reportText(error.details));
  else if (error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return exitCodeOf(error);
}
