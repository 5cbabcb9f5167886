import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { assumptionsSchema } from '../../core/contract/assumptions.ts';
import { runProfileSchema } from '../../core/contract/run-profile.ts';
import { AppError, exitCodeOf } from '../../core/errors.ts';
import { parseYaml } from '../../server/usecases/parse-yaml.ts';
import { readNamedText } from '../../server/usecases/read-named-text.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function failure(text: string, schema: z.ZodType = runProfileSchema): AppError {
  try {
    parseYaml({ file: 'p.yaml', text }, schema);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('what has no value though its syntax is right', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x, x]',
    ...['b', 'c', 'd', 'e'].map((name, at) => {
      const before = `*${'abcd'[at] ?? ''}`;
      return `${name}: &${name} [${Array.from({ length: 10 }, () => before).join(', ')}]`;
    }),
    'indicators: *e',
  ].join('\n');
  test.each([
    ['an unknown alias', 'id: x\nindicators: *nope\n', 2, 'nothing is marked &nope before *nope.'],
    ['an alias bomb', bomb, 2, 'its aliases (*name) stand for too much when written out.'],
    ['deep nesting', `id: x\nindicators: ${'['.repeat(20_000)}`, 2, 'nested too deeply.'],
  ])('%s is named with its line', (_, text, line, reason) => {
    const error = failure(text);
    expect(exitCodeOf(error)).toBe(2);
    expect(error.message).toBe(`p.yaml, line ${line}: ${reason}`);
    expect(error.details).toEqual({ file: 'p.yaml', line, reason });
  });
});

describe('an unknown field', () => {
  test.each([
    ['id: x\nindicators: [a]\nfoo: 1\n', 3, 'the top', 'foo'],
    ['id: x\nfoo:\n  bar: 1\nindicators: [a]\n', 2, 'the top', 'foo'],
    ['components:\n  - indicator: a\n  - indicator: b\n    foo: 2\n', 4, 'components.1', 'foo'],
  ])('stands on a line of its own: %j', (text, line, where, field) => {
    expect(failure(text).message).toBe(
      `p.yaml, line ${line}, at ${where}: there is no field "${field}" here`,
    );
  });
});

describe('plain words for what a field wants', () => {
  test.each([
    ['components: 5', 'p.yaml, line 1, at components: wants a list, and a number stands here'],
    ['', 'p.yaml, at the top: wants named fields, and nothing stands here'],
    ['indicators: [a]\navailability: 2', 'p.yaml, line 2, at availability: wants at most 1'],
    ['id: 3\nindicators: [a]', 'p.yaml, line 1, at id: wants text, and a number stands here'],
  ])('of a profile: %j', (text, message) => {
    expect(failure(text).message).toBe(message);
  });
  test.each([
    ['leaveOut: { share: x }', 'p.yaml, line 1, at leaveOut.share: wants a number, and text stands here'],
    ['weights: { noise: uniform, spread: .inf }', /wants a number, and an infinite number stands here$/],
  ])('of assumptions: %j', (text, message) => {
    expect(failure(text, assumptionsSchema).message).toMatch(message);
  });
  test.each([
    [z.strictObject({ a: z.number() }), 'b: 1', 'is missing: it wants a number'],
    [z.object({ a: z.enum(['x', 'y', 'z']) }), 'a: 1', 'wants "x", "y" or "z"'],
    [z.object({ a: z.number().gt(3) }), 'a: 3', 'wants more than 3'],
    [z.object({ a: z.array(z.number()).min(1) }), 'a: []', 'wants at least 1 item'],
    [z.object({ a: z.string().max(2) }), 'a: abc', 'wants at most 2 characters'],
    [z.object({ a: z.array(z.number()).length(2) }), 'a: [1]', 'wants 2 items'],
    [z.object({ a: z.number().max(1, 'own words') }), 'a: 2', 'own words'],
  ])('of any schema %#', (schema, text, reason) => {
    expect(failure(text, schema).message).toMatch(new RegExp(`: ${reason}$`));
  });
});

describe('a file that cannot be read', () => {
  test('is not there, or is a folder', async () => {
    const folder = temporaryFolder();
    const absent = join(folder, 'no.yaml');
    await expect(readNamedText(absent)).rejects.toMatchObject({
      ...{ code: 'not-found', message: `There is no file ${absent}.` },
    });
    await expect(readNamedText(folder)).rejects.toMatchObject({
      ...{ code: 'invalid-request', message: `${folder} is a folder: name the file in it.` },
    });
  });
});
