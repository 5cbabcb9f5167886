import type { z } from 'zod';

/** What people call the kinds of value that a YAML or JSON file can hold. */
const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'named fields',
  record: 'named fields',
  string: 'text',
};

/** What stands there instead: more than a kind, where there is little to it. */
const found: Readonly<Record<string, string>> = {
  ...kinds,
  null: 'nothing',
  undefined: 'nothing',
  Infinity: 'an infinite number',
  '-Infinity': 'an infinite number',
};

/** How the validation library begins a message that the schema has no words of its own for. */
const ownWords = /^(?:Invalid input: expected|Invalid option: expected|Too (?:big|small): expected) /;

/**
 * What is wrong with a field, in plain words. A schema's own words are left as they are.
 *
 * @example plainReason(issue) // 'wants a list, and a number stands here'
 */
export function plainReason(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `there is no field ${issue.keys.map((key) => `"${key}"`).join(', ')} here`;
  }
  if (!ownWords.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return wrongKind(issue.expected, issue.message);
    case 'invalid_value':
      return `wants ${listed(issue.values.map((value) => JSON.stringify(value)))}`;
    case 'too_big':
      return outOfBounds(issue.origin, {
        bound: issue.maximum,
        words: issue.exact === true ? '' : issue.inclusive === false ? 'less than ' : 'at most ',
      });
    case 'too_small':
      return outOfBounds(issue.origin, {
        bound: issue.minimum,
        words: issue.exact === true ? '' : issue.inclusive === false ? 'more than ' : 'at least ',
      });
    default:
      return issue.message;
  }
}

function wrongKind(expected: string, message: string): string {
  const received = /received (.+)$/.exec(message)?.[1] ?? '';
  const wanted = kinds[expected] ?? expected;
  if (received === 'undefined') return `is missing: it wants ${wanted}`;
  const there = found[received] ?? received;
  return `wants ${wanted}, and ${there} ${there === kinds['object'] ? 'stand' : 'stands'} here`;
}

function outOfBounds(
  origin: string,
  { bound, words }: { readonly bound: number | bigint; readonly words: string },
): string {
  const unit: Readonly<Record<string, string>> = { string: 'character', array: 'item', set: 'item' };
  const name = unit[origin];
  if (name === undefined) return `wants ${words === '' ? 'exactly ' : words}${bound}`;
  return `wants ${words}${bound} ${name}${Number(bound) === 1 ? '' : 's'}`;
}

function listed(values: readonly string[]): string {
  const last = values.at(-1) ?? '';
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} or ${last}`;
}
