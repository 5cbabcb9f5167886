import { resolve } from 'node:path';
import { AppError } from '../../../core/errors.ts';

/** @throws AppError invalid-request where a file or folder that will be written is one that is read. */
export function refuseOverwriting(outputs: readonly string[], inputs: readonly (string | null)[]): void {
  const read = new Set(inputs.flatMap((input) => (input === null ? [] : [resolve(input)])));
  const overwritten = outputs.find((output) => read.has(resolve(output)));
  if (overwritten === undefined) return;
  throw new AppError('invalid-request', `${overwritten} would be written over: it is an input.`, {
    details: { field: 'output', value: overwritten },
  });
}
