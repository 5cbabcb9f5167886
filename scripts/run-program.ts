import { Command, CommanderError } from 'commander';
import { AppError, exitCodeOf } from '../core/errors.ts';
import { reportText } from './print-report.ts';

/** A command line that leaves mistakes to `runProgram`. Commands under it take its settings when they are added. */
export function createProgram(name: string, description: string): Command {
  return (
    new Command(name)
      .description(description)
      .showHelpAfterError()
      // Commander would end the process itself, and with 1: a mistake of the caller is 2 here.
      .exitOverride()
  );
}

/** Runs a command line: says on stderr what went wrong, and sets the exit code of that kind of mistake. */
export async function runProgram(program: Command): Promise<void> {
  // `atlas ... | head` closes the pipe early: that is no mistake of anybody's.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = complain(program.name(), error);
  }
}

/** Says what went wrong and gives the exit code. */
function complain(name: string, error: unknown): number {
  // Commander has said it already; help and version are no mistakes.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${name}: ${message}\n`);
  if (error instanceof AppError) process.stderr.write(reportText(error.details));
  else if (error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return exitCodeOf(error);
}
