import { Command } from 'commander';
import { AppError, exitCodeOf } from '../core/errors.ts';
import { addFetchCommand } from './commands/fetch.ts';
import { addImportCommand } from './commands/import.ts';
import { addScoreCommand } from './commands/score.ts';
import { addStatusCommand } from './commands/status.ts';
import { addValidateCommand } from './commands/validate.ts';
import { reportText } from './print-report.ts';

const program = new Command('atlas')
  .description('Digital Exclusion Atlas: import open data, score areas, check the scores.')
  .showHelpAfterError()
  .configureHelp({ showGlobalOptions: true });

addFetchCommand(program);
addImportCommand(program);
addScoreCommand(program);
addValidateCommand(program);
addStatusCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`atlas: ${message}\n`);
  if (error instanceof AppError) process.stderr.write(reportText(error.details));
  if (!(error instanceof AppError) && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  process.exitCode = exitCodeOf(error);
}
