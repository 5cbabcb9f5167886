import type { z } from 'zod';

interface Option<Key extends string> {
  readonly shape: Readonly<Record<Key, z.ZodLiteral<string> | z.ZodEnum>>;
}

/** The names that the options of a discriminated union go by. */
export function namesOf<Key extends string>(options: readonly Option<Key>[], key: Key): readonly string[] {
  return options.flatMap(({ shape }) => {
    const schema = shape[key];
    return 'values' in schema ? [...schema.values] : schema.options.map(String);
  });
}

/** The message of a discriminated union for a name that none of its options has: all that they have. */
export function oneOf(key: string, names: () => readonly string[]): { error: () => string } {
  return { error: () => `${key} must be one of ${names().join(', ')}` };
}
