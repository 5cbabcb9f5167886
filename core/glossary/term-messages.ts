import { AppError } from '../errors.ts';
import type { MessageKey } from '../language/catalogue.ts';
import { hasMessage } from '../language/translator.ts';

/** `local-authority` as `localAuthority`. */
function camelCase(anchor: string): string {
  return anchor.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * The messages that name and define a term of the glossary.
 *
 * @throws AppError not-found for a term that the glossary does not have: a mistake of ours, found by the tests.
 * @example termMessages('local-authority').term // 'glossary.localAuthority'
 */
export function termMessages(anchor: string): { readonly term: MessageKey; readonly means: MessageKey } {
  const [term, means] = [`glossary.${camelCase(anchor)}`, `glossary.${camelCase(anchor)}Means`];
  if (hasMessage(term) && hasMessage(means)) return { term, means };
  throw new AppError('not-found', `The glossary has no term "${anchor}".`);
}
