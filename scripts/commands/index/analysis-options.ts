import { AppError } from '../../../core/errors.ts';

/** Options that all analyses share. */
export interface AnalysisOptions {
  readonly profile: string;
  readonly input: string;
  readonly output: string;
  readonly missing: readonly string[];
  readonly neighbours?: string;
  readonly json: boolean;
}

/** The option for methods that look at neighbours. */
export const neighboursOption = [
  '--neighbours <file>',
  'who is a neighbour of whom, by area code, for imputing by spatial-lag: GAL (or .gwt), as `atlas index spatial --save-neighbours` writes it',
] as const;

/** Ends the calculation when the process is told to stop, so that what is kept for later is whole. */
export async function stoppable<Result>(run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort(new AppError('conflict', 'Stopped.'));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    return await run(controller.signal);
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
  }
}
