import { Command, CommanderError } from 'commander';
import { vi } from 'vitest';
import { exitCodeOf } from '../../core/errors.ts';
import { addIndexCommands } from '../../scripts/commands/index/index.ts';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** `atlas index WORDS` as its own process would run it, without the second that a process takes to start. */
export async function runIndexCommand(...words: readonly string[]): Promise<Outcome> {
  const program = new Command('atlas').exitOverride();
  addIndexCommands(program);
  const printed: string[] = [];
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk: unknown) => {
      printed.push(String(chunk));
      return true;
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation(() => true),
  ];
  try {
    await program.parseAsync(['index', ...words], { from: 'user' });
    return { code: 0, out: printed.join(''), error: '' };
  } catch (error) {
    if (error instanceof CommanderError) {
      return { code: error.exitCode, out: printed.join(''), error: error.message };
    }
    return { code: exitCodeOf(error), out: printed.join(''), error: String(error) };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
