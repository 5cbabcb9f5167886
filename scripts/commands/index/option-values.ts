import { resolve } from 'node:path';
import { AppError } from '../../../core/errors.ts';

/** A parser of whole numbers within bounds, for Commander. @throws AppError invalid-request naming the option. */
export function wholeNumber(option: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,12}$/.test(text) && value >= least && value <= most) return value;
    const reason = `a whole number from ${least.toLocaleString('en-GB')} to ${most.toLocaleString('en-GB')}`;
    throw new AppError('invalid-request', `${option} wants ${reason}, not "${text}".`, {
      details: { field: option, value: text, reason },
    });
  };
}

/** A number above 0 and below 1. @throws AppError invalid-request naming the option. */
export function properShare(option: string, text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && number > 0 && number < 1) return number;
  throw invalidOption(option, text, 'is no number between 0 and 1');
}

/** Gathers an option that may be said again. */
export function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

/**
 * What is read must not be written over, nor one output over another.
 *
 * @param outputs files to write by the option that names them. @throws AppError invalid-request naming that option.
 */
export function refuseOverwriting(
  outputs: Readonly<Record<string, string | undefined>>,
  inputs: readonly (string | undefined)[],
): void {
  const read = new Set(inputs.flatMap((path) => (path === undefined ? [] : [resolve(path)])));
  const written = new Set<string>();
  for (const [option, path] of Object.entries(outputs)) {
    if (path === undefined) continue;
    const place = resolve(path);
    if (read.has(place)) throw invalidOption(option, path, 'would write over what is read');
    if (written.has(place)) throw invalidOption(option, path, 'is named for two outputs');
    written.add(place);
  }
}

/** `--option "value" reason.` */
export function invalidOption(option: string, value: string, reason: string): AppError {
  return new AppError('invalid-request', `--${option} "${value}" ${reason}.`, {
    details: { field: option, value, reason },
  });
}
